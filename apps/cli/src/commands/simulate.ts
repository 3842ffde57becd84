import { compileCalendar, describeSegmentsZh, instantOf, wallTime } from '#calendar';
import { type Context, simulateEscalation } from '#domain';
import { loadDefaults } from '#policy';
import { SetupError } from '#servers';

interface SimulateFlags {
  category?: string;
  at: string;
  until?: string;
  json?: boolean;
}

/** `duban simulate`: every reminder and slip on the real calendar, from the default policy, with nothing recorded. */
export function simulateCommand({ category, at, until, json }: SimulateFlags): void {
  const { policy, calendar } = loadDefaults();
  const ctx: Context = {
    policy,
    policyOf: () => policy,
    calendar: compileCalendar(calendar),
    units: { unit: () => undefined },
  };
  const [date = '', time = '00:00'] = at.split(/[ T]/);
  const steps = simulateEscalation(
    { categoryCode: category ?? null, at: instantOf(date, time), fixedDate: until ?? null },
    ctx,
  );
  if (!Array.isArray(steps)) throw new SetupError('SETTING_INVALID', steps.zh, steps.en);
  if (json) return void process.stdout.write(`${JSON.stringify(steps, null, 2)}\n`);
  for (const { zh, ladder, dueAt, provisional, segments, measure, rungs } of steps) {
    process.stdout.write(`\n${zh} · ${ladder} · ${wallTime(dueAt)}\n`);
    for (const line of describeSegmentsZh(segments, measure, { at: dueAt, provisional }))
      process.stdout.write(`    ${line}\n`);
    for (const rung of rungs) {
      const what = rung.slip ?? (rung.measure === 'talk' ? '约谈' : '提请问责');
      process.stdout.write(
        `  ${wallTime(rung.at)}  ${rung.code.padEnd(4)}${what}${rung.colour ? ` (${rung.colour})` : ''} → ${rung.to.join(', ')}\n`,
      );
    }
  }
}
