import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Instant, instantOf } from '#calendar';
import { clearingAt, zeroSpells } from '#domain';
import { EVERYTHING } from '#persistence';
import sharp from 'sharp';
import { playLivingDistrict } from '../../../apps/cli/src/demo/living/living-district';
import { draw, type View } from '../../../apps/cli/src/demo/pictures/draw';
import { hashDistance, examine, NEAR } from '#evidence';
import { SCENES } from '../../../apps/cli/src/demo/pictures/scenes';
import { District } from '../persistence/district';

jest.setTimeout(120_000);

/** The story is the same with plain plates, and told sooner. */
const camera = ({ seed, state, shot }: View): Promise<Buffer> =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: { r: seed, g: shot * 40, b: state.length * 20 } } })
    .jpeg()
    .toBuffer();

type Ring = [number, number][];
interface Area {
  properties: { unitId: string };
  geometry: { coordinates: [Ring] };
}

const inside = ([x, y]: [number, number], ring: Ring): boolean =>
  ring.reduce((within, [x1, y1], i) => {
    const [x2, y2] = ring[(i + ring.length - 1) % ring.length]!;
    return y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1 ? !within : within;
  }, false);

async function ringOf(unitId: string): Promise<Ring> {
  const file = join(process.cwd(), 'apps/web/public/map/district.geojson');
  const { features } = JSON.parse(await readFile(file, 'utf8')) as { features: Area[] };
  const area = features.find(({ properties }) => properties.unitId === unitId);
  if (!area) throw new Error(`the map has no ${unitId}`);
  return area.geometry.coordinates[0];
}

describe.each<[string, Instant]>([
  ['a Monday afternoon', instantOf('2026-11-23', '15:10')],
  ['the middle of the National Day holiday, before dawn', instantOf('2026-10-04', '03:00')],
  ['a day past the published calendar', instantOf('2027-01-20', '10:30')],
])('the district at work, on %s', (_when, present) => {
  let district: District;
  let folder: string;
  let entered: number;
  beforeAll(async () => {
    district = await District.open();
    folder = await mkdtemp(join(tmpdir(), 'duban-living-'));
    entered = await playLivingDistrict({ url: district.url, evidenceDir: folder, present, camera });
  });
  afterAll(async () => {
    await district.close();
    await rm(folder, { recursive: true, force: true });
  });

  const countOf = (where: string) => district.count('finding', where);

  it('has cases in every status that people work at', async () => {
    expect(await countOf('true')).toBe(entered);
    expect(await countOf("status = 'filed'")).toBeGreaterThanOrEqual(3);
    expect(await countOf("status = 'registered'")).toBeGreaterThanOrEqual(5);
    expect(await countOf("status = 'assigned'")).toBeGreaterThanOrEqual(3);
    expect(await countOf("status = 'rectifying'")).toBeGreaterThanOrEqual(20);
    expect(await countOf("status = 'submitted'")).toBeGreaterThanOrEqual(10);
    expect(await countOf("status = 'verified'")).toBeGreaterThanOrEqual(8);
    for (const status of ['publicizing', 'written_off', 'archived', 'dismissed', 'voided', 'merged'])
      expect([status, await countOf(`status = '${status}'`)]).not.toEqual([status, 0]);
  });

  it('has slips of every colour, and red drafts that wait for a signature', async () => {
    for (const colour of ['blue', 'yellow', 'red'])
      expect([colour, await district.count('notice', `colour = '${colour}'`)]).not.toEqual([colour, 0]);
    expect(await district.count('notice', "life = 'draft'")).toBeGreaterThan(0);
    expect(await district.count('finding_event', "type = 'instructed'")).toBe(2);
    expect(await district.count('finding_event', "type = 'look_back_failed'")).toBe(2);
  });

  it('has a list that came to zero, was open again, and came to zero once more', async () => {
    const heads = await district.record.lists.heads(EVERYTHING);
    const histories = await Promise.all(heads.map(({ id }) => district.record.lists.histories(id, EVERYTHING)));
    const spells = histories.map((measures) => zeroSpells(measures, present).map(({ to }) => to === null));
    expect(spells.toSorted((a, b) => a.length - b.length)).toEqual([[], [false, true]]);
    const cleared = histories.map((measures) => clearingAt(measures, present)).find(({ zero }) => !zero);
    expect(cleared?.cleared).toBeGreaterThanOrEqual(1);
  });

  it('leaves nothing late, nothing of the future, and a record that is whole', async () => {
    district.clock.now = present;
    expect(await district.record.findings.sweep({ graceMs: 0 })).toMatchObject({ claimed: 0, failed: 0 });
    expect(await district.count('finding_event', 'recorded_at > $1', [new Date(present)])).toBe(0);
    expect((await district.record.audit.verify()).faults).toEqual([]);
  });

  it('puts every finding inside its street and its community', async () => {
    const { rows } = await district.owner.query<{
      place: { streetId: string; communityId: string; lng: number; lat: number };
    }>("SELECT state -> 'place' AS place FROM finding WHERE state -> 'place' ->> 'lng' IS NOT NULL");
    expect(rows.length).toBeGreaterThan(60);
    for (const { place } of rows)
      for (const unitId of ['ja', place.streetId, place.communityId])
        expect([unitId, place, inside([place.lng, place.lat], await ringOf(unitId))]).toEqual([unitId, place, true]);
  });

  it('keeps photos that say when and where', async () => {
    expect(await district.count('evidence')).toBeGreaterThan(100);
    expect(await district.count('evidence', 'captured_at IS NULL OR lng IS NULL')).toBe(0);
  });

  it('adds nothing to a record that has findings', async () => {
    expect(await playLivingDistrict({ url: district.url, evidenceDir: folder, present })).toBe(0);
    expect(await countOf('true')).toBe(entered);
  });
});

describe('the drawn photos', () => {
  it('are the same bytes for the same view, of a phone’s size', async () => {
    const view: View = { scene: 'bins', seed: 5, state: 'before', shot: 1, month: 11 };
    const photo = await draw(view);
    expect(photo.equals(await draw(view))).toBe(true);
    expect(await examine(photo)).toMatchObject({ type: 'image/jpeg', width: 1280, height: 960 });
  });

  it.each(SCENES)('of %s show another picture once it is mended', async (scene) => {
    const [before, after] = await Promise.all(
      (['before', 'after'] as const).map(async (state) =>
        examine(await draw({ scene, seed: 7, state, shot: 1, month: 11 })),
      ),
    );
    expect(hashDistance(before!.dhash, after!.dhash)).toBeGreaterThan(NEAR);
  });
});
