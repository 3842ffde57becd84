/** Event `e` was taken back (撤回), or its merge undone, until then or ever: the case stands as it did before. */
export const undoneSql = (until?: string): string => `EXISTS (
  SELECT FROM finding_event u
  WHERE u.finding_id = e.finding_id AND u.seq > e.seq ${until ? `AND u.recorded_at <= ${until}` : ''}
    AND u.type IN ('taken_back', 'unmerged')
    AND CASE u.type WHEN 'taken_back' THEN (u.body::jsonb #>> '{event,fromSeq}')::int <= e.seq ELSE e.type = 'merged' END)`;
