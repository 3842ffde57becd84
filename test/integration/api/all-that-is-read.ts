import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import { instantOf } from '#calendar';
import { filing, type Served } from './served';

export const FINDER = { name: '严暗访', phone: '13712345678' };
const { paths } = JSON.parse(readFileSync(join(__dirname, '../../../apps/api/openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, unknown>>;
};
/** All that is read, but the stream, which answers for as long as it is read. */
export const READABLE = Object.keys(paths).filter((path) => paths[path]!['get'] && path !== '/api/v1/stream');
export const MUST_ANSWER = [
  '/api/v1/findings',
  '/api/v1/findings/{id}',
  '/api/v1/findings/{id}/events',
  '/api/v1/findings/{id}/papers',
  '/api/v1/findings/{id}/papers/{file}',
  '/api/v1/findings/{id}/executor-links',
  '/api/v1/evidence/{sha256}',
  '/api/v1/exports/findings.{format}',
  '/api/v1/exports/notices.{format}',
  '/api/v1/exports/units.{format}',
  '/api/v1/inbox',
  '/api/v1/lists/{id}',
  '/api/v1/notices',
  '/api/v1/papers/{id}',
  '/api/v1/papers/{id}/{file}',
  '/api/v1/units/{id}/desk',
];

interface Known {
  finding: string;
  photo: string;
  dispatch: string;
  round: string;
  list: string;
  /** Slips and papers of the case, one of each kind. */
  refs: string[];
  bulletin: string;
}

const NOWHERE = '00000000-0000-4000-8000-00000000000f';

/** Of a round and on a list, handed over, past its due, answered, with its papers sent. */
export async function worked(served: Served): Promise<Known> {
  const { clock, record } = served.district;
  const given = async (name: string, path: string, body: unknown = {}) => (await served.done(name, path, body)).body;
  await served.send('inspector2', '/api/v1/people/me/preferences', {
    method: 'PUT',
    body: {
      language: 'zh',
      phone: FINDER.phone,
      email: null,
      quietHours: null,
      digestMinutes: 5,
      order: ['sms', 'email'],
    },
  });
  const team = await Promise.all(
    ['inspector2', 'inspector'].map(async (each) => (await served.district.actor(each)).personId),
  );
  const round = await given('dispatcher', '/rounds', {
    title: '背街小巷明察暗访',
    planNumber: '2026-督-09',
    leaderId: team[0],
    memberIds: team,
    targets: ['back_street', 'old_estate'],
    quotas: { dongshi: 1 },
    opensAt: '2026-09-18T08:00:00+08:00',
    closesAt: '2026-09-18T18:00:00+08:00',
  });
  await record.rounds.tick(round.id);
  clock.now = instantOf('2026-09-18', '09:00');
  await record.rounds.tick(round.id);
  const [place] = (await served.get('inspector2', `/rounds/${round.id}`)).body.places;
  const picture = await sharp({ create: { width: 300, height: 300, channels: 3, background: 'navy' } })
    .withExif({ IFD0: { Artist: FINDER.name } })
    .jpeg()
    .toBuffer();
  const headers = { 'content-type': 'image/jpeg' };
  const photo = (await served.done('inspector2', '/evidence', picture, headers)).body.sha256;
  const list = 'L-crawl';
  await record.imports.saveList({ id: list, title: '明察暗访清单', supervisingUnitId: 'dcs' });
  const facts = { covert: true, evidence: [{ sha256: photo }], listId: list, roundId: round.id };
  const { id: finding } = await given('inspector2', '/findings', filing({ ...facts, pointId: place.placeId }));
  const measure = { category: '市容', item: '一', problem: '问题', claim: '照单全收' as const, ordinal: 1 };
  await record.imports.saveMeasures([{ ...measure, findingId: finding, listId: list }]);
  const dispatch = await given('dispatcher', '/dispatches', { unitId: 'cg', items: [{ findingId: finding }] });
  await served.done('handler.cg', `/findings/${finding}/sign`);
  clock.now = instantOf('2026-10-09', '10:00');
  await record.rounds.tick(round.id);
  await record.findings.sweep();
  await served.done('dispatcher', `/findings/${finding}/urge`, { text: '抓紧' });
  const notice = await given('dispatcher', `/findings/${finding}/papers`, { kind: 'rectification' });
  const bulletin = await given('dispatcher', '/papers', { kind: 'bulletin', to: ['cg'] });
  for (const { ref } of [notice, bulletin]) {
    await served.done('dispatcher', `/papers/${ref}/check`);
    await served.done('mayor', `/papers/${ref}/issue`);
  }
  while ((await record.deliveries.deliverDue(500)) > 0);
  const { items } = (await served.get('handler.cg', `/findings/${finding}/papers`)).body;
  const refs = [...new Map((items as { kind: string; ref: string }[]).map(({ kind, ref }) => [kind, ref])).values()];
  return { finding, photo, dispatch: dispatch.id, round: round.id, list, refs, bulletin: bulletin.ref };
}

/** What stands in a path for each of its names. @throws Error for a name that nobody has thought of: think of it here. */
export function addressesOf(path: string, known: Known): string[] {
  const values = (name: string): string[] => {
    const given = VALUES[`${name} of ${path}`] ?? VALUES[name];
    if (!given) throw new Error(`${path}: what stands for ${name}?`);
    return given(known);
  };
  let filled = [path];
  for (const [whole, name] of path.matchAll(/\{(\w+)\}/g))
    filled = filled.flatMap((each) => values(name!).map((value) => each.replace(whole, encodeURIComponent(value))));
  return filled.flatMap((each) => (QUERIES[path]?.(known) ?? ['']).map((query) => each + query));
}

const narrowed = ({ dispatch, round, list }: Known): string[] => [
  '',
  '?unit=cg',
  `?dispatch=${dispatch}`,
  `?round=${round}`,
  `?list=${list}`,
];
const files = (refs: readonly string[]): string[] => refs.map((ref) => `${ref}.docx`);

const VALUES: Record<string, (known: Known) => string[]> = {
  id: ({ finding }) => [finding],
  'id of /api/v1/units/{id}/desk': () => ['cg'],
  'id of /api/v1/rounds/{id}': ({ round }) => [round],
  'id of /api/v1/rounds/{id}/draw': ({ round }) => [round],
  'id of /api/v1/rounds/{id}/follow-up': ({ round }) => [round],
  'id of /api/v1/rounds/{id}/{file}': ({ round }) => [round],
  'id of /api/v1/lists/{id}': ({ list }) => [list],
  'id of /api/v1/papers/{id}': ({ bulletin, refs }) => [bulletin, ...refs],
  'id of /api/v1/papers/{id}/{file}': ({ bulletin }) => [bulletin],
  'id of /api/v1/papers/{id}/files/{sha256}': ({ bulletin }) => [bulletin],
  file: () => ['bulletin.docx'],
  'file of /api/v1/findings/{id}/papers/{file}': ({ refs }) => files(refs),
  'file of /api/v1/findings/{id}/papers/preview/{file}': () => ['supervision.docx'],
  'file of /api/v1/papers/{id}/{file}': () => ['file.docx'],
  'file of /api/v1/reports/{file}': () => ['ledger.docx', 'ledger.xlsx'],
  format: () => ['csv', 'xlsx'],
  ref: ({ refs }) => refs,
  sha256: ({ photo }) => [photo],
  size: () => ['small', 'large'],
  start: () => ['2026-09-01'],
  token: () => [NOWHERE],
  unit: () => ['cg'],
  unitId: () => ['cg'],
  version: () => ['current'],
};

const QUERIES: Record<string, (known: Known) => string[]> = {
  '/api/v1/findings': narrowed,
  '/api/v1/findings/counts': narrowed,
  '/api/v1/findings/geo': narrowed,
  '/api/v1/findings/calendar': () => ['?from=2026-09-01&to=2026-10-31'],
  '/api/v1/findings/nearby': () => ['?lng=116.5&lat=31.73'],
  '/api/v1/findings/tallies': () => ['?filter=open%3Dtrue'],
  '/api/v1/exports/findings.{format}': narrowed,
  '/api/v1/exports/notices.{format}': () => ['', '?class=slip'],
  '/api/v1/notices': () => ['', '?unit=cg'],
  '/api/v1/self-checks': ({ finding }) => ['', `?finding=${finding}`],
  '/api/v1/duty-roster': () => ['?from=2026-09-17&to=2026-09-18'],
  '/api/v1/year-marks': () => ['?year=2026&subject=units'],
  '/api/v1/assessments/{id}/ground': () => ['?entry=none'],
};

/** All that an answer says: what is zipped is opened, with what it says of its maker. */
export async function wholly(
  served: Served,
  viewer: string,
  address: string,
): Promise<{ status: number; said: string }> {
  const response = await fetch(`${served.origin}${address}`, {
    headers: { authorization: `Bearer ${await served.token(viewer)}` },
    redirect: 'manual',
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const zipped = bytes.subarray(0, 2).toString() === 'PK';
  const parts = zipped ? unzipSync(bytes) : {};
  if (zipped && !parts['docProps/core.xml']) throw new Error(`${address} says nothing of its maker`);
  const headers = JSON.stringify([...response.headers]);
  return {
    status: response.status,
    said: [headers, bytes.toString('utf8'), ...Object.values(parts).map((part) => strFromU8(part))].join('\n'),
  };
}
