import type { Command, EvidenceRef, FilePayload, Source } from '#domain';
import { type Clerk, type EnteredRow, enteredRow, findingIdOf, type KeepPicture } from './desk';
import type { FindingDraft } from './finding-draft';
import type { FindingPlan } from './findings';

interface EntryOptions {
  source: Source;
  supervisingUnitId: string;
  keepPicture: KeepPicture;
  /** After each row, for a progress line. */
  onRow?: (done: number, total: number) => void;
}

/** Enters every taken row as a finding, or at the status its old ledger gave it (历史台账, ruling 18). */
export async function enterFindings(plan: FindingPlan, clerk: Clerk, options: EntryOptions): Promise<EnteredRow[]> {
  const entered: EnteredRow[] = [];
  for (const draft of plan.taken) {
    entered.push(await enter(draft, clerk, options));
    options.onRow?.(entered.length, plan.taken.length);
  }
  return entered;
}

async function enter(draft: FindingDraft, clerk: Clerk, options: EntryOptions): Promise<EnteredRow> {
  const id = findingIdOf(draft.fingerprint, options.supervisingUnitId);
  const evidence = await picturesOf(draft, options.keepPicture);
  const command = commandOf(draft, id, evidence, options);
  const answer = await clerk.step(id, draft.fingerprint, command, draft.externalNumber ?? undefined);
  return enteredRow(draft.row, draft.fingerprint, id, answer);
}

async function picturesOf(draft: FindingDraft, keep: KeepPicture): Promise<EvidenceRef[]> {
  const kept = await Promise.all(draft.pictures.map(({ sha256, role }) => keep(sha256, role)));
  return kept.filter((ref) => ref !== null);
}

function commandOf(draft: FindingDraft, id: string, evidence: EvidenceRef[], options: EntryOptions): Command {
  const facts = factsOf(draft, evidence, options);
  const { openingStatus, unitId } = draft;
  if (openingStatus === null) return { type: 'file', id, ...facts };
  // Without a unit nobody can be rectifying it: it opens where a unit is chosen.
  const status = unitId === null && openingStatus === 'rectifying' ? 'registered' : openingStatus;
  return { type: 'open', id, ...facts, status, unitId };
}

const factsOf = (draft: FindingDraft, evidence: EvidenceRef[], options: EntryOptions): FilePayload => ({
  channel: 'import',
  source: options.source,
  severity: draft.severity ?? 'minor',
  urgency: draft.urgency ?? 'routine',
  categoryCode: draft.categoryCode,
  description: draft.description,
  place: draft.place,
  covert: draft.covert,
  supervisingUnitId: options.supervisingUnitId,
  capturedAt: draft.foundAt,
  evidence,
  missing: draft.missing,
  proposal: { unitId: draft.unitId ?? suggestedUnit(draft), coUnitIds: draft.coUnitIds },
  subject: draft.subjectClass,
  fixedDate: draft.due?.date ?? null,
});

const suggestedUnit = (draft: FindingDraft): string | null =>
  draft.suggestions.find(({ field }) => field === 'unit')?.value ?? null;
