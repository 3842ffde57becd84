import './ruling.css';

import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useCommand } from '../../api/command';
import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { ProblemNote } from '../../design/ProblemNote';
import { prepare } from '../../photo/prepare';
import { upload } from '../finding/upload';

export type GridReport = Schemas['GridReports']['items'][number];

interface RulingProps extends Pick<GridReport, 'level' | 'commands'> {
  id: string;
  revision: number;
}

/** 上报, 退回补充, 就地解决: one level's word on a report, on the desk as on the phone. */
export function Ruling({ id, revision, level, commands }: RulingProps) {
  const { t } = useTranslation('district');
  const [open, setOpen] = useState<'pass-back' | 'settle' | null>(null);
  const passOn = useCommand('pass-on');
  return (
    <div className="ruling">
      {passOn.error && <ProblemNote problem={problemOf(passOn.error)} />}
      <div className="ruling-acts">
        {commands.includes('pass-on') && (
          <button
            type="button"
            className="act act-main"
            disabled={passOn.isPending}
            onClick={() => passOn.mutate({ id, revision, body: {} })}
          >
            {t(`ruling.passOn.${level}`)}
          </button>
        )}
        {(['settle', 'pass-back'] as const)
          .filter((command) => commands.includes(command))
          .map((command) => (
            <button
              key={command}
              type="button"
              className="act"
              aria-expanded={open === command}
              onClick={() => setOpen(open === command ? null : command)}
            >
              {t(`ruling.${command}`)}
            </button>
          ))}
      </div>
      {open === 'pass-back' && <PassBack id={id} revision={revision} />}
      {open === 'settle' && <Settle id={id} revision={revision} />}
    </div>
  );
}

export const RulingOf = ({ report: { finding, level, commands } }: { report: GridReport }) => (
  <Ruling id={finding.id} revision={finding.revision} level={level} commands={commands} />
);

interface OneProps {
  id: string;
  revision: number;
}

function PassBack({ id, revision }: OneProps) {
  const { t } = useTranslation('district');
  const [reason, setReason] = useState('');
  const command = useCommand('pass-back');
  return (
    <form
      className="ruling-form"
      onSubmit={(event) => {
        event.preventDefault();
        command.mutate({ id, revision, body: { reason: reason.trim() } });
      }}
    >
      <label className="field">
        {t('ruling.reason')}
        <textarea rows={2} required maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
      {command.error && <ProblemNote problem={problemOf(command.error)} />}
      <button type="submit" className="act act-main" disabled={reason.trim() === '' || command.isPending}>
        {t('ruling.pass-back')}
      </button>
    </form>
  );
}

/** Mended where it was found: what was done, and a photo of it. */
function Settle({ id, revision }: OneProps) {
  const { t } = useTranslation('district');
  const [text, setText] = useState('');
  const [photos, setPhotos] = useState<string[]>([]);
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const command = useCommand('settle');
  const add = async (files: readonly File[]) => {
    setSending(true);
    setFailed(null);
    try {
      for (const file of files) {
        const { blob } = await prepare(file);
        const { sha256 } = await upload(blob, () => undefined);
        setPhotos((before) => (before.includes(sha256) ? before : [...before, sha256]));
      }
    } catch (error) {
      setFailed(error);
    } finally {
      setSending(false);
    }
  };
  return (
    <form
      className="ruling-form"
      onSubmit={(event) => {
        event.preventDefault();
        command.mutate({
          id,
          revision,
          body: {
            text: text.trim(),
            evidence: photos.map((sha256) => ({ sha256, role: 'after', defect: 1, capture: 'gallery' })),
          },
        });
      }}
    >
      <label className="field">
        {t('ruling.done')}
        <textarea rows={2} required maxLength={2000} value={text} onChange={({ target }) => setText(target.value)} />
      </label>
      <label className="act">
        {sending ? t('matter.sending') : t('ruling.photo', { count: photos.length })}
        <input
          type="file"
          accept="image/*"
          multiple
          className="unseen"
          onChange={({ target }) => {
            void add([...(target.files ?? [])]);
            target.value = '';
          }}
        />
      </label>
      <div className="ruling-photos">
        {photos.map((sha256, index) => (
          <img key={sha256} src={`/api/v1/evidence/${sha256}/small`} alt={t('ruling.photoNth', { nth: index + 1 })} />
        ))}
      </div>
      {failed !== null && <ProblemNote problem={problemOf(failed)} />}
      {command.error && <ProblemNote problem={problemOf(command.error)} />}
      <button
        type="submit"
        className="act act-main"
        disabled={text.trim() === '' || photos.length === 0 || sending || command.isPending}
      >
        {t('ruling.settle')}
      </button>
    </form>
  );
}
