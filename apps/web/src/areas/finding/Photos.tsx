import { useTranslation } from 'react-i18next';

import { spoken } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { PhotoPair, photoAddress } from '../../design/PhotoPair';
import { Part } from './Part';
import { metresBetween } from './metres';
import type { Finding } from './queries';

type Photo = Finding['evidence'][number];

/** 整改前后: each defect before and after, with what the record noticed about the photos. */
export function Photos({ finding }: { finding: Finding }) {
  const { t } = useTranslation('finding');
  const pairs = pairsOf(finding);
  const rest = finding.evidence.filter((photo) => !pairs.some((pair) => pair.includes(photo)));
  return (
    <Part title={t('photos.title')}>
      {finding.evidence.length === 0 && <EmptyState title={t('photos.none')} />}
      {finding.evidence.length > 0 &&
        pairs.map(([before, after], index) => (
          <div key={index} className="photos-pair">
            {pairs.length > 1 && <h3>{t('photos.defect', { nth: index + 1 })}</h3>}
            <PhotoPair before={before} after={after} />
            <Notes before={before} after={after} />
          </div>
        ))}
      {rest.length > 0 && (
        <details className="photos-rest">
          <summary>{t('photos.more', { count: rest.length })}</summary>
          <div>
            {rest.map((photo, index) => (
              <a
                key={photo.sha256 + String(index)}
                href={photoAddress(photo.sha256, 'large')}
                target="_blank"
                rel="noreferrer"
              >
                <img src={photoAddress(photo.sha256, 'small')} alt={t(`photos.role.${photo.role}`)} loading="lazy" />
              </a>
            ))}
          </div>
        </details>
      )}
    </Part>
  );
}

/** The last photo of each defect on either side. */
function pairsOf({ evidence, defects }: Finding): [Photo | undefined, Photo | undefined][] {
  const last = (role: Photo['role'], defect: number) =>
    evidence.findLast((photo) => photo.role === role && photo.defect === defect);
  const firstBefore = evidence.find(({ role }) => role === 'before');
  return Array.from({ length: defects }, (_, index) => [
    last('before', index + 1) ?? (index === 0 ? firstBefore : undefined),
    last('after', index + 1),
  ]);
}

const FLAGS = ['near_duplicate', 'older_than_discovery', 'far', 'no_exif'] as const;

function Notes({ before, after }: { before: Photo | undefined; after: Photo | undefined }) {
  const { t, i18n } = useTranslation('finding');
  const metres = before && after ? metresBetween(before, after) : null;
  const said = (['before', 'after'] as const).flatMap((side) => {
    const photo = side === 'before' ? before : after;
    return FLAGS.filter((flag) => photo?.flags.includes(flag)).map((flag) => ({ side, flag }));
  });
  return (
    <ul className="photos-notes">
      {said.map(({ side, flag }) => (
        <li key={side + flag} className={flag === 'no_exif' ? '' : 'photos-flag'}>
          {t('photos.says', { side: t(`photos.role.${side}`), flag: t(`photos.flag.${flag}`) })}
        </li>
      ))}
      {metres !== null && <li>{t('photos.apart', { count: Math.round(metres) })}</li>}
      {after?.capturedAt && <li>{t('photos.taken', { at: spoken(after.capturedAt, i18n.language) })}</li>}
      {after?.capture && <li>{t(`photos.capture.${after.capture}`)}</li>}
    </ul>
  );
}
