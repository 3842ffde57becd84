import { Injectable } from '@nestjs/common';
import type { Finding } from '#domain';
import { type FindingRow, FindingStore, type RowScope } from '#persistence';
import { metresBetween } from '../evidence/metres';

const WITHIN_MS = 90 * 86_400_000;
const MOST = 50;
const METRES_OF_A_DEGREE = 111_320;

/** 反复发生: the same kind of thing at the same place, filed within 90 days after it was written off (ruling 9). */
@Injectable()
export class Recurrences {
  constructor(private readonly findings: FindingStore) {}

  /** Earlier findings in the scope that `finding` repeats, newest first. */
  async of({ place, categoryCode, filedAt }: Finding, metres: number, scope: RowScope): Promise<FindingRow[]> {
    const { lng, lat } = place;
    if (lng === null || lat === null || categoryCode === null) return [];
    const box = boxAround(lng, lat, metres);
    const filter = { categoryCode, status: ['written_off' as const, 'archived' as const], filedBefore: filedAt, box };
    const { rows } = await this.findings.list(filter, scope, null, MOST);
    const near = rows.filter((row) => (metresBetween(row.place, { lng, lat }) ?? Infinity) <= metres);
    const ended = await Promise.all(near.map(async (row) => ({ row, at: await this.writtenOffAt(row.id) })));
    return ended.flatMap(({ row, at }) => (at !== null && at <= filedAt && filedAt - at <= WITHIN_MS ? [row] : []));
  }

  private async writtenOffAt(id: string): Promise<number | null> {
    return (await this.findings.read(id))?.finding.writtenOffAt ?? null;
  }
}

function boxAround(lng: number, lat: number, metres: number) {
  const north = metres / METRES_OF_A_DEGREE;
  const east = north / Math.cos((lat * Math.PI) / 180);
  return { west: lng - east, east: lng + east, south: lat - north, north: lat + north };
}
