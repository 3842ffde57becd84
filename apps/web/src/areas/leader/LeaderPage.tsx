import '../../design/phone.css';
import './leader-page.css';

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useCommand } from '../../api/command';
import { useLive } from '../../api/live';
import { problemOf } from '../../api/problem';
import { type Schemas, unitsQuery } from '../../api/queries';
import { Foot, SecrecyNote } from '../../app/Notices';
import { ReadingSwitches } from '../../app/ReadingSwitches';
import { Countdown } from '../../design/Countdown';
import { spoken } from '../../design/dates';
import { photoAddress } from '../../design/PhotoPair';
import { ProblemNote } from '../../design/ProblemNote';
import { SlipColour } from '../../design/SlipColour';
import { offerUndo } from '../../design/undo';
import { UndoBar } from '../../design/UndoBar';
import { listOf, useNameOf, useTold, valueOf } from './figures';
import { leaderPageQuery } from './queries';

type Item = Schemas['FindingSummary'];
type Page = Schemas['LeaderPage'];

/** 领导一页: five figures, what is red, two pairs of before and after, and a 批示 written where it is read. */
export function LeaderPage() {
  const { t, i18n } = useTranslation('leader');
  const { data, error } = useQuery(leaderPageQuery);
  useLive();
  return (
    <div className="one-page">
      <SecrecyNote />
      <header>
        <h1>{t('pageTitle')}</h1>
        {data && <p>{t('asOf', { instant: spoken(data.asOf, i18n.language) })}</p>}
        <ReadingSwitches />
      </header>
      {error && !data && <ProblemNote problem={problemOf(error)} />}
      {data && <Content page={data} />}
      <Foot />
      <UndoBar />
    </div>
  );
}

function Content({ page }: { page: Page }) {
  const { t } = useTranslation('leader');
  return (
    <main>
      <FiveFigures figures={page.figures} />
      <section>
        <h2>{t('red')}</h2>
        {page.red.length === 0 && <p className="board-none">{t('noRed')}</p>}
        {page.red.map((item) => (
          <RedItem key={item.id} item={item} />
        ))}
      </section>
      {page.pairs.length > 0 && (
        <section>
          <h2>{t('pairs')}</h2>
          {page.pairs.map((pair) => (
            <Pair key={pair.finding.id} pair={pair} />
          ))}
        </section>
      )}
      <Instructions instructions={page.instructions} />
    </main>
  );
}

function FiveFigures({ figures }: { figures: Page['figures'] }) {
  const nameOf = useNameOf();
  const told = useTold();
  return (
    <ul className="five">
      {figures.map((figure) => (
        <li key={figure.code}>
          <a href={listOf(figure.filter)}>
            <span>{nameOf(figure)}</span>
            <b>{valueOf(figure)}</b>
          </a>
          <small>{told(figure, 'formula')}</small>
        </li>
      ))}
    </ul>
  );
}

function RedItem({ item }: { item: Item }) {
  const { t } = useTranslation('leader');
  const { data: units } = useQuery(unitsQuery);
  const [writing, setWriting] = useState(false);
  const unit = units?.items.find(({ id }) => id === item.leadUnitId)?.name;
  return (
    <article className="red-item">
      <Link to={`/findings/${item.id}` as '/findings'}>
        <SlipColour colour={item.colour} />
        <b>{item.description}</b>
        <small>
          {item.number} · {unit ?? t('noUnit')}
        </small>
      </Link>
      <Countdown dueAt={item.dueAt} provisional={item.provisional} />
      {writing ? (
        <Instruct item={item} onDone={() => setWriting(false)} />
      ) : (
        <button type="button" className="act" onClick={() => setWriting(true)}>
          {t('instruct.open')}
        </button>
      )}
    </article>
  );
}

const PHRASES = ['atOnce', 'report', 'inPerson'] as const;

/** 批示: to the unit that is to mend it, with a day by which it is answered. */
function Instruct({ item, onDone }: { item: Item; onDone: () => void }) {
  const { t } = useTranslation('leader');
  const instruct = useCommand('instruct');
  const [text, setText] = useState('');
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const days = Number(new FormData(event.currentTarget).get('days'));
    const body = { text: text.trim(), toUnitId: item.leadUnitId, ...(days > 0 && { replyWithinDays: days }) };
    instruct.mutate(
      { id: item.id, body },
      {
        onSuccess: (answer) => {
          offerUndo(t('instruct.done'), [answer]);
          onDone();
        },
      },
    );
  };
  return (
    <form className="instruct" onSubmit={send}>
      <div className="chips">
        {PHRASES.map((phrase) => (
          <button key={phrase} type="button" className="chip" onClick={() => setText(t(`instruct.phrase.${phrase}`))}>
            {t(`instruct.phrase.${phrase}`)}
          </button>
        ))}
      </div>
      <label className="field">
        <span>{t('instruct.text')}</span>
        <textarea value={text} onChange={({ target }) => setText(target.value)} required maxLength={4000} rows={3} />
      </label>
      <label className="field">
        <span>{t('instruct.days')}</span>
        <input name="days" type="number" inputMode="numeric" min={1} max={365} defaultValue={3} />
      </label>
      {instruct.isError && <ProblemNote problem={problemOf(instruct.error)} />}
      <div className="instruct-acts">
        <button type="submit" className="act act-main" disabled={instruct.isPending || text.trim() === ''}>
          {t('instruct.send')}
        </button>
        <button type="button" className="act" onClick={onDone}>
          {t('instruct.leave')}
        </button>
      </div>
    </form>
  );
}

function Pair({ pair: { finding, before, after } }: { pair: Page['pairs'][number] }) {
  const { t } = useTranslation('leader');
  return (
    <Link to={`/findings/${finding.id}` as '/findings'} className="one-pair">
      <span>
        <img src={photoAddress(before, 'medium')} alt={t('before', { what: finding.description })} loading="lazy" />
        <img src={photoAddress(after, 'medium')} alt={t('after', { what: finding.description })} loading="lazy" />
      </span>
      <b>{finding.description}</b>
    </Link>
  );
}

function Instructions({ instructions }: { instructions: Page['instructions'] }) {
  const { t, i18n } = useTranslation('leader');
  if (instructions.length === 0) return null;
  return (
    <section>
      <h2>{t('instructions')}</h2>
      <ul className="board-lines">
        {instructions.map(({ id, findingId, number, text, at, dueAt, mine }) => (
          <li key={`${findingId}/${id}`}>
            <Link to={`/findings/${findingId}` as '/findings'}>
              <span>
                {mine && <b>{t('mine')} </b>}
                {text}
                <small>
                  {number} · {spoken(at, i18n.language)}
                </small>
              </span>
              <Countdown dueAt={dueAt} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
