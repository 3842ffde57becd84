import type { EvidenceRef, Finding } from './finding';
import type { Channel } from './policy';
import { refuse } from './refusal';
import type { Turn } from './turn';

/** What others saw is passed on as it came: by telephone, in a chat group, from a list or another platform. */
const PASSED_ON: ReadonlySet<Channel> = new Set(['hotline', 'import', 'verbal', 'proxy']);

/** Photos by which a case is filed: taken on the spot where the policy asks it. */
export function requireCameraAtFiling(turn: Turn, photos: readonly EvidenceRef[]): void {
  if (!PASSED_ON.has(turn.state.channel)) requireCamera(turn, photos);
}

/** Material (a scan, a record of a meeting) is no photo of the place. */
export function requireCamera({ state, ctx }: Turn, photos: readonly EvidenceRef[]): void {
  if (!isAsked(state, ctx.policy.camera)) return;
  const other = photos.find(({ role, capture }) => role !== 'material' && capture !== 'camera' && capture !== 'link');
  if (other) refuse('camera_required', { sha256: other.sha256 });
}

const isAsked = ({ severity, urgency, legacy }: Finding, camera: Turn['ctx']['policy']['camera']): boolean =>
  !legacy && Boolean(camera?.severities.includes(severity) || camera?.urgencies.includes(urgency));
