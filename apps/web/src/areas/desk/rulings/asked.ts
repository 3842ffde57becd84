import type { Payload } from '../../../api/command';
import type { Schemas } from '../../../api/queries';

type Finding = Schemas['Finding'];

/** What waits for a ruling, in the order in which it is shown. */
export const RULED = [
  'rule_return',
  'decide_extension',
  'decide_suspension',
  'rule_reason',
  'rule_objection',
  'decide_review',
] as const;
export type Ruled = (typeof RULED)[number];

export interface Asked {
  by: string | null;
  at: string | null;
  /** In the asker's words, or the code of a reason that the policy names. */
  reason: string | null;
  basis: string | null;
  /** 陈述理由: when the slip comes that a yes would hold. */
  replyDueAt: string | null;
  proposedUnitId: string | null;
  until: string | null;
  /** 延期: what a yes would give. */
  granting: Finding['requests'][number]['granting'];
  /** How often it was asked and decided before on this case. */
  before: { granted: number; refused: number };
}

const KIND = { rule_return: 'return', decide_extension: 'extension', decide_suspension: 'suspension' } as const;

/** What is asked on a case, out of its record. */
export function askedOf(ruled: Ruled, finding: Finding): Asked | null {
  const nothing = { basis: null, replyDueAt: null, proposedUnitId: null, until: null, granting: null };
  if (ruled === 'rule_objection')
    return { ...nothing, by: null, at: null, reason: null, before: { granted: 0, refused: 0 } };
  if (ruled === 'decide_review') {
    const review = finding.reviews.find(({ outcome }) => outcome === null);
    const decided = (outcome: string) => finding.reviews.filter((one) => one.outcome === outcome).length;
    return review
      ? {
          ...nothing,
          by: review.by.name,
          at: review.at,
          reason: null,
          before: { granted: decided('changed'), refused: decided('upheld') },
        }
      : null;
  }
  if (ruled === 'rule_reason') {
    const plea = finding.pleas.find(({ slipAt }) => slipAt !== null);
    const ruledOn = (outcome: string) => finding.pleas.filter((one) => one.outcome === outcome).length;
    return plea
      ? {
          ...nothing,
          by: plea.by.name,
          at: plea.at,
          reason: plea.reason,
          replyDueAt: plea.slipAt,
          before: { granted: ruledOn('held'), refused: ruledOn('refused') },
        }
      : null;
  }
  const kind = KIND[ruled];
  const ofKind = finding.requests.filter((one) => one.kind === kind);
  const open = ofKind.find(({ status }) => status === 'open');
  if (!open) return null;
  const counted = (status: string) => ofKind.filter((one) => one.status === status).length;
  return {
    ...open,
    by: open.by.name,
    at: open.askedAt,
    before: { granted: counted('granted'), refused: counted('refused') },
  };
}

/** Each with the words of its command: `yes` and the field that carries it. */
type Given =
  | { command: 'rule-return'; body: Payload<'rule-return'> }
  | { command: 'decide-extension'; body: Payload<'decide-extension'> }
  | { command: 'decide-suspension'; body: Payload<'decide-suspension'> }
  | { command: 'rule-reason'; body: Payload<'rule-reason'> }
  | { command: 'rule-objection'; body: Payload<'rule-objection'> }
  | { command: 'decide-review'; body: Payload<'decide-review'> };

/** The command that says yes or no; a no is always given its reason. */
export function rulingOf(ruled: Ruled, granted: boolean, reason: string): Given {
  const said = reason === '' ? {} : { reason };
  switch (ruled) {
    case 'rule_return':
      return { command: 'rule-return', body: { upheld: granted, reason } };
    case 'decide_extension':
      return { command: 'decide-extension', body: { granted, ...said } };
    case 'decide_suspension':
      return { command: 'decide-suspension', body: { granted, ...said } };
    case 'rule_reason':
      return { command: 'rule-reason', body: { accepted: granted, reason } };
    case 'rule_objection':
      return { command: 'rule-objection', body: { upheld: granted, reason } };
    case 'decide_review':
      return { command: 'decide-review', body: { outcome: granted ? 'changed' : 'upheld', reason } };
  }
}

/** Granting these needs a reason too: others will read it. */
export const REASONED: ReadonlySet<Ruled> = new Set(['rule_return', 'rule_reason', 'rule_objection', 'decide_review']);
