/** 陈述理由 `p` of `finding f` that can still be ruled on: what it asks to hold has not rung. */
export const OPEN_PLEAS = `jsonb_array_elements(f.state -> 'pleas') AS p
  JOIN clock c ON c.finding_id = f.id AND c.id = p ->> 'clockId' AND c.generation = (p ->> 'generation')::int
    AND c.due_at IS NOT NULL
  WHERE p ->> 'outcome' IS NULL AND NOT EXISTS (SELECT FROM rung_firing r
    WHERE r.finding_id = f.id AND r.clock_id = c.id AND r.generation = c.generation AND r.rung = p ->> 'rung')`;
