import { execFileSync } from 'node:child_process';
import { instantOf } from '#calendar';
import { redraw } from '../../../apps/web/src/areas/district/redraw';
import { filing, Served } from '../api/served';
import { MORNING } from '../persistence/district';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (date: string, time: string) => new Date(instantOf(date, time)).toISOString();

const streetOf = ({ streetId }: { streetId: string }) => streetId;
const plan = (team: string[], changed: object = {}) => ({
  title: '背街小巷明察暗访',
  planNumber: '2026-督-03',
  leaderId: team[0],
  memberIds: team,
  targets: ['back_street', 'old_estate'],
  quotas: { dongshi: 3, sanliqiao: 2 },
  opensAt: at('2026-09-18', '08:00'),
  closesAt: at('2026-09-18', '18:00'),
  ...changed,
});

describe('a round', () => {
  let served: Served;
  let team: string[];
  const tick = (id: string) => served.district.record.rounds.tick(id);
  const until = (date: string, time: string) => (served.district.clock.now = instantOf(date, time));

  beforeAll(async () => {
    served = await Served.open();
    team = await Promise.all(
      ['inspector', 'inspector2', 'street.wangcheng'].map(async (name) => (await served.district.actor(name)).personId),
    );
  });
  afterAll(() => served.close());

  it('is planned, drawn once by a seed that anyone recomputes, filed in, summed up and followed', async () => {
    const planned = await served.done('dispatcher', '/rounds', plan(team));
    expect(planned.body).toMatchObject({ phase: 'planned', issue: 1, year: 2026, warnings: [] });
    const id = planned.body.id as string;
    expect((await served.get('dispatcher', `/rounds/${id}/draw`)).body.code).toBe('not_drawn_yet');

    // Drawn at once, for no hour was named; it opens tomorrow.
    const position = await tick(id);
    expect(position).toMatchObject({ phase: 'drawn', over: false, waitMs: instantOf('2026-09-18', '08:00') - MORNING });
    const draw = (await served.get('dispatcher', `/rounds/${id}/draw`)).body;
    expect(draw.recomputed).toEqual({ same: true, missing: [], added: [], teamsSame: true });
    expect(draw.drawn.map(({ stratum }: { stratum: string }) => stratum).sort()).toEqual([
      'dongshi',
      'dongshi',
      'dongshi',
      'sanliqiao',
      'sanliqiao',
    ]);
    // Anybody's machine: the example prints the ticket that the record names.
    const [line, ticket] = draw.example.split('#').map((part: string) => part.trim());
    const printed = execFileSync('sh', ['-c', line], { encoding: 'utf8' }).split(' ')[0];
    const lowest = draw.drawn[0].ticket as string;
    expect(printed).toBe(ticket);
    expect(printed).toBe(lowest);
    // The page draws again by itself, over the same answer; a record that was touched does not pass.
    const again = await redraw(draw);
    expect(again.same).toBe(true);
    expect(
      again.tickets
        .filter((one) => one.drawn)
        .map((one) => one.id)
        .sort(),
    ).toEqual(draw.drawn.map((one: { id: string }) => one.id).sort());
    expect(again.tickets).toHaveLength(draw.candidates.length);
    expect((await redraw({ ...draw, seed: 'cd'.repeat(32) })).same).toBe(false);
    expect((await redraw({ ...draw, drawn: draw.drawn.slice(1) })).same).toBe(false);
    expect(draw.teams.every(({ inspectors }: { inspectors: string[] }) => inspectors.length === 2)).toBe(true);
    expect(await tick(id)).toMatchObject({ phase: 'drawn' });
    await expect(
      served.district.owner.query(`UPDATE inspection_round SET draw = '{}' WHERE id = $1`, [id]),
    ).rejects.toThrow(/never changed/);

    const [place] = (await served.get('inspector', `/rounds/${id}`)).body.places;
    const found = { roundId: id, pointId: place.placeId };
    expect((await served.post('inspector', '/findings', filing(found))).body.code).toBe('round_not_open');
    until('2026-09-18', '09:00');
    expect(await tick(id)).toMatchObject({ phase: 'filing' });
    const finding = await served.file(found);
    expect((await served.post('inspector', '/findings', filing({ ...found, pointId: 'nowhere' }))).status).toBe(409);
    expect((await served.post('dispatcher', '/findings', filing(found))).body.code).toBe('round_not_open');
    const visited = await served.send('inspector', `/api/v1/rounds/${id}/places/${place.placeId}`, {
      method: 'PUT',
      body: { marks: { C1: 2 }, seenAt: at('2020-01-01', '09:00') },
    });
    expect(visited.body.places[0]).toMatchObject({ score: 80, findings: 1, visitedAt: planned.body.opensAt });
    const sent = (name: string, marks: object) =>
      served.send(name, `/api/v1/rounds/${id}/places/${place.placeId}`, { method: 'PUT', body: { marks } });
    expect((await sent('inspector', { C99: 1 })).body.code).toBe('unknown_item');
    expect((await sent('verifier', {})).body.code).toBe('not_of_the_team');

    until('2026-09-18', '18:00');
    expect(await tick(id)).toMatchObject({ phase: 'following' });
    expect((await sent('inspector', {})).body.code).toBe('round_not_open');
    // A visit is like a filing: what was seen in the window may be told of when there is a network again, once.
    const [, unseen] = (await served.get('inspector', `/rounds/${id}`)).body.places;
    const late = (seenAt: string, marks: object = { C2: 1 }) =>
      served.send('inspector', `/api/v1/rounds/${id}/places/${unseen.placeId}`, {
        method: 'PUT',
        body: { marks, seenAt },
      });
    expect((await late(at('2026-09-18', '18:01'))).body.code).toBe('round_not_open');
    expect((await late(at('2026-09-18', '07:59'))).body.code).toBe('round_not_open');
    expect((await late(at('2026-09-18', '17:45'))).body.places[1]).toMatchObject({ score: 85 });
    expect((await late(at('2026-09-18', '17:46'))).status).toBe(200);
    expect((await late(at('2026-09-18', '17:46'), { C2: 2 })).body.code).toBe('round_not_open');
    // Taken in the window, sent when there was a network again.
    await served.done('inspector', '/findings', filing({ ...found, capturedAt: at('2026-09-18', '17:50') }));
    const { round } = (await served.get('dispatcher', `/rounds/${id}`)).body;
    expect(round.summary).toMatchObject({ points: 2, clean: 1, findings: 2, mendedOnTheSpot: 0 });
    expect(await served.district.count('round_place', 'round_id = $1 AND visited_at IS NOT NULL', [id])).toBe(2);
    const draft = await served.done('dispatcher', `/rounds/${id}/bulletin`);
    expect(draft.body).toMatchObject({ title: '督查通报', life: 'draft' });
    const docx = await served.get('dispatcher', `/rounds/${id}/bulletin.docx`);
    expect(docx.status).toBe(200);

    const listed = await served.get('dispatcher', `/findings?round=${id}`);
    expect(listed.body.items).toHaveLength(2);
    const proposal = await served.get('dispatcher', `/dispatches/proposal?round=${id}`);
    expect(proposal.body.items).toHaveLength(2);
    const handed = await served.done('dispatcher', '/dispatches', {
      unitId: 'cg',
      items: proposal.body.items.map((item: { finding: { id: string } }) => ({ findingId: item.finding.id })),
    });
    expect(handed.body.items.map(({ status }: { status: number }) => status)).toEqual([200, 200]);

    // The inspected unit learns of no round: not in the case, not by the filter, not by its address.
    const theirs = (await served.get('handler.cg', `/findings/${finding}`)).text;
    expect(theirs).not.toContain(id);
    expect(theirs).not.toContain(place.placeId);
    expect((await served.get('handler.cg', `/findings/${finding}/events`)).text).not.toContain(id);
    expect((await served.get('handler.cg', `/findings?round=${id}`)).body.items).toEqual([]);
    expect((await served.get('handler.cg', `/rounds/${id}`)).status).toBe(404);
    expect((await served.get('handler.cg', '/rounds')).body.items).toEqual([]);
    expect((await served.get('street.dongshi', `/rounds/${id}`)).status).toBe(404);

    // The next round at the same places is shown what was found there.
    const next = await served.done('dispatcher', '/rounds', {
      ...plan(team, { targets: [place.kind], quotas: { [place.streetId]: 20 }, spareDays: 0 }),
      opensAt: at('2026-09-19', '08:00'),
      closesAt: at('2026-09-19', '18:00'),
    });
    expect(next.body.issue).toBe(2);
    await tick(next.body.id);
    const followed = (await served.get('dispatcher', `/rounds/${next.body.id}/follow-up`)).body.items;
    expect(followed.map((row: { id: string }) => row.id)).toContain(finding);
    // What a later round found is no news of before.
    until('2026-09-19', '09:00');
    await tick(next.body.id);
    await served.file({ roundId: next.body.id, pointId: place.placeId });
    expect((await served.get('dispatcher', `/rounds/${id}/follow-up`)).body.items).toEqual([]);

    served.district.clock.now += 181 * DAY;
    expect(await tick(id)).toMatchObject({ phase: 'finished', over: true, waitMs: null });
    expect(await tick(id)).toMatchObject({ phase: 'finished' });
    served.district.clock.now = MORNING;
  });

  it('leaves out places just visited, and says why', async () => {
    const rounds = served.district.record.rounds;
    const seen = (
      await served.district.owner.query<{ place_id: string }>(
        'SELECT place_id FROM round_place WHERE visited_at IS NOT NULL ORDER BY place_id',
      )
    ).rows.map((row) => row.place_id);
    until('2026-09-28', '08:00');
    const { body } = await served.done('dispatcher', '/rounds', {
      ...plan(team, { quotas: { dongshi: 40, sanliqiao: 40 } }),
      opensAt: at('2026-09-29', '08:00'),
      closesAt: at('2026-09-29', '18:00'),
    });
    await tick(body.id);
    const { draw } = (await rounds.read(body.id))!;
    expect(seen).toHaveLength(2);
    expect(draw!.exclusions).toEqual(seen.map((id) => ({ id, reason: '30 日内已查' })));
    for (const id of seen) expect(draw!.drawn.map((one) => one.id)).not.toContain(id);
    served.district.clock.now = MORNING;
  });

  it('warns of the third round on a unit in a month', async () => {
    const { body } = await served.done('dispatcher', '/rounds', plan(team, { quotas: { dongshi: 1 } }));
    expect(body.warnings).toEqual([{ unitId: 'dongshi', month: '2026-09', rounds: expect.any(Number) }]);
    expect(body.warnings[0].rounds).toBeGreaterThanOrEqual(3);
  });

  it('draws from places that the office keeps, and no more from one that was closed', async () => {
    const place = {
      name: '云路街六号背巷',
      kind: 'back_street',
      streetId: 'dongshi',
      lng: 116.5,
      lat: 31.7,
      weight: 3,
    };
    const named = (answer: { body: { items: { name: string }[] } }, name = place.name) =>
      answer.body.items.find((one) => one.name === name) as { id: string; validTo: string | null } | undefined;
    const key = { 'idempotency-key': 'one-place' };
    const added = await served.done('dispatcher', '/inspection-places', place, key);
    const { id } = named(added)!;
    expect(named(await served.done('dispatcher', '/inspection-places', place, key))).toMatchObject({ id, visits: 0 });
    expect((await served.get('inspector', '/inspection-places')).body.mayEdit).toBe(false);
    const change = (body: object, who = 'dispatcher', at_ = id) =>
      served.send(who, `/api/v1/inspection-places/${at_}`, { method: 'PUT', body });
    const renamed = { ...place, name: '云路街七号背巷' };
    expect(named(await change(renamed), renamed.name)).toMatchObject({ id, validTo: null });
    const gone = new Date(served.district.clock.now + DAY).toISOString().slice(0, 10);
    expect(named(await change({ ...renamed, validTo: gone }), renamed.name)).toMatchObject({ validTo: gone });
    expect((await change({ ...renamed, validTo: '2020-01-01' })).status).toBe(404);
    expect((await change(renamed, 'dispatcher', 'nowhere')).status).toBe(404);
    // A community of another street, a street of another's supervision.
    expect((await change({ ...renamed, communityId: 'zhongshi' })).body.code).toBe('unknown_unit_named');
    expect((await change(renamed, 'street.zhongshi')).body.code).toBe('unknown_unit_named');

    served.district.clock.now += 2 * DAY;
    const { body } = await served.done('dispatcher', '/rounds', {
      ...plan(team, { targets: ['back_street'], quotas: { dongshi: 50 } }),
      opensAt: at('2026-09-29', '08:00'),
      closesAt: at('2026-09-29', '18:00'),
    });
    await tick(body.id);
    const { draw } = (await served.district.record.rounds.read(body.id))!;
    expect(draw!.candidates.map((one) => one.id)).not.toContain(id);
    served.district.clock.now = MORNING;
  });

  it('is cancelled before it opens, and not after', async () => {
    const { body } = await served.done('dispatcher', '/rounds', plan(team));
    expect((await served.post('inspector', `/rounds/${body.id}/cancel`, { reason: '改期' })).status).toBe(403);
    expect((await served.done('dispatcher', `/rounds/${body.id}/cancel`, { reason: '改期' })).body.phase).toBe(
      'cancelled',
    );
    expect(await tick(body.id)).toMatchObject({ over: true, waitMs: null });
    expect((await served.post('dispatcher', `/rounds/${body.id}/cancel`, { reason: '改期' })).body.code).toBe(
      'round_under_way',
    );
  });

  it.each([
    ['one member only', (team_: string[]) => ({ memberIds: [team_[0]] }), 'members_too_few'],
    ['a leader who does not go', (team_: string[]) => ({ memberIds: team_.slice(1) }), 'leader_not_member'],
    ['the same member twice', (team_: string[]) => ({ memberIds: [...team_, team_[0]] }), 'member_twice'],
    ['nothing to inspect', () => ({ targets: [] }), 'no_target'],
    ['an end before its beginning', () => ({ closesAt: at('2026-09-17', '08:00') }), 'closes_before_it_opens'],
    ['a beginning that is past', () => ({ opensAt: at('2026-09-16', '08:00') }), 'opens_in_the_past'],
    ['a draw after its beginning', () => ({ drawsAt: at('2026-09-18', '09:00') }), 'draws_after_it_opens'],
  ])('is refused with %s', async (_what, changed, code) => {
    const answer = await served.post('dispatcher', '/rounds', plan(team, changed(team)));
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((fault: { code: string }) => fault.code)).toContain(code);
  });

  it('is refused without a plan number, with a stranger, a street without places, or by who may not', async () => {
    expect((await served.post('dispatcher', '/rounds', plan(team, { planNumber: ' ' }))).status).toBe(422);
    const { personId } = await served.district.actor('handler.cg');
    const stranger = await served.post('dispatcher', '/rounds', plan([...team, personId]));
    expect(stranger.body.errors[0].code).toBe('unknown_person');
    expect((await served.post('dispatcher', '/rounds', plan(team, { quotas: { cg: 1 } }))).body.code).toBe(
      'no_places_there',
    );
    // A street plans rounds of its own streets only.
    expect((await served.get('street.dongshi', '/rounds')).body.population.map(streetOf)).toEqual(
      Array.from({ length: 4 }, () => 'dongshi'),
    );
    await served.district.owner.query(`UPDATE person SET closed_at = '2026-09-01' WHERE username = 'inspector2'`);
    expect((await served.post('dispatcher', '/rounds', plan(team))).body.errors[0].code).toBe('unknown_person');
    await served.district.owner.query(`UPDATE person SET closed_at = NULL WHERE username = 'inspector2'`);
    expect((await served.post('inspector', '/rounds', plan(team))).status).toBe(403);
    expect((await served.post('handler.cg', '/rounds', plan(team))).status).toBe(403);
  });

  it('planned twice under one key is one round', async () => {
    const key = { 'idempotency-key': 'round-once' };
    const [first, second] = [
      await served.done('dispatcher', '/rounds', plan(team), key),
      await served.done('dispatcher', '/rounds', plan(team), key),
    ];
    expect(second.body.id).toBe(first.body.id);
  });
});
