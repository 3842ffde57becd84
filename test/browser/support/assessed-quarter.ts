import { type Instant, instantOf } from '#calendar';
import { type Command, type Period, periodOf } from '#domain';
import { type DistrictRecord, openRecord, SimulatedClock } from '#persistence';
import { visitEstates } from '../../../apps/cli/src/demo/living/estates';
import { filing, photo } from '../../integration/persistence/district';

/** Whose findings of the quarter: so many mended in time, so many left lying, and how grave. */
const UNITS = [
  { id: 'cg', mended: 6, late: 0, severity: 'minor' },
  { id: 'zj', mended: 5, late: 1, severity: 'minor' },
  { id: 'ny', mended: 3, late: 3, severity: 'minor' },
  { id: 'sc', mended: 0, late: 9, severity: 'serious' },
  { id: 'dongshi', mended: 5, late: 0, severity: 'minor' },
  { id: 'zhongshi', mended: 3, late: 2, severity: 'minor' },
] as const;

const MONTHS = ['2026-07', '2026-08', '2026-09'] as const;
let nth = 0;
const nextId = (): string => `00000000-0000-4000-8000-${String((nth += 1)).padStart(12, '0')}`;

/** Two quarters of property services and one of units, published; October's month is left to the worker. */
export async function assessedQuarter(url: string): Promise<void> {
  const clock = new SimulatedClock(instantOf('2026-07-03', '09:00'));
  const record = await openRecord({ url, clock });
  try {
    await new Story(record, clock).tell();
  } finally {
    await record.close();
  }
}

class Story {
  constructor(
    private readonly record: DistrictRecord,
    private readonly clock: SimulatedClock,
  ) {}

  async tell(): Promise<void> {
    for (const month of ['2026-04', '2026-05', '2026-06']) await this.inspect(month);
    await this.assess(periodOf('quarter', '2026-04-01'));
    this.clock.now = instantOf('2026-07-20', '09:00');
    await this.publish(periodOf('quarter', '2026-04-01'));
    for (const [nthMonth, month] of MONTHS.entries()) {
      this.clock.now = instantOf(`${month}-06`, '09:00');
      for (const unit of UNITS) await this.findings(unit, nthMonth);
      await this.pass(instantOf(`${month}-28`, '09:00'));
    }
    await this.estate();
    await this.pass(instantOf('2026-10-09', '09:00'));
    for (const month of MONTHS) await this.inspect(month);
    const ended = [...MONTHS.map((month) => periodOf('month', `${month}-01`)), periodOf('quarter', '2026-07-01')];
    for (const period of ended) await this.assess(period);
    this.clock.now = instantOf('2026-10-12', '09:00');
    await this.october();
    await this.pass(instantOf('2026-10-21', '09:00'));
    for (const period of ended) await this.publish(period);
  }

  private async actor(username: string) {
    const person = await this.record.people.personNamed(username);
    return (await this.record.people.actorOf(person!.id))!;
  }

  /** A third of the quarter's, those mended in time before those left lying. */
  private async findings(
    { id: unitId, mended, late, severity }: (typeof UNITS)[number],
    nthMonth: number,
  ): Promise<void> {
    for (let n = nthMonth; n < mended + late; n += MONTHS.length) {
      const id = nextId();
      const description = `${n < mended ? '垃圾桶满溢' : '占道堆放未清理'}（第${n + 1}处）`;
      await this.act('inspector', id, filing({ id, description, severity, place: placeOf(nth) }));
      await this.act('dispatcher', id, { type: 'assign', unitId });
      await this.act(`handler.${unitId}`, id, { type: 'sign' });
      if (n < mended) await this.act(`handler.${unitId}`, id, { type: 'submit', text: '已整改', evidence: [photo()] });
    }
  }

  /** Of 三里老街小区 something lies unmended. */
  private async estate(): Promise<void> {
    const id = nextId();
    const place = { ...placeOf(40), streetId: 'sanliqiao', communityId: null, pointName: '三里老街小区3号楼' };
    await this.act('inspector', id, filing({ id, description: '楼道堆放杂物', subject: 'xq-sanli', place }));
    await this.act('dispatcher', id, { type: 'assign', unitId: 'sanliqiao' });
  }

  /** 区城管局 leaves those of October lying. */
  private async october(): Promise<void> {
    for (let n = 0; n < 6; n += 1) {
      const id = nextId();
      await this.act(
        'inspector',
        id,
        filing({ id, description: `十月第${n + 1}处垃圾桶满溢`, place: placeOf(n + 20) }),
      );
      await this.act('dispatcher', id, { type: 'assign', unitId: 'cg' });
      await this.act('handler.cg', id, { type: 'sign' });
    }
  }

  private async act(username: string, id: string, command: Command): Promise<void> {
    await this.record.findings.execute(id, command, await this.actor(username));
  }

  private async inspect(month: string): Promise<void> {
    const district = await this.actor('inspector');
    await visitEstates(this.record, month, { district, street: ({ streetId }) => this.actor(`street.${streetId}`) });
  }

  private async pass(to: Instant): Promise<void> {
    this.clock.now = to;
    while ((await this.record.findings.sweep({ graceMs: 0 })).claimed > 0);
  }

  private async assess(period: Period): Promise<void> {
    const { office } = this.record.assessment;
    await office.compute(period);
    await office.openAppeals(period);
  }

  private publish(period: Period) {
    return this.record.assessment.office.publish(period);
  }
}

const placeOf = (n: number) => ({
  streetId: 'dongshi',
  communityId: 'dongshi-yunlu',
  pointName: `云路社区${n + 1}号点位`,
  lng: 116.5,
  lat: 31.73,
});
