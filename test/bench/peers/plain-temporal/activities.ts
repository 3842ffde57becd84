import type { Pool } from 'pg';

import type { Step } from '../../loop';

export interface StepTaken {
  findingId: string;
  step: Step;
  text: string;
}

export interface Activities {
  record(taken: StepTaken): Promise<void>;
  escalate(due: { findingId: string; step: Step; level: string }): Promise<void>;
}

const STATUS_AFTER: Record<Step, string> = {
  file: 'registered',
  assign: 'assigned',
  sign: 'rectifying',
  submit: 'submitted',
  verify: 'verified',
  approve: 'archived',
};

/** Every statement may be run twice, since an activity may: what is there already is left alone. */
export function activities(pool: Pool, onRecorded: (taken: StepTaken) => void): Activities {
  return {
    async record(taken) {
      const { findingId, step, text } = taken;
      const statement = step === 'file' ? FILE : STEP;
      await pool.query({ ...statement, values: [findingId, step, text, STATUS_AFTER[step]] });
      onRecorded(taken);
    },
    async escalate({ findingId, step, level }) {
      await pool.query(ESCALATE, [findingId, step, level]);
    },
  };
}

export const SCHEMA = `
  CREATE TABLE finding (
    id uuid PRIMARY KEY,
    status text NOT NULL,
    description text NOT NULL
  );
  CREATE TABLE finding_step (
    finding_id uuid NOT NULL REFERENCES finding,
    step text NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (finding_id, step)
  );
  CREATE TABLE escalation (
    finding_id uuid NOT NULL REFERENCES finding,
    step text NOT NULL,
    level text NOT NULL,
    PRIMARY KEY (finding_id, step, level)
  );
`;

const FILE = {
  name: 'file',
  text: `
    WITH filed AS (INSERT INTO finding (id, status, description) VALUES ($1, $4, $3) ON CONFLICT DO NOTHING)
    INSERT INTO finding_step (finding_id, step, text) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
};

const STEP = {
  name: 'step',
  text: `
    WITH taken AS (
      INSERT INTO finding_step (finding_id, step, text) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING finding_id
    )
    UPDATE finding SET status = $4 FROM taken WHERE id = taken.finding_id`,
};

const ESCALATE = `INSERT INTO escalation (finding_id, step, level) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`;
