import type pg from 'pg';
import { TARGET_KINDS } from '#domain';
import { DEMO_PLACES } from '../seed/demo-places';

const NAMES: Record<(typeof TARGET_KINDS)[number], string> = {
  back_street: '背街小巷',
  old_estate: '老旧小区',
  market_surroundings: '农贸市场周边',
  suburban_township: '近郊集镇',
};
const OF_A_KIND = 2;

/** 检查表: what an inspector looks at, and what each is worth. */
const CHECKLIST = {
  id: 'appearance',
  title: '市容环境明察暗访检查表',
  items: [
    { code: 'C1', zh: '垃圾清运及时、桶身整洁', points: 20, categoryCode: 'HW01' },
    { code: 'C2', zh: '路面清洁、无积水坑洼', points: 15, categoryCode: 'SS03' },
    { code: 'C3', zh: '无占道经营、乱堆乱放', points: 20, categoryCode: null },
    { code: 'C4', zh: '公共设施完好', points: 20, categoryCode: null },
    { code: 'C5', zh: '消防通道畅通、无飞线充电', points: 25, categoryCode: null },
  ],
};

/** Two places of each kind in each community, and a checklist; twice changes nothing. */
export async function seedPlaces(client: pg.ClientBase, from: string): Promise<void> {
  const rows = DEMO_PLACES.flatMap(({ communityId, streetId, name, centre: [lng, lat] }) =>
    TARGET_KINDS.flatMap((kind, row) =>
      Array.from({ length: OF_A_KIND }, (_, column) => ({
        id: `${communityId}-${kind}-${column + 1}`,
        kind,
        name: `${name}${NAMES[kind]}${column + 1}号`,
        street_id: streetId,
        community_id: communityId,
        // Within a few hundred metres of the centre, and nowhere twice.
        lng: lng + (row - 1.5) * 0.001,
        lat: lat + (column - 0.5) * 0.002,
      })),
    ),
  );
  await client.query(
    `INSERT INTO inspection_place (id, kind, name, street_id, community_id, lng, lat, weight, valid_from)
     SELECT id, kind, name, street_id, community_id, lng, lat, 1, $2::date
     FROM jsonb_to_recordset($1::jsonb) AS r (id text, kind text, name text, street_id text, community_id text,
       lng double precision, lat double precision)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows), from],
  );
  await client.query('INSERT INTO checklist (id, version, title, data) VALUES ($1, 1, $2, $3) ON CONFLICT DO NOTHING', [
    CHECKLIST.id,
    CHECKLIST.title,
    JSON.stringify({ items: CHECKLIST.items }),
  ]);
}
