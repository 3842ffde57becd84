import { Vault } from '#evidence';
import type { Instant } from '#calendar';
import { type DistrictRecord, EVERYTHING, openRecord } from '#persistence';

import { Agenda, playOut } from '../agenda';
import { Cast } from '../cast';
import { draw } from '../pictures/draw';
import { Story } from '../story';
import { Album } from './album';
import { CASES } from './cases';
import { planArrangements } from './arrangements';
import { Casework } from './casework';
import { tellEstates } from './estates';
import { planMeasures } from './measures';
import { planOfficeMatters } from './office-matters';
import { PassingTime, StandingClock } from './passing-time';
import { LivingRounds } from './rounds';

export interface LivingDistrict {
  url: string;
  /** Folder of the photos. */
  evidenceDir: string;
  /** The story's last instant; the database's now when absent. */
  present?: Instant;
  progress?: (line: string) => void;
  /** What takes the photos, where the drawn ones are not to be waited for. */
  camera?: typeof draw;
}

/**
 * A district at work: what its people found, mended, checked and left undone in the weeks up to the present, entered
 * through the record's own store. Only into a record that has no findings yet; answers how many cases it entered.
 */
export async function playLivingDistrict({
  url,
  evidenceDir,
  present,
  progress = () => {},
  camera = draw,
}: LivingDistrict): Promise<number> {
  const clock = new StandingClock();
  const record = await openRecord({ url, clock });
  try {
    if (!(await isEmpty(record))) return 0;
    progress('回放近四周的督办 / playing the last four weeks of the district');
    return await play(record, clock, new Vault(evidenceDir), present ?? (await record.now()), camera);
  } finally {
    await record.close();
  }
}

const isEmpty = async (record: DistrictRecord): Promise<boolean> =>
  (await record.findings.list({}, EVERYTHING, null, 1)).rows.length === 0;

async function play(
  record: DistrictRecord,
  clock: StandingClock,
  vault: Vault,
  present: Instant,
  camera: typeof draw,
): Promise<number> {
  const { calendar, policy } = await record.context.current();
  const album = new Album(vault, record.evidence, camera);
  const agenda = new Agenda();
  const cast = new Cast(record.people);
  const rounds = new LivingRounds({ record, calendar, agenda, cast, present });
  const casework = new Casework({ record, calendar, policy, agenda, cast, album, clock, present, rounds });
  const story = new Story({ record, calendar, agenda, cast, photographer: casework });
  casework.plan(CASES, story);
  const measures = planMeasures({ record, calendar, agenda, cast, album, vault, present });
  const matters = planOfficeMatters({ record, calendar, agenda, cast, present });
  planArrangements({ record, calendar, agenda, cast, present });
  await tellEstates({ record, cast, clock, until: casework.firstAt });
  const time = new PassingTime(clock, record, casework.firstAt);
  await playOut(agenda, time, present);
  await time.look(present);
  await album.kept();
  return CASES.length + measures + matters;
}
