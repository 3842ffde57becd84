import './district.css';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { freshKey } from '../../api/fresh-key';
import { problemOf } from '../../api/problem';
import { FINDINGS } from '../../api/queries';
import { ProblemNote } from '../../design/ProblemNote';
import { assignmentOf, BLANK, filingOf, isWhole } from './matter-draft';
import { enterMatter } from './matter-entry';
import { MatterSource } from './MatterSource';
import { MatterTask } from './MatterTask';

/** 录入督办事项: what it comes from with its scan, what is to be done, by whom, by when and in which steps. */
export function MatterForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('district');
  const queries = useQueryClient();
  const [draft, setDraft] = useState(BLANK);
  const change = (changed: Partial<typeof BLANK>) => setDraft((was) => ({ ...was, ...changed }));
  const [keys] = useState(() => [freshKey(), freshKey(), freshKey()] as const);
  const order = useMutation({
    mutationFn: () => enterMatter({ filing: filingOf(draft), assignment: assignmentOf(draft), keys }),
    onSettled: () => void queries.invalidateQueries({ queryKey: FINDINGS }),
    onSuccess: ({ problem }) => problem ?? onDone(),
  });
  if (order.data?.problem)
    return (
      <>
        <p className="district-note">{t('matter.filedOnly', { number: order.data.number })}</p>
        <ProblemNote problem={order.data.problem} />
        <p className="district-acts">
          <Link to="/findings/$id" params={{ id: order.data.id }} className="act act-main">
            {t('matter.openIt')}
          </Link>
        </p>
      </>
    );
  return (
    <form
      className="district-form"
      onSubmit={(event) => {
        event.preventDefault();
        order.mutate();
      }}
    >
      <MatterSource draft={draft} onChange={change} />
      <MatterTask draft={draft} onChange={change} />
      {order.error && <ProblemNote problem={problemOf(order.error)} />}
      <Button type="primary" htmlType="submit" disabled={!isWhole(draft)} loading={order.isPending}>
        {draft.unitId ? t('matter.enterAndAssign') : t('matter.enterOnly')}
      </Button>
    </form>
  );
}
