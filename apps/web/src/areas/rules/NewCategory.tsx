import { AutoComplete, Button, Drawer, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Schemas } from '../../api/queries';
import { withCategory } from './new-category';

type Category = Schemas['Category'];

interface NewCategoryProps {
  categories: readonly Category[];
  onClose: () => void;
  /** All of them, and the code of the new one. */
  onAdded: (categories: Category[], code: string) => void;
}

/** 新增类别: begun as another one is, then set as one likes. */
export function NewCategory({ categories, onClose, onAdded }: NewCategoryProps) {
  const { t } = useTranslation('rules');
  const [name, setName] = useState('');
  const [parent, setParent] = useState('');
  const [like, setLike] = useState<string | null>(null);
  const isTaken = categories.some((one) => one.name === name.trim() || one.aliases.includes(name.trim()));
  const model = categories.find(({ code }) => code === like);
  return (
    <Drawer open size={520} title={t('newCategory.add')} onClose={onClose}>
      <div className="entering">
        <label className="value-field">
          <span>{t('field.name')}</span>
          <Input
            aria-label={t('field.name')}
            maxLength={100}
            status={isTaken ? 'error' : ''}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          {isTaken && <small role="alert">{t('newCategory.taken')}</small>}
        </label>
        <label className="value-field">
          <span>{t('field.parent')}</span>
          <AutoComplete
            aria-label={t('field.parent')}
            value={parent}
            onChange={(value: string) => setParent(value)}
            options={[...new Set(categories.map((one) => one.parent))].map((value) => ({ value }))}
          />
        </label>
        <label className="value-field">
          <span>{t('newCategory.like')}</span>
          <Select
            aria-label={t('newCategory.like')}
            showSearch={{ optionFilterProp: 'label' }}
            value={like}
            onChange={setLike}
            options={categories
              .filter(({ retired }) => !retired)
              .map(({ code, name: label }) => ({ value: code, label }))}
          />
        </label>
        <p>{t('newCategory.hint')}</p>
        <div className="drawer-foot">
          <Button
            type="primary"
            disabled={name.trim() === '' || parent.trim() === '' || !model || isTaken}
            onClick={() => {
              if (!model) return;
              const added = withCategory(categories, model, name.trim(), parent.trim());
              onAdded(added.categories, added.code);
            }}
          >
            {t('newCategory.begin')}
          </Button>
        </div>
      </div>
    </Drawer>
  );
}
