/** How much is measured. Ratios are taken within one run; the absolute figures belong to the machine and the hour. */
export interface Plan {
  name: 'full' | 'quick';
  /** Times that both sides take their turns. */
  rounds: number;
  /** People at work at once. */
  clients: number;
  /** Loops driven on each side with a rest between the steps, of which the histories are counted. */
  countedLoops: number;
  restMs: number;
  /** Loops per round. Duban is so much quicker to acknowledge that as few would be over before they could be measured. */
  loops: { commands: number; whole: number; plain: number };
  warmUpLoops: { duban: number; plain: number };
  herd: {
    findings: number;
    /** Of those, how many have a run with an armed timer in Temporal; the sweeper alone has the rest. */
    armed: number;
    /** Over which their deadlines lie. */
    spreadMs: number;
  };
}

export const FULL: Plan = {
  name: 'full',
  rounds: 5,
  clients: 32,
  countedLoops: 24,
  restMs: 500,
  loops: { commands: 800, whole: 200, plain: 96 },
  warmUpLoops: { duban: 400, plain: 48 },
  herd: { findings: 20_000, armed: 2_000, spreadMs: 60_000 },
};

/** Under 50 seconds, servers and all. */
export const QUICK: Plan = {
  name: 'quick',
  rounds: 2,
  clients: 32,
  countedLoops: 8,
  restMs: 250,
  loops: { commands: 250, whole: 64, plain: 40 },
  warmUpLoops: { duban: 100, plain: 8 },
  herd: { findings: 20_000, armed: 100, spreadMs: 1_000 },
};
