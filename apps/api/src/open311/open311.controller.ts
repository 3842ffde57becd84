import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { type Actor, type Category, type OrgUnit, timeliness } from '#domain';
import { ApiKeyStore, ContextStore, FindingStore, PeopleStore, type RecordedFinding, scopeOf } from '#persistence';
import { CommandDesk } from '../findings/command-desk';
import { RecordClock } from '../findings/record-clock';
import { judged } from '../http/contract.pipe';
import type { Exchange } from '../http/exchange';
import { preconditionsOf } from '../http/preconditions';
import { Refusal } from '../http/problems';
import { written, writtenOrNull } from '../http/written';
import { OpenToAll } from '../sessions/access';
import { answer, type Format } from './open311-answer';
import { Open311FaultFilter } from './open311-fault.filter';
import {
  type ServiceRequestForm,
  serviceRequestForm,
  type ServiceRequestQuery,
  serviceRequestQuery,
} from './open311-form';
import { statusOf } from './open311-status';

/** The standard's own bound is 1000 and 90 days; a page of ours is enough for a client that asks again by date. */
const MOST = 200;
const SPAN_MS = 90 * 86_400_000;

/**
 * Open311 GeoReport v2, read and create, in JSON and XML. Services are open to all; requests need an `api_key`, which
 * acts in the name and the sight of the person it was made for.
 */
@ApiExcludeController()
@Controller('open311/v2')
@OpenToAll()
@UseFilters(Open311FaultFilter)
export class Open311Controller {
  constructor(
    private readonly context: ContextStore,
    private readonly findings: FindingStore,
    private readonly keys: ApiKeyStore,
    private readonly people: PeopleStore,
    private readonly desk: CommandDesk,
    private readonly clock: RecordClock,
  ) {}

  @Get('services.:format')
  async services(@Param('format') format: string, @Res() response: Response): Promise<void> {
    const { policy } = await this.context.current();
    answer(response, formatIn(format), 'services', policy.categories.map(serviceOf));
  }

  @Get('services/:code.:format')
  async service(
    @Param('code') code: string,
    @Param('format') format: string,
    @Res() response: Response,
  ): Promise<void> {
    const { policy } = await this.context.current();
    const category = policy.categories.find((one) => one.code === code);
    if (!category) throw Refusal.of('not_found');
    answer(response, formatIn(format), 'services', [serviceOf(category)]);
  }

  @Get('requests.:format')
  async list(
    @Param('format') format: string,
    @Query() given: unknown,
    @Req() request: Exchange,
    @Res() response: Response,
  ): Promise<void> {
    const actor = await this.actorOf(request);
    const query: ServiceRequestQuery = judged(serviceRequestQuery, given, '?');
    const form = formatIn(format);
    const found = query.service_request_id
      ? await Promise.all(query.service_request_id.map((id) => this.findings.read(id, scopeOf(actor))))
      : await this.newest(query, actor);
    await this.tell(response, form, found.filter(isPublic));
  }

  @Get('requests/:id.:format')
  async read(
    @Param('id') id: string,
    @Param('format') format: string,
    @Req() request: Exchange,
    @Res() response: Response,
  ): Promise<void> {
    const actor = await this.actorOf(request);
    const found = await this.desk.inScope(id, actor);
    if (!isPublic(found)) throw Refusal.of('not_found');
    await this.tell(response, formatIn(format), [found]);
  }

  @Post('requests.:format')
  @HttpCode(201)
  async create(
    @Param('format') format: string,
    @Body() body: unknown,
    @Req() request: Exchange,
    @Res() response: Response,
  ): Promise<void> {
    const form = formatIn(format);
    const actor = await this.actorOf(request);
    const given = judged(serviceRequestForm, body ?? {});
    const { policy } = await this.context.current();
    const category = policy.categories.find(({ code }) => code === given.service_code);
    if (!category) throw Refusal.of('invalid_request', { faults: [UNKNOWN_SERVICE] });
    const filing = filingOf(given, category);
    const done = await this.desk.file(filing, actor, preconditionsOf(request, given));
    const told = { service_request_id: done.number, service_notice: '', account_id: '' };
    answer(response, form, 'service_requests', [told], 201);
  }

  /** @throws Refusal `api_key_needed` */
  private async actorOf({ query, body, headers }: Exchange): Promise<Actor> {
    const given = [(query as Fields)['api_key'], (body as Fields | undefined)?.['api_key'], headers['x-api-key']];
    const key = given.find((value): value is string => typeof value === 'string');
    const personId = key === undefined ? null : await this.keys.personOf(key);
    const actor = personId && (await this.people.actorOf(personId));
    if (!actor) throw Refusal.of('api_key_needed');
    return actor;
  }

  private async newest(
    { service_code, status, start_date, end_date }: ServiceRequestQuery,
    actor: Actor,
  ): Promise<(RecordedFinding | null)[]> {
    const until = end_date ?? (await this.clock.now()) + 1;
    const from = Math.max(start_date ?? until - SPAN_MS, until - SPAN_MS);
    const filter = {
      categoryCode: service_code,
      filedFrom: from,
      filedBefore: until,
      ...(status && { open: status === 'open' }),
    };
    const { rows } = await this.findings.list(filter, scopeOf(actor), null, MOST);
    return Promise.all(rows.map(({ id }) => this.findings.read(id, scopeOf(actor))));
  }

  private async tell(response: Response, format: Format, found: readonly RecordedFinding[]): Promise<void> {
    const { policy, units } = await this.context.current();
    const moved = await this.findings.movedAt(found.map(({ finding }) => finding.id));
    const items = found.map((recorded) => {
      const category = policy.categories.find(({ code }) => code === recorded.finding.categoryCode);
      return requestOf(recorded, category, (id) => units.unit(id), moved.get(recorded.finding.id) ?? recorded.at);
    });
    answer(response, format, 'service_requests', items);
  }
}

/** Limited and sealed cases leave the house by no export, whoever's key asks. */
const isPublic = (one: RecordedFinding | null): one is RecordedFinding => one?.finding.visibility === 'normal';

type Fields = Record<string, unknown>;

const UNKNOWN_SERVICE = {
  pointer: '/service_code',
  code: 'unknown_service',
  zh: '没有这个类别, 见 services',
  en: 'no such service; see services',
};

function formatIn(given: string): Format {
  if (given !== 'json' && given !== 'xml') throw Refusal.of('unknown_route');
  return given;
}

const serviceOf = ({ code, name, parent, aliases }: Category) => ({
  service_code: code,
  service_name: name,
  description: [parent, name].join(' / '),
  metadata: false,
  type: 'realtime',
  keywords: aliases.join(','),
  group: parent,
});

/** A report that comes by another system is the hotline's kind: it waits for the office to look at it. */
const filingOf = ({ description, lat, long, address_string, media_url }: ServiceRequestForm, category: Category) => ({
  channel: 'hotline' as const,
  source: 'hotline' as const,
  categoryCode: category.code,
  // The picture's address is kept as it was said: nothing is fetched from where a stranger points to.
  description: [description ?? category.name, ...(media_url ? [`附图: ${media_url}`] : [])].join('\n').slice(0, 4000),
  place: { pointName: address_string ?? null, lng: long ?? null, lat: lat ?? null },
});

function requestOf(
  { finding, number, at }: RecordedFinding,
  category: Category | undefined,
  unit: (id: string) => OrgUnit | undefined,
  movedAt: number,
) {
  const lead = finding.fixings?.unitId;
  return {
    service_request_id: number,
    ...statusOf(finding.status),
    service_name: category?.name ?? '',
    service_code: finding.categoryCode ?? '',
    description: finding.description,
    agency_responsible: (lead && unit(lead)?.name) || '',
    service_notice: '',
    requested_datetime: written(finding.filedAt),
    updated_datetime: written(movedAt),
    expected_datetime: writtenOrNull(timeliness(finding, at).dueAt),
    address: finding.place.pointName ?? '',
    address_id: '',
    zipcode: '',
    lat: finding.place.lat,
    long: finding.place.lng,
    media_url: '',
  };
}
