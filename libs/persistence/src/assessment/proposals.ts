import type pg from 'pg';
import { type CivilDate, civilDate, type Instant } from '#calendar';
import {
  type AssessmentResult,
  blackInARow,
  type ClassResult,
  periodOf,
  type PropertyResult,
  repeatMeasure,
} from '#domain';
import { timestamptz } from '../clock';
import type { EditionRow } from './editions';

export type ProposedMeasure = 'reward' | 'commend' | 'criticise' | 'remind_deputy' | 'talk' | 'exit';

/** What an edition proposes and somebody decided, or has yet to. */
export interface Proposal {
  id: string;
  assessmentId: string;
  measure: ProposedMeasure;
  subjectId: string;
  /** Of a reward: ten-thousandths of the class's pool. */
  share: number | null;
  /** Of an exit: who may decide it. */
  deciders: string | null;
  basis: string;
  decision: 'approved' | 'refused' | null;
  reason: string | null;
  decidedAt: Instant | null;
  /** Of an exit: what those decided who may. */
  owners: ExitDecision | null;
}

/** 业主或委托方的决定, as the office was told of it. */
export interface ExitDecision {
  outcome: 'dismissed' | 'kept';
  decidedOn: CivilDate;
  decider: string;
  document: string;
}

type Proposed = Pick<Proposal, 'measure' | 'subjectId' | 'share' | 'deciders' | 'basis'>;

const plain = (measure: ProposedMeasure, subjectId: string, basis: string): Proposed => ({
  measure,
  subjectId,
  share: null,
  deciders: null,
  basis,
});

/** 奖惩建议 of a published quarter or year: the machine proposes, people decide. */
export async function propose(
  client: pg.ClientBase,
  edition: EditionRow,
  { result }: { result: string },
): Promise<void> {
  if (edition.kind === 'month') return;
  const proposed =
    edition.subject === 'units'
      ? await ofUnits(client, edition, JSON.parse(result) as AssessmentResult)
      : ofProperty(JSON.parse(result) as PropertyResult);
  await client.query(
    `INSERT INTO assessment_proposal (id, assessment_id, measure, subject_id, share, deciders, basis)
     SELECT $1 || ':' || measure || ':' || subject_id, $1, measure, subject_id, share, deciders, basis
     FROM jsonb_to_recordset($2::jsonb) AS r (measure text, subject_id text, share int, deciders text, basis text)
     ON CONFLICT (id) DO NOTHING`,
    [edition.id, JSON.stringify(proposed.map(({ subjectId, ...rest }) => ({ ...rest, subject_id: subjectId })))],
  );
}

async function ofUnits(client: pg.ClientBase, edition: EditionRow, { classes }: AssessmentResult): Promise<Proposed[]> {
  const before = edition.kind === 'quarter' ? await blackBefore(client, edition) : [];
  const black = classes.flatMap(({ lists }) => lists.black);
  const repeated = black.flatMap((unitId) => {
    const measure = repeatMeasure(blackInARow([...before, { black }], unitId));
    return measure ? plain(measure, unitId, '连续列入考核黑榜') : [];
  });
  return [...classes.flatMap(ofClass), ...repeated];
}

const ofClass = ({ class: name, lists, rewards }: ClassResult): Proposed[] => [
  ...(rewards?.shares ?? [])
    .filter(({ tenThousandths }) => tenThousandths > 0)
    .map(({ unitId, tenThousandths }) => ({
      ...plain('reward', unitId, rewards?.levelled ? `${name}奖励差距不足，请核定` : `${name}按名次分档`),
      share: tenThousandths,
    })),
  ...lists.red.map((unitId) => plain('commend', unitId, `${name}红榜`)),
  ...lists.black.map((unitId) => plain('criticise', unitId, `${name}考核黑榜`)),
];

const ofProperty = ({ proposals }: PropertyResult): Proposed[] =>
  proposals.flatMap(({ projectId, proposals: own }) =>
    own.map((one) =>
      one.measure === 'talk'
        ? plain('talk', projectId, '连续两季考核黑榜，约谈企业负责人')
        : { ...plain('exit', projectId, '一年三次考核黑榜，列入联席会议议题'), deciders: one.deciders },
    ),
  );

/** Black lists of the quarters before, oldest first. */
async function blackBefore(client: pg.ClientBase, { start }: EditionRow): Promise<{ black: string[] }[]> {
  const year = civilDate(periodOf('year', start).from);
  const { rows } = await client.query<{ black: string[] }>(
    `SELECT ARRAY(SELECT jsonb_array_elements_text(class #> '{lists,black}')
         FROM jsonb_array_elements(result::jsonb -> 'classes') AS class) AS black
     FROM assessment WHERE subject = 'units' AND period_kind = 'quarter' AND status = 'published'
       AND period_start < $1::date AND period_start >= $2::date - interval '1 year' ORDER BY period_start`,
    [start, year],
  );
  return rows;
}

const PROPOSAL = `p.id, p.assessment_id AS "assessmentId", p.measure, p.subject_id AS "subjectId", p.share, p.deciders,
  p.basis, p.decision, p.reason, p.decided_at AS "decidedAt", o.owners`;

const PROPOSALS = `assessment_proposal p JOIN assessment a ON a.id = p.assessment_id
  LEFT JOIN LATERAL (SELECT jsonb_build_object('outcome', e.outcome, 'decidedOn', e.decided_on, 'decider', e.decider,
      'document', e.document) AS owners
    FROM exit_decision e WHERE e.proposal_id = p.id ORDER BY e.ordinal DESC LIMIT 1) o ON true`;

export class ProposalStore {
  constructor(private readonly pool: pg.Pool) {}

  async of(assessmentId: string): Promise<Proposal[]> {
    const { rows } = await this.pool.query<Proposal>(
      `SELECT ${PROPOSAL} FROM ${PROPOSALS} WHERE p.assessment_id = $1 ORDER BY p.measure, p.share DESC, p.subject_id`,
      [assessmentId],
    );
    return rows;
  }

  /** False when it was decided before, or there is none such. */
  async decide(
    id: string,
    { decision, reason, by, at }: { decision: 'approved' | 'refused'; reason: string; by: string; at: Instant },
  ): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE assessment_proposal SET decision = $2, reason = $3, decided_by = $4, decided_at = $5
       WHERE id = $1 AND decision IS NULL`,
      [id, decision, reason, by, timestamptz(at)],
    );
    return rowCount === 1;
  }

  /** 联席会议议题: talks and exits that nobody has decided yet, and exits that their owners have still to decide. */
  async forMeeting(): Promise<Proposal[]> {
    const { rows } = await this.pool.query<Proposal>(
      `SELECT ${PROPOSAL} FROM ${PROPOSALS} WHERE a.status = 'published' AND p.measure IN ('talk', 'exit')
         AND (p.decision IS NULL OR (p.measure = 'exit' AND p.decision = 'approved' AND o.owners IS NULL))
       ORDER BY p.measure DESC, p.assessment_id, p.subject_id`,
    );
    return rows;
  }

  /** 退出与解聘: what stands proposed, and whatever was decided on it; the newest first. */
  async exits(): Promise<Proposal[]> {
    const { rows } = await this.pool.query<Proposal>(
      `SELECT ${PROPOSAL} FROM ${PROPOSALS}
       WHERE p.measure = 'exit' AND (a.status = 'published' OR o.owners IS NOT NULL)
       ORDER BY a.period_start DESC, p.subject_id, a.edition DESC LIMIT 500`,
    );
    return rows;
  }

  /** The same id again changes nothing; a further record corrects the one before. */
  async recordExit(
    id: string,
    proposalId: string,
    { outcome, decidedOn, decider, document }: ExitDecision,
    { by, at }: { by: string; at: Instant },
  ): Promise<void> {
    await this.pool.query(
      `INSERT INTO exit_decision (id, proposal_id, outcome, decided_on, decider, document, by_person, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
      [id, proposalId, outcome, decidedOn, decider, document, by, timestamptz(at)],
    );
  }
}
