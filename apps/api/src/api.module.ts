import { join } from 'node:path';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_GUARD, APP_PIPE } from '@nestjs/core';
import { Vault } from '#evidence';
import {
  ContextStore,
  DeliveryStore,
  DirectoryStore,
  type DistrictRecord,
  EvidenceStore,
  FindingStore,
  ImportStore,
  Outbox,
  OutageStore,
  PeopleStore,
  SessionStore,
} from '#persistence';
import { DirectoryController } from './directory/directory.controller';
import { MeReader } from './directory/me-reader';
import { DispatchesController } from './dispatches/dispatches.controller';
import { EvidenceController } from './evidence/evidence.controller';
import { PhotoSight } from './evidence/photo-sight';
import { Photos } from './evidence/photos';
import { CommandDesk } from './findings/command-desk';
import { FindingFilters } from './findings/finding-filters';
import { FindingPresenter } from './findings/finding.presenter';
import { FindingsController } from './findings/findings.controller';
import { Proposals } from './findings/proposals';
import { RecordClock } from './findings/record-clock';
import { Recurrences } from './findings/recurrences';
import { ContractPipe } from './http/contract.pipe';
import { ImportsController } from './imports/imports.controller';
import { NoticesController } from './notices/notices.controller';
import { CommandMetrics } from './operations/command-metrics';
import { OperationsController } from './operations/operations.controller';
import { type Probes, Readiness } from './operations/readiness';
import { CalendarsController } from './reforms/calendars.controller';
import { Forecast } from './reforms/forecast';
import { OutagesController } from './reforms/outages.controller';
import { PoliciesController } from './reforms/policies.controller';
import { CallerGuard } from './sessions/caller.guard';
import { SessionsController } from './sessions/sessions.controller';
import { SignInGate } from './sessions/sign-in-gate';
import { SimulationsController } from './simulations/simulations.controller';
import { SuspensionsController } from './suspensions/suspensions.controller';

/** What the API stands on. */
export interface Ground {
  record: DistrictRecord;
  /** Absolute path; photos live below it. */
  dataDir: string;
  probes: Probes;
}

@Module({})
export class ApiModule {
  static on(ground: Ground): DynamicModule {
    return {
      module: ApiModule,
      controllers: [
        SessionsController,
        DirectoryController,
        FindingsController,
        DispatchesController,
        EvidenceController,
        ImportsController,
        NoticesController,
        SuspensionsController,
        SimulationsController,
        CalendarsController,
        PoliciesController,
        OutagesController,
        OperationsController,
      ],
      providers: [
        ...stores(ground.record),
        { provide: Vault, useValue: new Vault(join(ground.dataDir, 'evidence')) },
        { provide: Readiness, useValue: new Readiness(ground.probes) },
        { provide: APP_GUARD, useClass: CallerGuard },
        { provide: APP_PIPE, useClass: ContractPipe },
        CommandDesk,
        CommandMetrics,
        FindingFilters,
        FindingPresenter,
        Forecast,
        MeReader,
        Photos,
        PhotoSight,
        Proposals,
        Recurrences,
        SignInGate,
      ],
    };
  }
}

const stores = (record: DistrictRecord): Provider[] => [
  { provide: FindingStore, useValue: record.findings },
  { provide: ContextStore, useValue: record.context },
  { provide: DirectoryStore, useValue: record.directory },
  { provide: PeopleStore, useValue: record.people },
  { provide: SessionStore, useValue: record.sessions },
  { provide: EvidenceStore, useValue: record.evidence },
  { provide: ImportStore, useValue: record.imports },
  { provide: DeliveryStore, useValue: record.deliveries },
  { provide: OutageStore, useValue: record.outages },
  { provide: Outbox, useValue: record.outbox },
  { provide: RecordClock, useValue: new RecordClock(() => record.now()) },
];
