import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DrawSample, ItemResult, Sample } from '#contract';
import type { Actor } from '#domain';
import {
  ContextStore,
  drawnFrom,
  FindingStore,
  isUuid,
  type Sample as RecordedSample,
  SampleStore,
  scopeOf,
} from '#persistence';
import { Refusal } from '../http/problems';
import { written } from '../http/written';

const RULES = {
  verification: [
    '对总体中每一件取 sha256(种子:编号id)的十六进制值，升序取前 ⌈件数×比例⌉ 件',
    'For each id of the population sha256("seed:id") in hexadecimal; the least ⌈size × share⌉ are drawn',
  ],
  look_back: [
    '销号时逐件按 FNV-1a(id:轮次) 与政策的回头看比例比较，小于比例的安排回头看；总体为本批已销号的',
    'At write-off FNV-1a("id:cycle") of each is compared with the policy’s look-back share; the population is what this batch wrote off',
  ],
} as const;
/** The per-case draw of the policy has no other seed than the case itself. */
const CASE_SEED = 'id:cycle';
const MOST = 200;

/** 抽查: drawn on the record, so that nobody chooses what is looked at. */
@Injectable()
export class Samples {
  constructor(
    private readonly samples: SampleStore,
    private readonly findings: FindingStore,
    private readonly context: ContextStore,
  ) {}

  /** The seed is nobody's to choose; what was drawn from before keeps to that draw. */
  async draw(id: string, { findingIds, share }: DrawSample, actor: Actor): Promise<Sample> {
    const population = [...findingIds].sort();
    const seed = randomBytes(8).toString('hex');
    const drawn = drawnFrom(population, share, seed);
    const kept = await this.samples.drawOnce(
      { id, purpose: 'verification', seed, share, population, drawn },
      actor.personId,
    );
    if (kept.id === id && (kept.population.join() !== population.join() || kept.share !== share))
      throw Refusal.of('idempotency_key_reused');
    const whole = population.every((one) => kept.population.includes(one));
    if (!whole || (await this.seen(kept.population, actor)) < kept.population.length) throw Refusal.of('sample_stands');
    return shown(kept);
  }

  /** A sample is for whoever sees all that it was drawn from. */
  async read(id: string, actor: Actor): Promise<Sample> {
    const kept = isUuid(id) ? await this.samples.read(id) : null;
    if (!kept || (await this.seen(kept.population, actor)) < kept.population.length) throw Refusal.of('not_found');
    return shown(kept);
  }

  /**
   * What of the sample may pass without being looked at: what waited when it was drawn, once all that was drawn has passed
   * since.
   */
  async passed(id: string, actor: Actor): Promise<ReadonlySet<string>> {
    await this.read(id, actor);
    const kept = (await this.samples.read(id))!;
    if (kept.purpose !== 'verification') throw Refusal.of('not_found');
    const { rows } = await this.findings.list({ ids: kept.drawn }, scopeOf(actor), null, MOST);
    const found = await this.samples.findingsOf(kept);
    const lookedAt = found.filter(({ verifiedAt }) => verifiedAt !== null && verifiedAt >= kept.drawnAt);
    const passed = rows.filter((row) => PASSED.has(row.status) && lookedAt.some((one) => one.id === row.id));
    if (passed.length < kept.drawn.length) throw Refusal.of('sample_open');
    const rest = found.filter((one) => !kept.drawn.includes(one.id) && one.handedInAt <= kept.drawnAt);
    return new Set(rest.map((one) => one.id));
  }

  /** Only what was in a sample, and not drawn, passes by it. */
  require(payload: object, findingId: string, passed: ReadonlySet<string> | null): void {
    const sampled =
      'mode' in payload && payload.mode === 'sampled' && 'outcome' in payload && payload.outcome === 'passed';
    if (sampled && !passed?.has(findingId)) throw Refusal.of('sample_needed');
  }

  /** Of what a batch wrote off, what the policy's draw will have looked back at; null when it wrote off nothing. */
  async ofWriteOff(id: string, results: readonly ItemResult[], actor: Actor): Promise<Sample | null> {
    const ended = results.flatMap(({ findingId, done }) =>
      done && ENDED.has(done.status) ? [{ findingId, done }] : [],
    );
    if (ended.length === 0) return null;
    const { policy } = await this.context.current();
    const sample = {
      id,
      purpose: 'look_back' as const,
      seed: CASE_SEED,
      share: policy.lookBack.minor.share,
      population: ended.map(({ findingId }) => findingId).sort(),
      drawn: ended.flatMap(({ findingId, done }) => (done.status === 'written_off' ? [findingId] : [])).sort(),
    };
    return shown(await this.samples.record(sample, actor.personId));
  }

  private async seen(ids: string[], actor: Actor): Promise<number> {
    return (await this.findings.list({ ids }, scopeOf(actor), null, MOST)).rows.length;
  }
}

/** Written off: archived at once unless a look-back is due. */
const ENDED: ReadonlySet<string> = new Set(['written_off', 'archived']);
const PASSED: ReadonlySet<string> = new Set(['verified', 'publicizing', ...ENDED]);

const shown = ({ drawnAt, ...sample }: RecordedSample): Sample => ({
  ...sample,
  drawnAt: written(drawnAt),
  ruleZh: RULES[sample.purpose][0],
  ruleEn: RULES[sample.purpose][1],
});
