/** How much is measured. Ratios are taken within one run; the absolute figures belong to the machine and the hour. */
export interface Plan {
  name: 'full' | 'quick';
  /** Times that both sides take their turns. */
  rounds: number;
  /** People at work at once: as many as keep two processors busy on either side. */
  clients: number;
  /** Loops driven on each side with a rest between the steps, of which the histories are counted. */
  countedLoops: number;
  restMs: number;
  /** Loops per round: driven at full speed by each side, and by Duban with every step told to Temporal first. */
  loops: { duban: number; plain: number; told: number };
  warmUpLoops: { duban: number; plain: number };
  herd: {
    findings: number;
    /** Of those, how many have a run with a timer in Temporal; the sweeper alone has the rest. */
    armed: number;
    /** Over which their deadlines lie. */
    spreadMs: number;
  };
  /** Whether the whole record is recomputed at the end. */
  audit: boolean;
}

export const FULL: Plan = {
  name: 'full',
  rounds: 5,
  clients: 96,
  countedLoops: 24,
  restMs: 500,
  loops: { duban: 960, plain: 192, told: 96 },
  warmUpLoops: { duban: 300, plain: 48 },
  herd: { findings: 20_000, armed: 2_000, spreadMs: 60_000 },
  audit: true,
};

/** Under 50 seconds on two idle cores, servers and all; its herd is a fifth of the real one, and at one moment. */
export const QUICK: Plan = {
  name: 'quick',
  rounds: 2,
  clients: 96,
  countedLoops: 6,
  restMs: 250,
  loops: { duban: 240, plain: 96, told: 24 },
  warmUpLoops: { duban: 64, plain: 8 },
  herd: { findings: 4_000, armed: 100, spreadMs: 1_000 },
  audit: false,
};
