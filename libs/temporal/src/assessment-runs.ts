import {
  type CalendarSpec,
  type Client,
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  type ScheduleOptions,
} from '@temporalio/client';

import {
  ASSESSED_KINDS,
  type AssessmentActivities,
  type AssessmentLook,
  assessmentScheduleId,
  assessmentWorkflowId,
  OPEN_ASSESSMENTS,
  type PeriodName,
  RUN_ASSESSMENT,
  TASK_QUEUE,
} from '#contract/temporal';
import { type Period, type PeriodKind, periodOf } from '#domain';

import { bounded } from './client';
import type { Log } from './loop';

/** What the engine asks of the record of assessments; #persistence answers it. */
export interface AssessmentRecord {
  periodsDue(kind: PeriodKind): Promise<Period[]>;
  compute(period: Period): Promise<AssessmentLook>;
  openAppeals(period: Period): Promise<AssessmentLook>;
  publish(period: Period): Promise<AssessmentLook>;
}

const named = ({ kind, start }: PeriodName): PeriodName => ({ kind, start });

/** The record as an assessment's runs see it. */
export function assessmentActivities(record: AssessmentRecord): AssessmentActivities {
  const whole = ({ kind, start }: PeriodName): Period => periodOf(kind, start);
  return {
    assessmentsDue: async (kind) => (await record.periodsDue(kind)).map(named),
    computeAssessment: (period) => record.compute(whole(period)),
    openAppeals: (period) => record.openAppeals(whole(period)),
    publishAssessment: (period) => record.publish(whole(period)),
  };
}

/** After the day that ends a period has been written down. */
const AT = { hour: 0, minute: 10, dayOfMonth: 1 };
const MONTHS = {
  month: '*',
  quarter: ['JANUARY', 'APRIL', 'JULY', 'OCTOBER'],
  year: 'JANUARY',
} satisfies Record<PeriodKind, CalendarSpec['month']>;

/** The schedules of assessment and its runs, as Temporal keeps them. Every call is bounded, and safe to make twice. */
export class AssessmentRuns {
  constructor(private readonly client: Client) {}

  /** 月, 季, 年: made where it is missing, else brought to what it should be. */
  async keepSchedule(kind: PeriodKind): Promise<void> {
    const wanted = scheduleOf(kind);
    try {
      await bounded(this.client, () => this.client.schedule.create(wanted));
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      const handle = this.client.schedule.getHandle(wanted.scheduleId);
      // Whether somebody paused it is theirs to say.
      await bounded(this.client, () => handle.update(({ state }) => ({ ...wanted, state })));
    }
  }

  /** Starts the period's run unless it has one. */
  async begin(period: PeriodName): Promise<void> {
    await bounded(this.client, () =>
      this.client.workflow.start(RUN_ASSESSMENT, {
        taskQueue: TASK_QUEUE,
        workflowId: assessmentWorkflowId(period),
        args: [named(period)],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      }),
    );
  }
}

function scheduleOf(kind: PeriodKind): ScheduleOptions & { scheduleId: string } {
  return {
    scheduleId: assessmentScheduleId(kind),
    spec: { calendars: [{ ...AT, month: MONTHS[kind] }], timezone: 'Asia/Shanghai' },
    policies: { catchupWindow: '30d', overlap: ScheduleOverlapPolicy.ALLOW_ALL },
    action: {
      type: 'startWorkflow',
      workflowType: OPEN_ASSESSMENTS,
      workflowId: assessmentScheduleId(kind),
      taskQueue: TASK_QUEUE,
      args: [kind],
    },
  };
}

interface KeeperParts {
  record: Pick<AssessmentRecord, 'periodsDue'>;
  runs: Pick<AssessmentRuns, 'keepSchedule' | 'begin'>;
  log: Log;
}

const REST_MS = 60 * 60_000;

/** Makes Temporal agree with the record: a schedule for each kind, a run for each period that is not published (I6). */
export class AssessmentKeeper {
  constructor(private readonly parts: KeeperParts) {}

  /** Answers how long to rest. */
  async turn(): Promise<number> {
    await this.keep();
    return REST_MS;
  }

  /** Answers how many periods are under way. */
  async keep(): Promise<number> {
    const { record, runs, log } = this.parts;
    let underWay = 0;
    for (const kind of ASSESSED_KINDS) {
      await runs.keepSchedule(kind);
      for (const period of await record.periodsDue(kind)) {
        await runs.begin(period);
        underWay += 1;
      }
    }
    log.info({ underWay }, 'assessments: schedules and runs are there');
    return underWay;
  }
}
