import type { Paper } from './paper';
import { dateZh, momentZh } from './wording';

/** The number stands only on what is signed. */
export const shownNumber = ({ number, form }: Paper): string => number ?? (form === 'sheet' ? '' : '（签发后编号）');

export const shownDate = ({ issuedAt }: Paper): string => (issuedAt === null ? '    年  月  日' : dateZh(issuedAt));

/** 版记: copies, who printed it when, as of when, and where to check it. */
export function footOf(paper: Paper): string[] {
  const { copies, issuer, issuedAt, asOf, verifyUrl, form } = paper;
  return [
    ...(copies.length > 0 ? [`抄送：${copies.join('，')}。`] : []),
    ...(form === 'official' && issuedAt !== null ? [`${issuer}　　${dateZh(issuedAt)}印发`] : []),
    `数据截至 ${momentZh(asOf)}`,
    ...(verifyUrl === null ? [] : [`扫码或访问 ${verifyUrl} 查验本件编号、状态与文件校验值（SHA-256）`]),
  ];
}
