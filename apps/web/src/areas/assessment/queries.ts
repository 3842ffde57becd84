import { queryOptions } from '@tanstack/react-query';

import { answered, api } from '../../api/client';
import { REMEMBERED, type Schemas } from '../../api/queries';

const ASSESSMENT = ['assessment'] as const;
type Kind = Schemas['PeriodKind'];
type Subject = Schemas['AssessmentSubject'];

export const editionsQuery = (kind: Kind, subject: Subject) =>
  queryOptions({
    queryKey: [...ASSESSMENT, 'editions', subject, kind],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/assessments', { signal, params: { query: { kind, subject } } })),
  });

export const editionQuery = (id: string) =>
  queryOptions({
    queryKey: [...ASSESSMENT, 'edition', id],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/assessments/{id}', { signal, params: { path: { id } } })),
    enabled: id !== '',
  });

export const propertyEditionQuery = (id: string) =>
  queryOptions({
    queryKey: [...ASSESSMENT, 'property-edition', id],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/property/assessments/{id}', { signal, params: { path: { id } } })),
    enabled: id !== '',
  });

export const verificationQuery = (id: string) =>
  queryOptions({
    queryKey: [...ASSESSMENT, 'verification', id],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/assessments/{id}/verification', { signal, params: { path: { id } } })),
    enabled: false,
  });

export const sheetQuery = (id: string, unitId: string) =>
  queryOptions({
    queryKey: [...ASSESSMENT, 'sheet', id, unitId],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/assessments/{id}/units/{unitId}', { signal, params: { path: { id, unitId } } })),
  });

export const groundQuery = (id: string, entry: string) =>
  queryOptions({
    queryKey: [...ASSESSMENT, 'ground', id, entry],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/assessments/{id}/ground', { signal, params: { path: { id }, query: { entry } } })),
  });

export const appeal = (id: string, body: { entryId: string; text: string }) =>
  answered(api.POST('/api/v1/assessments/{id}/appeals', { params: { path: { id } }, body }));

export const ruleAppeal = (id: string, appealId: string, body: { upheld: boolean; reason: string }) =>
  answered(api.POST('/api/v1/assessments/{id}/appeals/{appealId}/rule', { params: { path: { id, appealId } }, body }));

export const decideProposal = (
  id: string,
  proposalId: string,
  body: { decision: 'approved' | 'refused'; reason: string },
) =>
  answered(
    api.POST('/api/v1/assessments/{id}/proposals/{proposalId}/decide', { params: { path: { id, proposalId } }, body }),
  );

export const correctEdition = (id: string) =>
  answered(api.POST('/api/v1/assessments/{id}/correct', { params: { path: { id } } }));

export const draftBulletin = (id: string, honourBasis: string) =>
  answered(
    api.POST('/api/v1/assessments/{id}/bulletin', {
      params: { path: { id } },
      body: honourBasis ? { honourBasis } : {},
    }),
  );

export const redBlackQuery = (kind: 'quarter' | 'year', start?: string) =>
  queryOptions({
    queryKey: [...ASSESSMENT, 'red-black', kind, start ?? null],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/red-black', { signal, params: { query: { kind, ...(start && { start }) } } })),
  });

export const yearMarksQuery = (year: number, subject: Subject) =>
  queryOptions({
    queryKey: [...ASSESSMENT, 'year-marks', subject, year],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/year-marks', { signal, params: { query: { year, subject } } })),
  });

export const giveYearMark = (body: Schemas['GiveYearMark']) => answered(api.POST('/api/v1/year-marks', { body }));

export const recognitionsQuery = queryOptions({
  queryKey: [...ASSESSMENT, 'recognitions'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/recognitions', { signal })),
});

export const enterRecognition = (body: Schemas['EnterRecognition']) =>
  answered(api.POST('/api/v1/recognitions', { body }));

type Read = Pick<Schemas['Recognition'], 'id' | 'revision'>;

export const confirmRecognition = ({ id, revision }: Read) =>
  answered(api.POST('/api/v1/recognitions/{id}/confirm', { params: { path: { id } }, body: { revision } }));

export const withdrawRecognition = ({ id, revision }: Read, reason: string) =>
  answered(api.POST('/api/v1/recognitions/{id}/withdraw', { params: { path: { id } }, body: { revision, reason } }));

export const rulebooksQuery = queryOptions({
  queryKey: [...ASSESSMENT, 'rulebooks'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/rulebooks', { signal })),
});

export const rulebookQuery = (version: number | 'current') =>
  queryOptions({
    queryKey: [...ASSESSMENT, 'rulebook', version],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/rulebooks/{version}', { signal, params: { path: { version: String(version) } } })),
  });

export const saveRulebook = (body: Schemas['SaveRulebook'], dryRun: boolean) =>
  answered(api.POST('/api/v1/rulebooks', { params: { query: { dryRun: dryRun ? 'true' : 'false' } }, body }));

export const projectsQuery = queryOptions({
  queryKey: [...ASSESSMENT, 'projects'],
  meta: REMEMBERED,
  queryFn: ({ signal }) => answered(api.GET('/api/v1/property/projects', { signal })),
});

export const projectQuery = (id: string) =>
  queryOptions({
    queryKey: [...ASSESSMENT, 'project', id],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/property/projects/{id}', { signal, params: { path: { id } } })),
  });

export const itemsQuery = queryOptions({
  queryKey: [...ASSESSMENT, 'items'],
  meta: REMEMBERED,
  queryFn: ({ signal }) => answered(api.GET('/api/v1/property/sheet', { signal })),
});

export const creditQuery = queryOptions({
  queryKey: [...ASSESSMENT, 'credit'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/property/credit', { signal })),
});

export const drawQuery = (start: string) =>
  queryOptions({
    queryKey: [...ASSESSMENT, 'draw', start],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/property/draws/{start}', { signal, params: { path: { start } } })),
    retry: false,
  });

export const drawProjects = (body: Schemas['DrawProjects']) => answered(api.POST('/api/v1/property/draws', { body }));

export const keepCompany = (id: string | null, name: string) =>
  answered(
    id === null
      ? api.POST('/api/v1/property/companies', { body: { name } })
      : api.POST('/api/v1/property/companies/{id}', { params: { path: { id } }, body: { name } }),
  );

export const keepProject = (id: string | null, body: Schemas['KeepPropertyProject']) =>
  answered(
    id === null
      ? api.POST('/api/v1/property/projects', { body })
      : api.POST('/api/v1/property/projects/{id}', { params: { path: { id } }, body }),
  );

export const giveNotice = (body: Schemas['GiveCreditNotice']) =>
  answered(api.POST('/api/v1/property/credit', { body }));

export const recordExit = (proposalId: string, body: Schemas['RecordExit']) =>
  answered(api.POST('/api/v1/property/credit/exits/{proposalId}', { params: { path: { proposalId } }, body }));

export const takeStep = (id: string, body: Schemas['CreditStep']) =>
  answered(api.POST('/api/v1/property/credit/{id}/steps', { params: { path: { id } }, body }));

export const recordVisit = (id: string, body: Schemas['RecordPropertyVisit']) =>
  answered(api.POST('/api/v1/property/projects/{id}/visits', { params: { path: { id } }, body }));

/** Everything of assessment is read again after a change: lists, projects and the credit file hang together. */
export const CHANGED = { assessment: { queryKey: ASSESSMENT } };
