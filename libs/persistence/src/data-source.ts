import { DataSource } from 'typeorm';
import { APPLICATION_ROLE } from './application-role';
import { ENTITIES } from './entities';
import { TheLoop1790200000001 } from './migrations/1790200000001-the-loop';
import { PeopleAndReference1790200000002 } from './migrations/1790200000002-people-and-reference';
import { ListsRoundsAndScores1790200000003 } from './migrations/1790200000003-lists-rounds-and-scores';
import { Papers1790200000005 } from './migrations/1790200000005-papers';
import { Messages1790200000006 } from './migrations/1790200000006-messages';
import { Desk1790200000007 } from './migrations/1790200000007-desk';
import { Doors1790200000008 } from './migrations/1790200000008-doors';
import { Assessment1790200000009 } from './migrations/1790200000009-assessment';
import { RoundsAndLists1790200000010 } from './migrations/1790200000010-rounds-and-lists';
import { OutageInAnothersName1790200000011 } from './migrations/1790200000011-outage-in-anothers-name';
import { Network1790200000012 } from './migrations/1790200000012-network';
import { VisitsOfRounds1790200000013 } from './migrations/1790200000013-visits-of-rounds';
import { RulesAndProjects1790200000021 } from './migrations/1790200000021-rules-and-projects';
import { Reading1790200000022 } from './migrations/1790200000022-reading';
import { ExitDecisions1790200000035 } from './migrations/1790200000035-exit-decisions';
import { SuretiesThatNeverBegin1790200000041 } from './migrations/1790200000041-sureties-that-never-begin';
import { Recognitions1793000000000 } from './migrations/1793000000000-recognitions';

/** The read side and the migrations; what commands write goes through the hot pool by hand-written statements. */
export const dataSourceOf = (url: string, { asApplication = false } = {}): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    synchronize: false,
    migrationsTransactionMode: 'all',
    entities: ENTITIES,
    migrations: [
      TheLoop1790200000001,
      PeopleAndReference1790200000002,
      ListsRoundsAndScores1790200000003,
      Papers1790200000005,
      Messages1790200000006,
      Desk1790200000007,
      Doors1790200000008,
      Assessment1790200000009,
      RoundsAndLists1790200000010,
      OutageInAnothersName1790200000011,
      Network1790200000012,
      VisitsOfRounds1790200000013,
      RulesAndProjects1790200000021,
      Reading1790200000022,
      ExitDecisions1790200000035,
      SuretiesThatNeverBegin1790200000041,
      Recognitions1793000000000,
    ],
    poolSize: 4,
    extra: { application_name: 'duban-read', ...(asApplication && { options: `-c role=${APPLICATION_ROLE}` }) },
    poolErrorHandler: () => {},
  });
