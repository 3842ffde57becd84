import type { Paper } from './paper';
import { dateZh, momentZh } from './wording';

/** The number stands only on what is signed. */
export const shownNumber = ({ number, form }: Paper): string => number ?? (form === 'sheet' ? '' : '（签发后编号）');

/** Room for a hand until it is signed. */
export const shownDate = ({ issuedAt }: Paper): string =>
  issuedAt === null ? '　　　　年　　月　　日' : dateZh(issuedAt);

/** What stands at the foot of the last page. */
export interface Foot {
  /** 抄送. */
  copies: string | null;
  /** 印发机关 and 印发日期: of a 公文 with a red head. */
  printed: { by: string; on: string } | null;
  /** As of when, and where to check it: beside the 版记, no part of it. */
  notes: string[];
}

export function footOf({ copies, issuer, issuedAt, asOf, verifyUrl, form }: Paper): Foot {
  return {
    copies: copies.length > 0 ? `抄送：${copies.join('，')}。` : null,
    printed: form === 'official' && issuedAt !== null ? { by: issuer, on: `${dateZh(issuedAt)}印发` } : null,
    notes: [
      `数据截至 ${momentZh(asOf)}`,
      ...(verifyUrl === null ? [] : [`扫码或访问 ${verifyUrl} 查验本件编号、状态与文件校验值（SHA-256）`]),
    ],
  };
}
