import { createHash } from 'node:crypto';
import pg from 'pg';
import { type Instant, instantOf } from '#calendar';
import type { Actor, Command, EvidenceRef } from '#domain';
import { type DistrictRecord, openRecord, SimulatedClock } from '#persistence';

/** The last instant of what is played, where no other is given. */
export const PRESENT: Instant = instantOf('2026-11-23', '15:10');
const DAY = 86_400_000;
const STEP = 1_200_000;

const UNITS = ['cg', 'zj', 'sc', 'dongshi', 'sanliqiao', 'qingshuihe', 'zhongshi'];
const CATEGORIES = ['HW01', 'SS03', 'SC03', 'WY01', 'LH01', 'SR06', 'SS05', 'HW04'];
const PLACES = [
  ['dongshi', 'dongshi-yunlu'],
  ['sanliqiao', 'sanliqiao-meishan'],
  ['qingshuihe', 'qingshuihe-hebin'],
  ['zhongshi', 'zhongshi-renminlu'],
  ['sanshipu', 'sanshipu-diaogang'],
] as const;

type Step = (unit: string) => [username: string, command: Command];

const assign: Step = (unitId) => ['dispatcher', { type: 'assign', unitId }];
const sign: Step = (unit) => [`handler.${unit}`, { type: 'sign' }];
const submit: Step = (unit) => [`handler.${unit}`, { type: 'submit', text: '已整改', evidence: [photo('after')] }];
const verify: Step = () => ['verifier', { type: 'verify', outcome: 'passed', mode: 'site' }];
const fail: Step = () => ['verifier', { type: 'verify', outcome: 'failed', mode: 'site', reason: '未整改到位' }];
const approve: Step = () => ['approver', { type: 'approve' }];
const mended = [assign, sign, submit, verify];

/** How far a case has come; most have ended. */
const LIVES: readonly (readonly Step[])[] = [
  [],
  [assign],
  [assign, sign],
  [assign, sign, () => ['deputy.mayor', { type: 'instruct', text: '请抓紧整改', toUnitId: null }]],
  [assign, sign, (unit) => [`handler.${unit}`, { type: 'request-extension', amount: 1, reason: '备件未到' }]],
  [assign, sign, submit],
  [assign, sign, submit, fail],
  mended,
  [() => ['dispatcher', { type: 'dismiss', reason: '不属实' }]],
  ...Array.from({ length: 11 }, () => [...mended, approve]),
];
const TEMPLATES = LIVES.length * 5;

let photos = 0;
const photo = (role: EvidenceRef['role']): EvidenceRef => ({
  sha256: createHash('sha256').update(String(photos++)).digest('hex'),
  role,
  defect: 1,
  capturedAt: null,
  lng: null,
  lat: null,
  dhash: null,
  flags: [],
});

/** Fills an empty, seeded record with so many findings: some that were played up to `present`, and copies of them. */
export async function fillWithFindings(url: string, wanted: number, present = PRESENT): Promise<void> {
  const clock = new SimulatedClock(present);
  const record = await openRecord({ url, clock });
  try {
    await playCases(record, clock, present);
  } finally {
    await record.close();
  }
  const owner = new pg.Pool({ connectionString: url, max: 1 });
  try {
    await copyFindings(owner, wanted);
  } finally {
    await owner.end();
  }
}

/** Four weeks of cases, each carried on step by step; then everything that time has made due. */
async function playCases(record: DistrictRecord, clock: SimulatedClock, present: Instant): Promise<void> {
  const actors = new Map<string, Actor>();
  const actorOf = async (username: string): Promise<Actor> => {
    const person = await record.people.personNamed(username);
    const actor = actors.get(username) ?? (person && (await record.people.actorOf(person.id)));
    if (!actor) throw new Error(`no ${username} in the demonstration district`);
    actors.set(username, actor);
    return actor;
  };
  const give = async (id: string, username: string, command: Command): Promise<void> => {
    const outcome = await record.findings.execute(id, command, await actorOf(username));
    if (outcome.kind !== 'done') throw new Error(`${command.type}: ${JSON.stringify(outcome)}`);
  };
  for (let nth = 0; nth < TEMPLATES; nth++) {
    const id = `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`;
    clock.now = present - 28 * DAY + (nth * 28 * DAY) / TEMPLATES;
    await give(id, 'inspector', filing(id, nth));
    for (const step of LIVES[nth % LIVES.length]!) {
      clock.now = Math.min(clock.now + STEP, present);
      await give(id, ...step(UNITS[nth % UNITS.length]!));
    }
  }
  clock.now = present;
  while ((await record.findings.sweep({ graceMs: 0 })).claimed > 0);
  while ((await record.deliveries.deliverDue(500)) > 0);
}

function filing(id: string, nth: number): Command {
  const [streetId, communityId] = PLACES[nth % PLACES.length]!;
  return {
    type: 'file',
    id,
    channel: 'round',
    source: 'district',
    categoryCode: CATEGORIES[nth % CATEGORIES.length]!,
    description: `第${nth}处垃圾桶满溢、地砖破损，占用人行道，影响市容和通行`,
    place: {
      streetId,
      communityId,
      pointName: `${nth}号点位`,
      lng: 116.5 + (nth % 13) / 300,
      lat: 31.74 + (nth % 11) / 300,
    },
    supervisingUnitId: 'dcs',
    evidence: [photo('before')],
  };
}

/** Tables with a row for each part of a finding, which its copies have too. */
const PARTS = [
  'finding',
  'finding_text',
  'finding_event',
  'clock',
  'rung_firing',
  'assignment',
  'step',
  'return_request',
  'extension',
  'suspension_request',
  'suspension',
  'submission',
  'finding_evidence',
  'verification',
  'write_off_step',
  'objection',
  'notice',
  'instruction',
  'delivery',
  'delivery_person',
];

/** Which finding is copied as what; what has ended did so in one of the weeks of a year. */
const COPIES = `
  CREATE TEMP TABLE copy AS
  SELECT f.id AS template, md5(f.id::text || nth)::uuid AS id, nth,
    CASE WHEN f.terminal THEN nth % 48 * interval '7 days' ELSE interval '0' END AS earlier,
    (nth * 37 % 101 - 50) / 2500.0 AS east, (nth * 53 % 97 - 48) / 2500.0 AS north
  FROM finding f, generate_series(1, $1::int / (SELECT count(*) FROM finding)::int) AS nth
  ORDER BY nth, f.id LIMIT $1 - (SELECT count(*) FROM finding)`;

/** Columns that differ from the template's; instants are moved in any case. */
const COPIED: Record<string, string> = {
  'finding.id': 'c.id',
  'finding.number': `t.number || '-' || c.nth`,
  'finding.external_number': 'NULL',
  'finding.lng': 't.lng + c.east',
  'finding.lat': 't.lat + c.north',
  'finding.state': `t.state || jsonb_build_object('id', c.id, 'description', (t.state ->> 'description') || c.nth || '号',
    'place', t.state -> 'place' || jsonb_build_object('lng', t.lng + c.east, 'lat', t.lat + c.north))`,
  'finding_text.words': `t.words || ' ' || c.nth || '号'`,
  'notice.number': `t.number || '-' || c.nth`,
  'delivery.id': 'replace(t.id, c.template::text, c.id::text)',
  'delivery.digest_key': 'replace(t.digest_key, c.template::text, c.id::text)',
  'delivery_person.delivery_id': 'replace(t.delivery_id, c.template::text, c.id::text)',
};

/**
 * Copies what there is until there are so many findings, with all that hangs on them: for measuring how a full record is
 * read. The copies' chains do not verify, and nobody may go on with them.
 */
async function copyFindings(owner: pg.Pool, wanted: number): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query('BEGIN');
    // Keys hold for the copies as they hold for what is copied.
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query(COPIES, [wanted]);
    const { rows } = await client.query<{ table: string; columns: { name: string; type: string }[] }>(
      `SELECT table_name AS table, json_agg(json_build_object('name', column_name, 'type', data_type)) AS columns
       FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name = ANY ($1) AND is_generated = 'NEVER' GROUP BY 1`,
      [PARTS],
    );
    for (const { table, columns } of rows) {
      const names = columns.map(({ name }) => name).join(', ');
      const values = columns.map(({ name, type }) => valueOf(table, name, type)).join(', ');
      await client.query(`INSERT INTO ${table} (${names}) SELECT ${values} FROM ${templateOf(table)}`);
    }
    await client.query('COMMIT');
  } finally {
    client.release(true);
  }
  await owner.query('VACUUM (ANALYZE)');
}

function valueOf(table: string, column: string, type: string): string {
  if (column === 'finding_id') return 'c.id';
  if (type === 'timestamp with time zone') return `t.${column} - c.earlier`;
  return COPIED[`${table}.${column}`] ?? `t.${column}`;
}

function templateOf(table: string): string {
  if (table === 'finding') return 'finding t JOIN copy c ON c.template = t.id';
  if (table === 'delivery_person')
    return `delivery_person t JOIN copy c ON c.template = split_part(t.delivery_id, '/', 1)::uuid`;
  return `${table} t JOIN copy c ON c.template = t.finding_id`;
}
