import type { AssessmentLook, PeriodName } from '#contract/temporal';
import { type Period, type PeriodKind, periodOf } from '#domain';
import type { AssessmentRecord } from '#temporal';

interface Sheet {
  endsAt: number;
  window: number;
  /** How long until the next look for a ruling. */
  pause: number;
  /** Looks at which an appeal still waits for its ruling. */
  appealsOpen: number;
  status: AssessmentLook['status'];
  until: number;
  steps: string[];
}

const nameOf = ({ kind, start }: PeriodName): string => `${kind} ${start}`;

/** Periods on paper: drafted once they have ended, published once their window is over and every appeal is ruled. */
export class PaperAssessments implements AssessmentRecord {
  /** How many of the next looks fail. */
  failing = 0;
  private readonly sheets = new Map<string, Sheet>();

  constructor(private readonly now: () => Promise<number>) {}

  put(period: PeriodName, given: Pick<Sheet, 'endsAt' | 'window' | 'pause'> & Partial<Sheet>): void {
    this.sheets.set(nameOf(period), { appealsOpen: 0, status: 'waiting', until: 0, steps: [], ...given });
  }

  of(period: PeriodName): Readonly<Pick<Sheet, 'status' | 'steps'>> {
    return this.sheets.get(nameOf(period))!;
  }

  periodsDue = (kind: PeriodKind): Promise<Period[]> =>
    Promise.resolve(
      [...this.sheets]
        .filter(([name, { status }]) => name.startsWith(`${kind} `) && status !== 'published')
        .map(([name]) => periodOf(kind, name.slice(kind.length + 1))),
    );

  compute = async (period: Period): Promise<AssessmentLook> => {
    if (this.failing-- > 0) throw new Error('the record is away');
    const sheet = this.step(period, 'compute');
    const left = sheet.endsAt - (await this.now());
    if (left > 0) return { status: 'waiting', waitMs: left };
    if (sheet.status === 'waiting') sheet.status = 'draft';
    return { status: sheet.status, waitMs: 0 };
  };

  openAppeals = async (period: Period): Promise<AssessmentLook> => {
    const sheet = this.step(period, 'appeals');
    sheet.status = 'appealable';
    sheet.until = (await this.now()) + sheet.window;
    return { status: 'appealable', waitMs: sheet.window };
  };

  publish = async (period: Period): Promise<AssessmentLook> => {
    const sheet = this.step(period, 'publish');
    const left = sheet.until - (await this.now());
    if (left > 0) return { status: 'appealable', waitMs: left };
    if (sheet.appealsOpen-- > 0) return { status: 'appealable', waitMs: sheet.pause };
    sheet.status = 'published';
    return { status: 'published', waitMs: 0 };
  };

  private step(period: Period, step: string): Sheet {
    const sheet = this.sheets.get(nameOf(period))!;
    sheet.steps.push(step);
    return sheet;
  }
}
