import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { type Schemas, unitsQuery } from '../../api/queries';
import { ProblemNote } from '../../design/ProblemNote';
import { CHANGED, creditQuery, keepProject } from './queries';

const HOUSING = ['commercial', 'old', 'resettlement'] as const;

interface ProjectFormProps {
  /** Null: a further one. */
  project: Schemas['PropertyProject'] | null;
  onDone: () => void;
}

/** Name, company, street and type of a project, and the day on which it ends. */
export function ProjectForm({ project, onDone }: ProjectFormProps) {
  const { t } = useTranslation('assessment');
  const queries = useQueryClient();
  const companies = useQuery(creditQuery).data?.companies ?? [];
  const streets = (useQuery(unitsQuery).data?.items ?? []).filter(
    ({ kind }) => kind === 'street' || kind === 'township',
  );
  const [facts, setFacts] = useState<Partial<Schemas['KeepPropertyProject']>>(project ?? { name: '', closedOn: null });
  const keep = useMutation({
    mutationFn: () => {
      const { name, companyId, streetId, housing, closedOn } = facts as Schemas['KeepPropertyProject'];
      return keepProject(project?.id ?? null, { name, companyId, streetId, housing, closedOn: closedOn ?? null });
    },
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries(CHANGED.assessment),
  });
  const whole = facts.name?.trim() && facts.companyId && facts.streetId && facts.housing;
  return (
    <Modal
      open
      title={t(project ? 'project.amend' : 'project.open')}
      onCancel={onDone}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !whole }}
      confirmLoading={keep.isPending}
      onOk={() => keep.mutate()}
    >
      <div className="assess-form">
        <label className="field">
          {t('project.name')}
          <Input
            maxLength={100}
            value={facts.name}
            onChange={({ target }) => setFacts({ ...facts, name: target.value })}
          />
        </label>
        <label className="field">
          {t('project.company')}
          <Select
            aria-label={t('project.company')}
            value={facts.companyId}
            options={companies.map(({ companyId, name }) => ({ value: companyId, label: name }))}
            onChange={(companyId) => setFacts({ ...facts, companyId })}
          />
        </label>
        <label className="field">
          {t('project.street')}
          <Select
            aria-label={t('project.street')}
            value={facts.streetId}
            options={streets.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(streetId) => setFacts({ ...facts, streetId })}
          />
        </label>
        <label className="field">
          {t('project.housing')}
          <Select
            aria-label={t('project.housing')}
            value={facts.housing}
            options={HOUSING.map((value) => ({ value, label: t(`housing.${value}`) }))}
            onChange={(housing) => setFacts({ ...facts, housing })}
          />
        </label>
        {project && (
          <label className="field">
            {t('project.closedOn')}
            <input
              type="date"
              value={facts.closedOn ?? ''}
              onChange={({ target }) => setFacts({ ...facts, closedOn: target.value || null })}
            />
          </label>
        )}
      </div>
      {keep.error && <ProblemNote problem={problemOf(keep.error)} />}
    </Modal>
  );
}
