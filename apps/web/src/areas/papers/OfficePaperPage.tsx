import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { PaperView } from './PaperView';
import { type Act, officePaperQuery, PAPERS } from './queries';

const route = getRouteApi('/desk/papers/$id');
const ABOUT = /^\/api\/v1\/findings\/([^/]+)\//;

/** A paper of the office's own making, about the district or a finding. */
export function OfficePaperPage() {
  const { t } = useTranslation('papers');
  const { id } = route.useParams();
  const { data: paper, error } = useQuery(officePaperQuery(id));
  const queries = useQueryClient();
  const move = useMutation({
    mutationFn: ({ act, words }: { act: Act; words: string | null }) =>
      answered(
        api.POST('/api/v1/papers/{id}/{act}', {
          params: { path: { id, act } },
          body: words === null ? {} : { text: words },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: PAPERS }),
  });
  if (!paper) return error ? <ProblemNote problem={problemOf(error)} /> : <Waiting />;
  const finding = ABOUT.exec(paper.address)?.[1];
  return (
    <PaperView
      paper={paper}
      about={finding ? <a href={`/findings/${finding}`}>{t('theFinding')}</a> : t('aboutDistrict')}
      address={`/api/v1/papers/${id}/file`}
      filesAddress={`/api/v1/papers/${id}/files`}
      acting={{
        acts: paper.allowedActs,
        act: (act, words) => move.mutate({ act, words }),
        pending: move.isPending,
        error: move.error,
      }}
    />
  );
}
