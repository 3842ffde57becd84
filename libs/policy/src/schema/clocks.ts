import type { LimitKind } from '#domain';
import { z } from 'zod';
import { limit } from '../notation/limit';
import { marks } from './codes';

const byUrgency = z
  .strictObject({
    routine: limit,
    expedited: limit.optional(),
    urgent: limit.optional(),
    of: z.string(),
    src: marks,
  })
  .transform(({ routine, expedited, urgent }) => ({
    routine,
    ...(expedited && { expedited }),
    ...(urgent && { urgent }),
  }));

const limitKinds = {
  screen: byUrgency,
  grid_village: byUrgency,
  grid_township: byUrgency,
  dispatch: byUrgency,
  receipt: byUrgency,
  return_window: byUrgency,
  return_ruling: byUrgency,
  unit_review: byUrgency,
  extension_reply: byUrgency,
  suspension_reply: byUrgency,
  sign_document: byUrgency,
  objection_ruling: byUrgency,
} satisfies Record<LimitKind, unknown>;

/** Each stage's own clock (各环节时钟). */
export const clocks = z
  .strictObject({
    ...limitKinds,
    verify: z.strictObject({ urgent: limit, photo: limit, site: limit, measure: limit, of: z.string(), src: marks }),
    approve: z.strictObject({ per_level: limit, district_leader: limit, of: z.string(), src: marks }),
    publicity: z.strictObject({ routine: limit, central: limit, of: z.string(), src: marks }),
    slip_reply: z.strictObject({ blue: limit, yellow: limit, red: limit, urgent: limit, of: z.string(), src: marks }),
    progress: z.strictObject({
      longer_than: limit,
      day: z.int().min(1).max(28),
      of: z.string(),
      src: marks,
    }),
    score_appeal: z.strictObject({ file_within: limit, decide_within: limit, src: marks }),
    conclusion_review: z.strictObject({
      file_within: limit,
      decide_within: limit,
      recusal: z.literal(true),
      of: z.string(),
      src: marks,
    }),
  })
  .transform(({ verify, approve, publicity, slip_reply, conclusion_review, progress, score_appeal, ...limits }) => ({
    limits,
    verify: { urgent: verify.urgent, photo: verify.photo, site: verify.site, measure: verify.measure },
    approve: { perLevel: approve.per_level, districtLeader: approve.district_leader },
    publicity: { routine: publicity.routine, central: publicity.central },
    slipReply: {
      blue: slip_reply.blue,
      yellow: slip_reply.yellow,
      red: slip_reply.red,
      urgent: slip_reply.urgent,
    },
    conclusionReview: windows(conclusion_review),
    progress: { longerThan: progress.longer_than, dayOfMonth: progress.day },
    scoreAppeal: windows(score_appeal),
  }));

function windows<L>({ file_within, decide_within }: { file_within: L; decide_within: L }) {
  return { fileWithin: file_within, decideWithin: decide_within };
}
