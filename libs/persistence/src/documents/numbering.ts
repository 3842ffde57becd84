import { civilDate, type Instant } from '#calendar';
import type { Finding, Notice, NoticeLife } from '#domain';
import { timestamptz } from '../clock';
import type { Change } from '../findings/change';

/** Codes of slip series by title (业务单, `{kind}-{yyyy}-{n:4}`). A slip of no listed title counts in DZ (单证). */
const SLIP_KINDS: Record<string, string> = {
  交办单: 'JB',
  催办单: 'CB',
  督办单: 'DB',
  提醒: 'TX',
  核查单: 'HC',
  延期审批表: 'YQ',
  挂账审批表: 'GZ',
  退回裁定单: 'TH',
  销号单: 'XH',
  回头看记录: 'HT',
  撤销单: 'CX',
  提示函: 'TS',
};

/** Where a number comes from: a counter's key and how its count is written. */
export interface Series {
  key: string;
  suffix: string;
  /** Digits at least. */
  width: number;
}

const yearOf = (at: Instant): string => civilDate(at).slice(0, 4);

export const slipSeries = (title: string, at: Instant): Series => ({
  key: `${SLIP_KINDS[title] ?? 'DZ'}-${yearOf(at)}-`,
  suffix: '',
  width: 4,
});

/** 文号: 金政督〔2026〕12号, no 第, no padding, per (机关代字, year) (GB/T 9704-2012). */
export const paperSeries = (code: string, at: Instant): Series => ({
  key: `${code}〔${yearOf(at)}〕`,
  suffix: '号',
  width: 1,
});

const UNNUMBERED: ReadonlySet<NoticeLife> = new Set(['draft', 'checked', 'withdrawn']);

/** Notices that a change wrote or moved, with the series of those that are issued by it. */
export interface NoticeRow extends Record<string, unknown> {
  finding_id: string;
  id: string;
  life: NoticeLife;
  series: string | null;
  suffix: string | null;
  width: number | null;
  /** Place among the numbers that this statement takes from its series, from 1, and how many it takes. */
  ordinal: number | null;
  taken: number | null;
}

export interface Numbering {
  written: NoticeRow[];
  moved: NoticeRow[];
  counters: { key: string; taken: number }[];
}

/** Gap-free: the counters are raised by the statement that writes the notices. */
export function numberingOf(changes: readonly Change[]): Numbering {
  const taken = new Map<string, number>();
  const written: NoticeRow[] = [];
  const moved: NoticeRow[] = [];
  for (const change of changes) {
    const before = noticesOf(change.before);
    for (const notice of change.after.notices) {
      const known = before.get(notice.id);
      if (known === notice) continue;
      (known ? moved : written).push(noticeRow(change, notice, known, taken));
    }
  }
  for (const row of [...written, ...moved]) row.taken = taken.get(row.series ?? '') ?? null;
  return { written, moved, counters: [...taken].map(([key, count]) => ({ key, taken: count })) };
}

const noticesOf = (state: Finding | null): Map<string, Notice> => new Map(state?.notices.map((n) => [n.id, n]));

function noticeRow(change: Change, notice: Notice, known: Notice | undefined, taken: Map<string, number>): NoticeRow {
  const issued = !UNNUMBERED.has(notice.life) && (!known || UNNUMBERED.has(known.life));
  const series = issued ? seriesOf(change, notice) : null;
  if (series) taken.set(series.key, (taken.get(series.key) ?? 0) + 1);
  return {
    finding_id: change.id,
    id: notice.id,
    class: notice.class,
    title: notice.title,
    colour: notice.colour,
    unit_id: notice.unitId,
    clock_id: notice.clockId,
    rung: notice.rung,
    life: notice.life,
    written_at: timestamptz(notice.at),
    issued_at: issued ? timestamptz(change.at) : null,
    series: series?.key ?? null,
    suffix: series?.suffix ?? null,
    width: series?.width ?? null,
    ordinal: series ? taken.get(series.key)! : null,
    taken: null,
  };
}

const seriesOf = (change: Change, { class: kind, title }: Notice): Series =>
  kind === 'slip'
    ? slipSeries(title, change.at)
    : paperSeries(change.surroundings.paperCode(change.after.supervisingUnitId), change.at);

/** The 交办单 that a change belongs to, if it was handed over by one. */
export function dispatchRow({ id, after, events, at }: Change): Record<string, unknown>[] {
  return events.flatMap(({ event }) =>
    event.type === 'assigned' && event.dispatchId
      ? [
          {
            finding_id: id,
            id: event.dispatchId,
            unit_id: event.fixings.unitId,
            supervising_unit_id: after.supervisingUnitId,
            sent_at: timestamptz(event.at),
            series: slipSeries('交办单', at).key,
          },
        ]
      : [],
  );
}

/** The number under which a filing asks to be kept; null when it is not of our own pattern. */
export interface WantedNumber {
  series: string;
  n: number;
}

export const findingSeries = (at: Instant): string => `DC${yearOf(at)}-`;

export function wantedNumber(external: string | null): WantedNumber | null {
  const [, series, digits] = /^(DC\d{4}-)(\d{3,7})$/.exec(external ?? '') ?? [];
  if (!series || !digits) return null;
  const n = Number(digits);
  return n > 0 && String(n).padStart(3, '0') === digits ? { series, n } : null;
}
