import type { Schemas } from '../../api/queries';
import type { Filing, FilingForm, KeptPhoto } from './store';

export type Category = Schemas['Categories']['items'][number];
type Who = Pick<Schemas['Me'], 'roles' | 'scopePath'>;

export const FILERS = ['grid_worker', 'inspector', 'dispatcher'] as const;

/** What still lacks, in the order in which it is asked for. */
export type Lack = 'photo' | 'category' | 'place' | 'after' | 'mender' | 'camera';

export interface Camera {
  severities: readonly Schemas['Severity'][];
  urgencies: readonly Schemas['Urgency'][];
}

const SEVERITIES = ['minor', 'serious', 'major'] as const;
const URGENCIES = ['routine', 'expedited', 'urgent'] as const;

const graver = <T>(a: T, b: T, order: readonly T[]): T => (order.indexOf(a) >= order.indexOf(b) ? a : b);

/** Never below what the category asks. */
export const severityOf = ({ severity }: FilingForm, category: Category | undefined): Schemas['Severity'] =>
  graver(severity ?? 'minor', category?.severity ?? 'minor', SEVERITIES);

export const urgencyOf = ({ urgency }: FilingForm, category: Category | undefined): Schemas['Urgency'] =>
  graver(urgency ?? 'routine', category?.urgency ?? 'routine', URGENCIES);

/** 应用内相机: whether the policy wants the photos taken on the spot. */
export const cameraAsked = (form: FilingForm, category: Category | undefined, camera: Camera | undefined): boolean =>
  camera !== undefined &&
  (camera.severities.includes(severityOf(form, category)) || camera.urgencies.includes(urgencyOf(form, category)));

interface Seen {
  form: FilingForm;
  photos: readonly KeptPhoto[];
  category: Category | undefined;
  camera: Camera | undefined;
}

export function lacksOf({ form, photos, category, camera }: Seen): Lack[] {
  const { how, place, defects, menderUnitId } = form;
  const mended = how !== 'report';
  const shown = new Set(photos.filter(({ role }) => role === 'after').map(({ defect }) => defect));
  const all = Array.from({ length: defects }, (_, index) => index + 1);
  const lacks: [Lack, boolean][] = [
    ['photo', !photos.some(({ role }) => role === 'before')],
    ['camera', cameraAsked(form, category, camera) && photos.some(({ capture }) => capture !== 'camera')],
    ['category', form.categoryCode === null],
    ['after', mended && !all.every((defect) => shown.has(defect))],
    ['mender', how === 'witnessed' && menderUnitId === null],
    ['place', place.streetId === null && place.lng === null],
  ];
  return lacks.flatMap(([lack, is]) => (is ? [lack] : []));
}

/** The filing as the api takes it; photos are added once it has them. */
export function bodyOf({ form, photos, category }: Seen, who: Who): Omit<Filing, 'evidence'> {
  const { how, place, defects, menderUnitId, description } = form;
  const { streetId, communityId, lng, lat } = place;
  const seen = photos.filter(({ role }) => role === 'before').map(({ takenAt }) => takenAt);
  return {
    ...wayOf(who),
    severity: severityOf(form, category),
    urgency: urgencyOf(form, category),
    categoryCode: form.categoryCode,
    description: description.trim() || (category?.name ?? ''),
    place: { streetId, communityId, pointName: place.pointName.trim() || null, lng, lat },
    defects,
    capturedAt: seen.length > 0 ? new Date(Math.min(...seen)).toISOString() : null,
    ...(form.roundId && { roundId: form.roundId }),
    ...(form.pointId && { pointId: form.pointId }),
    ...(how !== 'report' && { onTheSpot: how }),
    ...(how === 'witnessed' && menderUnitId && { rectifiedBy: { unitId: menderUnitId } }),
  };
}

/** 网格 reports into its own chain; whoever inspects, into the round of the level they inspect for. */
function wayOf({ roles, scopePath }: Who): Pick<Filing, 'channel' | 'source'> {
  const inspects = roles.includes('inspector') || roles.includes('dispatcher');
  if (!inspects) return { channel: 'grid', source: 'street' };
  return { channel: 'round', source: scopePath.includes('.') ? 'street' : 'district' };
}

export interface Group {
  parent: string;
  categories: Category[];
}

/** By their family, in the policy's order. */
export function grouped(categories: readonly Category[]): Group[] {
  const groups = new Map<string, Category[]>();
  for (const category of categories) groups.set(category.parent, [...(groups.get(category.parent) ?? []), category]);
  return [...groups].map(([parent, members]) => ({ parent, categories: members }));
}

/** By name, other names, family, or the first letters of its pinyin where they are known. */
export function found(
  categories: readonly Category[],
  words: string,
  initials: (text: string) => string,
): readonly Category[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return categories;
  const fits = (text: string) => text.toLowerCase().includes(wanted) || initials(text).includes(wanted);
  return categories.filter(({ name, parent, aliases }) => [name, parent, ...aliases].some(fits));
}
