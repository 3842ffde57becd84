import { z } from 'zod';
import type { ClockUnit } from '#calendar';
import type {
  Channel,
  Colour,
  Kind,
  MatterForm,
  NoticeLife,
  Role,
  Severity,
  Source,
  Stage,
  Status,
  Urgency,
  VerificationMode,
  Visibility,
} from '#domain';

/** Compiles only while `values` names every member of the domain's union, and nothing else. */
const everyOf =
  <Union extends string>() =>
  <const Values extends readonly [Union, ...Union[]]>(
    values: [Exclude<Union, Values[number]>] extends [never] ? Values : never,
  ) =>
    z.enum(values);

export const status = everyOf<Status>()([
  'filed',
  'registered',
  'assigned',
  'rectifying',
  'submitted',
  'verified',
  'publicizing',
  'written_off',
  'archived',
  'dismissed',
  'voided',
  'merged',
  'transferred',
]).meta({ id: 'Status' });

export const stage = everyOf<Stage>()(['discover', 'assign', 'supervise', 'feedback', 'close']).meta({ id: 'Stage' });

export const kind = everyOf<Kind>()(['finding', 'measure', 'matter']).meta({ id: 'Kind' });

export const matterForm = everyOf<MatterForm>()(['instruction', 'meeting', 'task', 'superior']).meta({
  id: 'MatterForm',
});

export const severity = everyOf<Severity>()(['minor', 'serious', 'major']).meta({ id: 'Severity' });

export const urgency = everyOf<Urgency>()(['routine', 'expedited', 'urgent']).meta({ id: 'Urgency' });

export const source = everyOf<Source>()([
  'self',
  'street',
  'district',
  'hotline',
  'city',
  'media',
  'leader',
  'province',
  'central',
]).meta({ id: 'Source' });

export const channel = everyOf<Channel>()(['round', 'grid', 'hotline', 'import', 'verbal', 'proxy']).meta({
  id: 'Channel',
});

export const visibility = everyOf<Visibility>()(['normal', 'limited', 'sealed']).meta({ id: 'Visibility' });

export const verificationMode = everyOf<VerificationMode>()(['photo', 'site', 'sampled']).meta({
  id: 'VerificationMode',
});

export const colour = everyOf<Colour>()(['blue', 'yellow', 'red']).meta({ id: 'Colour' });

export const clockUnit = everyOf<ClockUnit>()(['ELAPSED_MINUTES', 'WORK_MINUTES', 'WORK_DAYS', 'CALENDAR_DAYS']).meta({
  id: 'ClockUnit',
});

export const noticeLife = everyOf<NoticeLife>()([
  'draft',
  'checked',
  'issued',
  'sent',
  'signed',
  'replied',
  'closed',
  'withdrawn',
]).meta({ id: 'NoticeLife' });

export const role = everyOf<Role>()([
  'grid_worker',
  'inspector',
  'dispatcher',
  'handler',
  'unit_leader',
  'verifier',
  'approver',
  'leader',
  'auditor',
  'admin',
]).meta({ id: 'Role' });
