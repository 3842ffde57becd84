import { useTranslation } from 'react-i18next';

import type { Sending } from './queries';

/** Why a message is where it is, in words; a gateway's own code is said as its code. */
export function useWhy(): (why: Sending['why']) => string {
  const { t, i18n } = useTranslation('messages');
  return (why) => {
    if (why === null) return '';
    const http = /^http_(\d+)$/.exec(why);
    if (http) return t('whyHttp', { code: http[1] });
    const theirs = /^(?:errcode|smtp)_(.+)$/.exec(why);
    if (theirs) return t('whyCode', { code: theirs[1] });
    return i18n.exists(`messages:why.${why}`) ? t(`why.${why}`) : t('whyOther');
  };
}
