import { z } from 'zod';
import { marks, severity, urgency } from './codes';

const check = z.looseObject({
  code: z.string(),
  for: z.strictObject({ urgency: z.array(urgency), severity: z.array(severity) }).optional(),
  effect: z.enum(['flag', 'block', 'note_only', 'require']),
});

/** 证据: whose photos the in-app camera takes; the rest is checked where photos are attached. */
export const evidence = z.looseObject({ checks: z.array(check), src: marks }).transform(({ checks, ...rest }) => {
  const camera = checks.find(({ code, effect }) => code === 'in_app_camera' && effect === 'require')?.for;
  return { ...rest, checks, camera: camera && { severities: camera.severity, urgencies: camera.urgency } };
});
