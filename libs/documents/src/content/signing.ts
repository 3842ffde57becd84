import type { Block } from '../paper';

/** 签收栏. */
export const receiptBox = (): Block => ({
  type: 'boxes',
  rows: [
    {
      label: '签收',
      lines: ['签收单位（盖章）：', '签收人：', '签收时间：　　　年　　月　　日　　时　　分'],
      height: 24,
    },
  ],
});

const SIGNED = '签名：　　　　　　　　　　年　　月　　日';

/** 审批栏: one box a level, empty for a hand. */
export const opinionBoxes = (labels: string[], height = 24): Block => ({
  type: 'boxes',
  rows: labels.map((label) => ({ label, lines: [SIGNED], height })),
});
