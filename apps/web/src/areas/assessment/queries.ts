import { queryOptions } from '@tanstack/react-query';

import { answered, api } from '../../api/client';

const ASSESSMENT = ['assessment'] as const;
const PROPERTY = ['property'] as const;
type Kind = 'month' | 'quarter' | 'year';

export const editionsQuery = (kind: Kind) =>
  queryOptions({
    queryKey: [...ASSESSMENT, 'editions', kind],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/assessments', { signal, params: { query: { kind, subject: 'units' } } })),
  });

export const editionQuery = (id: string) =>
  queryOptions({
    queryKey: [...ASSESSMENT, 'edition', id],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/assessments/{id}', { signal, params: { path: { id } } })),
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

export const projectsQuery = queryOptions({
  queryKey: [...PROPERTY, 'projects'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/property/projects', { signal })),
});

export const projectQuery = (id: string) =>
  queryOptions({
    queryKey: [...PROPERTY, 'project', id],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/property/projects/{id}', { signal, params: { path: { id } } })),
  });

export const itemsQuery = queryOptions({
  queryKey: [...PROPERTY, 'sheet'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/property/sheet', { signal })),
  staleTime: Infinity,
});

export const creditQuery = queryOptions({
  queryKey: [...PROPERTY, 'credit'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/property/credit', { signal })),
});

interface VisitGiven {
  on: string;
  times: Record<string, number>;
  notApplicable: { item: number; reason: string }[];
}
export const recordVisit = (id: string, body: VisitGiven) =>
  answered(api.POST('/api/v1/property/projects/{id}/visits', { params: { path: { id } }, body }));

/** Everything below these keys is read again after a change. */
export const CHANGED = { assessment: { queryKey: ASSESSMENT }, property: { queryKey: PROPERTY } };
