import { duplicates } from '#contract';
import { Served } from './served';

const DAY = 86_400_000;

describe('what comes back after it was written off', () => {
  let served: Served;
  beforeAll(async () => (served = await Served.open()));
  afterAll(() => served.close());

  const writtenOff = async (): Promise<string> => {
    const id = await served.rectifying();
    const { default: sharp } = await import('sharp');
    const bytes = await sharp({ create: { width: 80, height: 60, channels: 3, background: 'olive' } })
      .jpeg()
      .toBuffer();
    const { body } = await served.done('handler.cg', '/evidence', bytes, { 'content-type': 'image/jpeg' });
    await served.done('handler.cg', `/findings/${id}/submit`, { text: '已清运', evidence: [{ sha256: body.sha256 }] });
    await served.done('verifier', `/findings/${id}/verify`, { outcome: 'passed' });
    await served.done('approver', `/findings/${id}/approve`);
    return id;
  };

  it('is named for 90 days, at the same place and of the same category', async () => {
    const ended = await writtenOff();
    const recurrences = async (finder: string, facts: object = {}): Promise<string[]> => {
      const id = await served.file(facts, finder);
      const { body } = await served.get(finder, `/findings/${id}/duplicates`);
      return duplicates.parse(body).recurrences.map((row) => row.id);
    };
    served.district.clock.now += 80 * DAY;
    expect(await recurrences('inspector')).toEqual([ended]);
    expect(await recurrences('inspector', { place: { lng: 116.6, lat: 31.73 } })).toEqual([]);
    expect(await recurrences('inspector', { categoryCode: 'SS03' })).toEqual([]);
    served.district.clock.now += 15 * DAY;
    // Who signs in only now: a session does not last so long.
    expect(await recurrences('inspector2')).toEqual([]);
  });
});
