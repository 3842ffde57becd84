import { All, Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { type Actor, type Category, offeredCategories, type OrgUnit } from '#domain';
import { ApiKeyStore, ContextStore, type FindingRow, FindingStore, PeopleStore, scopeOf } from '#persistence';
import { CommandDesk } from '../findings/command-desk';
import { RecordClock } from '../findings/record-clock';
import { judged } from '../http/contract.pipe';
import type { Exchange } from '../http/exchange';
import { preconditionsOf } from '../http/preconditions';
import { Refusal } from '../http/problems';
import { written, writtenOrNull } from '../http/written';
import { OpenToAll } from '../sessions/access';
import { answer, answerDefinition, type Format } from './open311-answer';
import { Open311FaultFilter } from './open311-fault.filter';
import {
  type ServiceRequestForm,
  serviceRequestForm,
  type ServiceRequestQuery,
  serviceRequestQuery,
} from './open311-form';
import { statusesOf, statusOf } from './open311-status';

/** The standard's own bounds. */
const MOST = 1_000;
const SPAN_MS = 90 * 86_400_000;

/** Limited and sealed cases leave the house by no export, whoever's key asks; measures and matters are no service requests. */
const PUBLIC = { kind: 'finding', visibility: 'normal' } as const;

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
    answer(response, formatIn(format), 'services', offeredCategories(policy).map(serviceOf));
  }

  @Get('services/:code.:format')
  async definition(
    @Param('code') code: string,
    @Param('format') format: string,
    @Res() response: Response,
  ): Promise<void> {
    const { policy } = await this.context.current();
    const category = offeredCategories(policy).find((one) => one.code === code);
    if (!category) throw Refusal.of('not_found');
    answerDefinition(response, formatIn(format), category.code);
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
    const { service_request_id: numbers } = query;
    await this.tell(response, form, await (numbers ? this.named(numbers, actor) : this.newest(query, actor)));
  }

  @Get('requests/:id.:format')
  async read(
    @Param('id') id: string,
    @Param('format') format: string,
    @Req() request: Exchange,
    @Res() response: Response,
  ): Promise<void> {
    const actor = await this.actorOf(request);
    const form = formatIn(format);
    const found = await this.named([id], actor);
    if (found.length === 0) throw Refusal.of('not_found');
    await this.tell(response, form, found);
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
    const category = offeredCategories(policy).find(({ code }) => code === given.service_code);
    if (!category) throw Refusal.of('invalid_request', { faults: [UNKNOWN_SERVICE] });
    const filing = filingOf(given, category);
    const done = await this.desk.file(filing, actor, preconditionsOf(request, given));
    const told = { service_request_id: done.number, service_notice: '', account_id: '' };
    answer(response, form, 'service_requests', [told], 201);
  }

  @All('*rest')
  unknown(): never {
    throw Refusal.of('unknown_route');
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

  private async named(numbers: readonly string[], actor: Actor): Promise<FindingRow[]> {
    const found = await Promise.all(numbers.map((number) => this.findings.read(number, scopeOf(actor))));
    const ids = found.flatMap((one) => one?.finding.id ?? []);
    return (await this.findings.list({ ...PUBLIC, ids }, scopeOf(actor), null, MOST)).rows;
  }

  private async newest(
    { service_code, status, start_date, end_date }: ServiceRequestQuery,
    actor: Actor,
  ): Promise<FindingRow[]> {
    const until = end_date ?? (await this.clock.now()) + 1;
    const from = Math.max(start_date ?? until - SPAN_MS, until - SPAN_MS);
    const filter = {
      ...PUBLIC,
      ...(service_code && { categoryCode: service_code }),
      ...(status && { status: statusesOf(status) }),
      filedFrom: from,
      filedBefore: until,
    };
    return (await this.findings.list(filter, scopeOf(actor), null, MOST)).rows;
  }

  private async tell(response: Response, format: Format, found: readonly FindingRow[]): Promise<void> {
    const { policy, units } = await this.context.current();
    const moved = await this.findings.movedAt(found.map(({ id }) => id));
    const categories = new Map(policy.categories.map((category) => [category.code, category]));
    const items = found.map((row) =>
      requestOf(
        row,
        categories.get(row.categoryCode ?? ''),
        row.leadUnitId ? units.unit(row.leadUnitId) : undefined,
        moved.get(row.id) ?? row.filedAt,
      ),
    );
    answer(response, format, 'service_requests', items);
  }
}

type Fields = Record<string, unknown>;

const UNKNOWN_SERVICE = {
  pointer: '/service_code',
  code: 'unknown_service',
  zh: '没有这个类别，见 services',
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
  description: [description ?? category.name, ...(media_url ? [`附图：${media_url}`] : [])].join('\n').slice(0, 4000),
  place: { pointName: address_string ?? null, lng: long ?? null, lat: lat ?? null },
});

const requestOf = (
  { number, status, categoryCode, description, place, filedAt, dueAt }: FindingRow,
  category: Category | undefined,
  lead: OrgUnit | undefined,
  movedAt: number,
) => ({
  service_request_id: number,
  ...statusOf(status),
  service_name: category?.name ?? '',
  service_code: categoryCode ?? '',
  description,
  agency_responsible: lead?.name ?? '',
  service_notice: '',
  requested_datetime: written(filedAt),
  updated_datetime: written(movedAt),
  expected_datetime: writtenOrNull(dueAt),
  address: place.pointName ?? '',
  address_id: '',
  zipcode: '',
  lat: place.lat,
  long: place.lng,
  media_url: '',
});
