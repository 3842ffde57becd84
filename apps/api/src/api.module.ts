import { join } from 'node:path';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_GUARD, APP_PIPE } from '@nestjs/core';
import { Archive, DocxPress, Typesetter } from '#documents';
import { Vault } from '#evidence';
import { Seal } from '#notification';
import {
  ApiKeyStore,
  BoardStore,
  ContextStore,
  DeliveryStore,
  DeskStore,
  DirectoryChanges,
  DirectoryLog,
  DirectoryNetwork,
  DirectoryPeople,
  DirectoryStore,
  DirectoryWorkbook,
  type DistrictRecord,
  DutyStore,
  EvidenceStore,
  ExecutorStore,
  FeedStore,
  FindingStore,
  GridReportStore,
  GroupSuspensionStore,
  ImportStore,
  MessageStore,
  Outbox,
  ListStore,
  MatterStore,
  OutageStore,
  OverlayStore,
  OutletStore,
  PaperRegister,
  PaperStore,
  PeopleStore,
  PlaceStore,
  PreferenceStore,
  SessionStore,
  SmsReplyStore,
  SampleStore,
  RoundStore,
  RulebookStore,
  UnitDesk,
  ViewStore,
  Pulse,
} from '#persistence';
import { AssessedUnitsController } from './assessment/assessed-units.controller';
import { AssessmentController } from './assessment/assessment.controller';
import { ASSESSMENT } from './assessment/assessment-record';
import { CreditController } from './assessment/credit.controller';
import { AssessmentBulletins } from './assessment/assessment-bulletins';
import { PropertyController } from './assessment/property.controller';
import { PropertyKeepingController } from './assessment/property-keeping.controller';
import { RecognitionsController } from './assessment/recognitions.controller';
import { RedBlackController } from './assessment/red-black.controller';
import { RedBlackReader } from './assessment/red-black-reader';
import { RulebooksController } from './assessment/rulebooks.controller';
import { YearMarksController } from './assessment/year-marks.controller';
import { PropertyReader } from './assessment/property-reader';
import { BoardController } from './board/board.controller';
import { BoardReader } from './board/board-reader';
import { LeaderReader } from './board/leader-reader';
import { Stream } from './board/stream';
import { StreamController } from './board/stream.controller';
import { BulkController } from './desk/bulk.controller';
import { DeskController } from './desk/desk.controller';
import { Samples } from './desk/samples';
import { TodayReader } from './desk/today';
import { UnitDeskController } from './desk/unit-desk.controller';
import { ViewsController } from './desk/views.controller';
import { DirectoryController } from './directory/directory.controller';
import { DirectoryPeopleController } from './directory/directory-people.controller';
import { MeReader } from './directory/me-reader';
import { NetworkController } from './directory/network.controller';
import { WorkbookController } from './directory/workbook.controller';
import { DispatchProposer } from './dispatches/dispatch-proposer';
import { DispatchesController } from './dispatches/dispatches.controller';
import { EvidenceController } from './evidence/evidence.controller';
import { PhotoSight } from './evidence/photo-sight';
import { Photos } from './evidence/photos';
import { ExecutorController } from './executors/executor.controller';
import { ExecutorLinksController } from './executors/executor-links.controller';
import { Executors } from './executors/executors';
import { GridReportsController } from './grid/grid-reports.controller';
import { CommandDesk } from './findings/command-desk';
import { FindingFilters } from './findings/finding-filters';
import { FindingPresenter } from './findings/finding.presenter';
import { FindingsController } from './findings/findings.controller';
import { Proposals } from './findings/proposals';
import { RecordClock } from './findings/record-clock';
import { Recurrences } from './findings/recurrences';
import { ContractPipe } from './http/contract.pipe';
import { PublicAddress } from './http/public-address';
import { ImportsController } from './imports/imports.controller';
import { ListReader } from './lists/list-reader';
import { ListsController } from './lists/lists.controller';
import { SelfChecksController } from './lists/self-checks.controller';
import { MattersController } from './matters/matters.controller';
import { OverlaysController } from './overlays/overlays.controller';
import { DeadlineFeedController } from './messages/deadline-feed.controller';
import { DutyRosterController } from './messages/duty-roster.controller';
import { InboxController } from './messages/inbox.controller';
import { OutletsController } from './messages/outlets.controller';
import { PreferencesController } from './messages/preferences.controller';
import { SmsRepliesController } from './messages/sms-replies.controller';
import { UndeliveredController } from './messages/undelivered.controller';
import { NoticesController } from './notices/notices.controller';
import { CommandMetrics } from './operations/command-metrics';
import { OperationsController } from './operations/operations.controller';
import { Open311Controller } from './open311/open311.controller';
import { type Probes, Readiness } from './operations/readiness';
import { CalendarsController } from './reforms/calendars.controller';
import { CaseReader } from './papers/case-reader';
import { DossierMaker } from './papers/dossier-maker';
import { ExportsController } from './papers/exports.controller';
import { FindingPapers } from './papers/finding-papers';
import { FindingPapersController } from './papers/finding-papers.controller';
import { ImportFilesController } from './papers/import-files.controller';
import { OfficePapers } from './papers/office-papers';
import { PaperPress } from './papers/paper-press';
import { PapersController } from './papers/papers.controller';
import { ReportReader } from './papers/report-reader';
import { ReportsController } from './papers/reports.controller';
import { VerifyController } from './papers/verify.controller';
import { Forecast } from './reforms/forecast';
import { OutagesController } from './reforms/outages.controller';
import { PoliciesController } from './reforms/policies.controller';
import { ApiKeysController } from './sessions/api-keys.controller';
import { PlacesController } from './rounds/places.controller';
import { RoundBulletins } from './rounds/round-bulletins';
import { RoundReader } from './rounds/round-reader';
import { RoundsController } from './rounds/rounds.controller';
import { CallerGuard } from './sessions/caller.guard';
import { CookieTerms } from './sessions/cookie-terms';
import { SessionCookie } from './sessions/session-cookie';
import { SessionOpener } from './sessions/session-opener';
import { SessionsController } from './sessions/sessions.controller';
import { SignInGate } from './sessions/sign-in-gate';
import { SimulationsController } from './simulations/simulations.controller';
import { IdentityProvider, type SsoSettings } from './sso/identity-provider';
import { IDENTITY_PROVIDER, SsoController } from './sso/sso.controller';
import { SuspensionsController } from './suspensions/suspensions.controller';
import { PublicSettingsController } from './web/public-settings.controller';
import { PUBLIC_SETTINGS, type Site } from './web/site';

/** What the API stands on. */
export interface Ground {
  record: DistrictRecord;
  /** Absolute path; photos live below it. */
  dataDir: string;
  probes: Probes;
  site: Site;
  /** Null: people sign in with passwords only. */
  sso: SsoSettings | null;
  /** Where people reach us, without a slash at its end. */
  publicUrl: string;
  /** An office's own fonts for its papers. */
  fontDir: string | null;
  /** What Node needs to run a process of ours; nothing where it is built. */
  node: readonly string[];
  /** Seals the channels' secrets; null: the key in the data folder does. */
  secretKey: string | null;
}

@Module({})
export class ApiModule {
  static on(ground: Ground): DynamicModule {
    return {
      module: ApiModule,
      controllers: [
        SessionsController,
        SsoController,
        DirectoryController,
        NetworkController,
        DirectoryPeopleController,
        WorkbookController,
        ExecutorController,
        // Before the one route of all commands, which would take its addresses.
        ExecutorLinksController,
        BoardController,
        StreamController,
        BulkController,
        DeskController,
        UnitDeskController,
        ViewsController,
        FindingPapersController,
        FindingsController,
        DispatchesController,
        EvidenceController,
        ImportsController,
        ImportFilesController,
        ExportsController,
        PapersController,
        ReportsController,
        VerifyController,
        NoticesController,
        InboxController,
        PreferencesController,
        OutletsController,
        UndeliveredController,
        SmsRepliesController,
        DutyRosterController,
        DeadlineFeedController,
        AssessedUnitsController,
        AssessmentController,
        PropertyController,
        CreditController,
        PropertyKeepingController,
        RecognitionsController,
        RedBlackController,
        RulebooksController,
        YearMarksController,
        RoundsController,
        PlacesController,
        ListsController,
        MattersController,
        GridReportsController,
        SelfChecksController,
        OverlaysController,
        SuspensionsController,
        SimulationsController,
        CalendarsController,
        PoliciesController,
        OutagesController,
        OperationsController,
        ApiKeysController,
        Open311Controller,
        PublicSettingsController,
      ],
      providers: [
        ...stores(ground.record),
        { provide: Vault, useValue: new Vault(join(ground.dataDir, 'evidence')) },
        { provide: Seal, useFactory: () => Seal.of(ground.secretKey, ground.dataDir) },
        { provide: Readiness, useValue: new Readiness(ground.probes) },
        { provide: CookieTerms, useValue: new CookieTerms(ground.site.embedOrigins.length > 0) },
        SessionCookie,
        { provide: IDENTITY_PROVIDER, useValue: ground.sso && new IdentityProvider(ground.sso) },
        { provide: PUBLIC_SETTINGS, useValue: ground.site.settings },
        { provide: APP_GUARD, useClass: CallerGuard },
        { provide: APP_PIPE, useClass: ContractPipe },
        { provide: Archive, useValue: new Archive(join(ground.dataDir, 'papers')) },
        { provide: Typesetter, useValue: new Typesetter(ground.fontDir) },
        { provide: DocxPress, useValue: new DocxPress(ground.node) },
        { provide: PublicAddress, useValue: new PublicAddress(ground.publicUrl) },
        CaseReader,
        CommandDesk,
        DossierMaker,
        FindingPapers,
        OfficePapers,
        PaperPress,
        ReportReader,
        CommandMetrics,
        Executors,
        FindingFilters,
        FindingPresenter,
        Forecast,
        MeReader,
        Photos,
        PhotoSight,
        Proposals,
        Recurrences,
        SessionOpener,
        SignInGate,
        TodayReader,
        DispatchProposer,
        ListReader,
        RoundBulletins,
        RoundReader,
        BoardReader,
        AssessmentBulletins,
        PropertyReader,
        RedBlackReader,
        LeaderReader,
        Samples,
        Stream,
      ],
    };
  }
}

const stores = (record: DistrictRecord): Provider[] => [
  { provide: FindingStore, useValue: record.findings },
  { provide: ContextStore, useValue: record.context },
  { provide: BoardStore, useValue: record.board },
  { provide: Pulse, useValue: record.pulse },
  { provide: ViewStore, useValue: record.views },
  { provide: SampleStore, useValue: record.samples },
  { provide: UnitDesk, useValue: record.unitDesk },
  { provide: DeskStore, useValue: record.desk },
  { provide: DirectoryStore, useValue: record.directory },
  { provide: DirectoryChanges, useValue: record.directoryChanges },
  { provide: DirectoryPeople, useValue: record.directoryPeople },
  { provide: DirectoryWorkbook, useValue: record.directoryWorkbook },
  { provide: DirectoryLog, useValue: record.directoryLog },
  { provide: DirectoryNetwork, useValue: record.network },
  { provide: PeopleStore, useValue: record.people },
  { provide: SessionStore, useValue: record.sessions },
  { provide: ApiKeyStore, useValue: record.apiKeys },
  { provide: ExecutorStore, useValue: record.executors },
  { provide: EvidenceStore, useValue: record.evidence },
  { provide: ImportStore, useValue: record.imports },
  { provide: DeliveryStore, useValue: record.deliveries },
  { provide: MessageStore, useValue: record.messages },
  { provide: OutletStore, useValue: record.outlets },
  { provide: PreferenceStore, useValue: record.preferences },
  { provide: SmsReplyStore, useValue: record.smsReplies },
  { provide: DutyStore, useValue: record.duty },
  { provide: FeedStore, useValue: record.feeds },
  { provide: PaperStore, useValue: record.papers },
  { provide: ASSESSMENT, useValue: record.assessment },
  { provide: PaperRegister, useValue: record.paperRegister },
  { provide: OutageStore, useValue: record.outages },
  { provide: RoundStore, useValue: record.rounds },
  { provide: OverlayStore, useValue: record.overlays },
  { provide: ListStore, useValue: record.lists },
  { provide: MatterStore, useValue: record.matters },
  { provide: GridReportStore, useValue: record.gridReports },
  { provide: GroupSuspensionStore, useValue: record.groupSuspensions },
  { provide: PlaceStore, useValue: record.places },
  { provide: RulebookStore, useValue: record.rulebooks },
  { provide: Outbox, useValue: record.outbox },
  { provide: RecordClock, useValue: new RecordClock(() => record.now()) },
];
