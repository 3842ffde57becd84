import type { CommandOf, CommandType, EvidenceRef } from '#domain';

/** What the system does to a finding by itself, and what opens one: never under `POST /findings/{id}/{command}`. */
type NotByName = 'file' | 'open' | 'absorb' | 'release' | 'reproject-calendar' | 'apply-policy' | 'excuse-outage';

/** A command that people give to a finding by its name in the address. */
export type CommandName = Exclude<CommandType, NotByName>;

/** The server's own: given by the address, by the session, or read off the facts. */
type Added = 'type' | 'id' | 'dispatchId' | 'supervisingUnitId' | 'missing' | 'log';

/** A photo already uploaded; what its bytes say (time, place, hash) is added from the record, never believed. */
export interface EvidenceClaim {
  sha256: string;
  role?: EvidenceRef['role'];
  /** Which defect of the finding it shows, from 1 (ruling 10). */
  defect: number;
  capture?: EvidenceRef['capture'];
}

type OnTheWire<Payload> = {
  [Key in keyof Payload as Key extends Added ? never : Key]: NonNullable<Payload[Key]> extends EvidenceRef[]
    ? EvidenceClaim[]
    : Payload[Key];
};

/** The domain's payload as it comes over the wire: photos by their hash. */
export type Wire<Type extends CommandType> = OnTheWire<CommandOf<Type>>;
