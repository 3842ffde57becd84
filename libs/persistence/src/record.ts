import type pg from 'pg';
import type { Instant } from '#calendar';
import { mayActAsApplication } from './application-role';
import { AssessedUnitStore } from './assessment/assessed-units';
import { AssessmentOffice } from './assessment/assessment-office';
import { EditionReader } from './assessment/edition-reader';
import { GridSheetStore } from './assessment/grid-sheets';
import { PropertyKeeping } from './assessment/property-keeping';
import { PropertyStore } from './assessment/property-store';
import { ProposalStore } from './assessment/proposals';
import { RecognitionStore } from './assessment/recognition-store';
import { RegistryStore } from './assessment/registry-store';
import { RulebookStore } from './assessment/rulebook-store';
import { ScoreLedger } from './assessment/score-ledger';
import { YearMarkStore } from './assessment/year-marks';
import { Audit } from './audit/audit';
import { BoardStore } from './board/board-store';
import { Pulse } from './board/pulse';
import { type Clock, databaseClock } from './clock';
import { dataSourceOf } from './data-source';
import { DeliveryStore } from './delivery/delivery-store';
import { DutyStore } from './delivery/duty-store';
import { FeedStore } from './delivery/feed-store';
import { MessageStore } from './delivery/message-store';
import { OutletStore } from './delivery/outlet-store';
import { PreferenceStore } from './delivery/preference-store';
import { SmsReplyStore } from './delivery/sms-reply-store';
import { DeskStore } from './desk/desk-store';
import { SampleStore } from './desk/sample-store';
import { UnitDesk } from './desk/unit-desk';
import { ViewStore } from './desk/view-store';
import { EvidenceStore } from './evidence/evidence-store';
import { ExecutorStore } from './executors/executor-store';
import { Chronicle } from './findings/chronicle';
import { FindingStore } from './findings/finding-store';
import { Outbox } from './findings/outbox';
import { ImportStore } from './intake/import-store';
import { ApiKeyStore } from './people/api-key-store';
import { PaperRegister } from './papers/paper-register';
import { PaperStore } from './papers/paper-store';
import { PeopleStore } from './people/people-store';
import { SessionStore } from './people/session-store';
import { readNow } from './now';
import { openPool } from './pool';
import { ContextStore } from './reference/context-store';
import { DirectoryChanges } from './reference/directory-changes';
import { DirectoryLog } from './reference/directory-log';
import { DirectoryNetwork } from './reference/directory-network';
import { DirectoryPeople } from './reference/directory-people';
import { DirectoryStore } from './reference/directory-store';
import { DirectoryWorkbook } from './reference/directory-workbook';
import { OutageStore } from './reference/outage-store';
import { GroupSuspensionStore } from './findings/group-suspension-store';
import { GridReportStore } from './grid/grid-report-store';
import { ListStore } from './lists/list-store';
import { MatterStore } from './lists/matter-store';
import { OverlayStore } from './lists/overlay-store';
import { PlaceStore } from './rounds/place-store';
import { RoundStore } from './rounds/round-store';
import { UnitTriggers } from './unit-triggers';

export interface RecordOptions {
  url: string;
  /** Connections of the hot paths; the read side has its own few. Default 10. */
  poolSize?: number;
  clock?: Clock;
  /** A statement that runs longer is cancelled. Default 30 s. */
  statementTimeoutMs?: number;
  /** Throws a seed for a draw of rounds: for what is told twice and must come out the same. */
  throwSeed?: (roundId: string) => string;
}

/** 考核: the ledger, its editions, property services and the credit file. */
export interface AssessmentRecord {
  office: AssessmentOffice;
  editions: EditionReader;
  ledger: ScoreLedger;
  proposals: ProposalStore;
  rulebooks: RulebookStore;
  gridSheets: GridSheetStore;
  classes: AssessedUnitStore;
  property: PropertyStore;
  propertyKeeping: PropertyKeeping;
  recognitions: RecognitionStore;
  registry: RegistryStore;
  yearMarks: YearMarkStore;
}

/** Everything that is kept in PostgreSQL, opened once per process. */
export interface DistrictRecord {
  clock: Clock;
  findings: FindingStore;
  outbox: Outbox;
  context: ContextStore;
  directory: DirectoryStore;
  directoryChanges: DirectoryChanges;
  directoryPeople: DirectoryPeople;
  directoryWorkbook: DirectoryWorkbook;
  directoryLog: DirectoryLog;
  network: DirectoryNetwork;
  people: PeopleStore;
  sessions: SessionStore;
  apiKeys: ApiKeyStore;
  executors: ExecutorStore;
  evidence: EvidenceStore;
  imports: ImportStore;
  deliveries: DeliveryStore;
  messages: MessageStore;
  outlets: OutletStore;
  preferences: PreferenceStore;
  smsReplies: SmsReplyStore;
  duty: DutyStore;
  feeds: FeedStore;
  desk: DeskStore;
  board: BoardStore;
  pulse: Pulse;
  views: ViewStore;
  samples: SampleStore;
  unitDesk: UnitDesk;
  outages: OutageStore;
  rounds: RoundStore;
  places: PlaceStore;
  overlays: OverlayStore;
  groupSuspensions: GroupSuspensionStore;
  lists: ListStore;
  matters: MatterStore;
  gridReports: GridReportStore;
  papers: PaperStore;
  /** Cases told in simulated time. */
  chronicle(): Chronicle;
  rulebooks: RulebookStore;
  assessment: AssessmentRecord;
  paperRegister: PaperRegister;
  audit: Audit;
  /** Statements run with less than the owner's rights. */
  leastPrivilege: boolean;
  /** The record's now. */
  now(): Promise<Instant>;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** @throws when the database cannot be reached */
export async function openRecord({
  url,
  poolSize = 10,
  clock = databaseClock,
  statementTimeoutMs,
  throwSeed,
}: RecordOptions): Promise<DistrictRecord> {
  const leastPrivilege = await canLeaveOwnership(url);
  const pool = openPool({ url, size: poolSize, asApplication: leastPrivilege, statementTimeoutMs });
  const source = dataSourceOf(url, { asApplication: leastPrivilege });
  const context = new ContextStore(pool, clock);
  const rulebooks = new RulebookStore(pool, clock);
  const directoryChanges = new DirectoryChanges(pool, clock);
  const directoryPeople = new DirectoryPeople(pool, clock);
  await source.initialize().catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  return {
    clock,
    findings: new FindingStore(pool, clock, context, new UnitTriggers(pool, clock, context)),
    outbox: new Outbox(pool, clock),
    context,
    directory: new DirectoryStore(source, () => readNow(pool, clock)),
    directoryChanges,
    directoryPeople,
    directoryWorkbook: new DirectoryWorkbook(pool, directoryChanges, directoryPeople),
    directoryLog: new DirectoryLog(pool),
    network: new DirectoryNetwork(pool, clock),
    people: new PeopleStore(pool, clock),
    sessions: new SessionStore(pool, clock),
    apiKeys: new ApiKeyStore(pool, clock),
    executors: new ExecutorStore(pool, clock),
    evidence: new EvidenceStore(pool, clock),
    imports: new ImportStore(pool, clock, source),
    deliveries: new DeliveryStore(pool, clock, context),
    messages: new MessageStore(pool, clock, context),
    outlets: new OutletStore(pool, clock),
    preferences: new PreferenceStore(pool),
    smsReplies: new SmsReplyStore(pool, clock),
    duty: new DutyStore(pool, clock),
    feeds: new FeedStore(pool, clock),
    desk: new DeskStore(pool, clock),
    board: new BoardStore(pool),
    pulse: new Pulse(pool, clock),
    views: new ViewStore(pool, clock),
    samples: new SampleStore(pool, clock),
    unitDesk: new UnitDesk(pool, clock),
    papers: new PaperStore(pool, clock, context),
    chronicle: () => new Chronicle(pool, context),
    rulebooks,
    assessment: assessmentRecord(pool, clock, context, rulebooks),
    paperRegister: new PaperRegister(pool),
    outages: new OutageStore(pool),
    rounds: new RoundStore(pool, clock, throwSeed),
    places: new PlaceStore(pool, clock),
    overlays: new OverlayStore(pool, clock),
    groupSuspensions: new GroupSuspensionStore(pool),
    lists: new ListStore(pool, clock),
    matters: new MatterStore(pool, clock),
    gridReports: new GridReportStore(pool, clock),
    audit: new Audit(pool, clock),
    leastPrivilege,
    now: () => readNow(pool, clock),
    ping: async () => void (await pool.query('SELECT')),
    close: async () => {
      await Promise.all([pool.end(), source.destroy()]);
    },
  };
}

function assessmentRecord(
  pool: pg.Pool,
  clock: Clock,
  context: ContextStore,
  rulebooks: RulebookStore,
): AssessmentRecord {
  return {
    office: new AssessmentOffice(pool, clock, context, rulebooks),
    editions: new EditionReader(pool),
    ledger: new ScoreLedger(pool),
    proposals: new ProposalStore(pool),
    rulebooks,
    gridSheets: new GridSheetStore(pool),
    classes: new AssessedUnitStore(pool, clock),
    property: new PropertyStore(pool, clock),
    propertyKeeping: new PropertyKeeping(pool, clock),
    recognitions: new RecognitionStore(pool, clock, rulebooks),
    registry: new RegistryStore(pool, clock, context, rulebooks),
    yearMarks: new YearMarkStore(pool, clock),
  };
}

async function canLeaveOwnership(url: string): Promise<boolean> {
  const probe = openPool({ url, size: 1, asApplication: false });
  try {
    return await mayActAsApplication(probe);
  } finally {
    await probe.end();
  }
}
