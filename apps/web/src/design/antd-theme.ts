import type { ThemeConfig } from 'antd';

import type { Reading } from '../app/reading';

/** The tokens of tokens.css as antd takes them, which computes with them and so cannot read variables. */
export const themeFor = ({ large, contrast }: Reading): ThemeConfig => ({
  token: {
    colorPrimary: contrast ? '#0b2447' : '#1a3c6e',
    colorLink: contrast ? '#0b2447' : '#1a3c6e',
    colorError: '#a8201a',
    colorWarning: '#7a4b00',
    colorSuccess: '#1b6b3a',
    colorInfo: '#1d4f91',
    colorText: contrast ? '#000000' : '#1c2430',
    colorTextSecondary: contrast ? '#000000' : '#4d596a',
    colorTextDescription: contrast ? '#000000' : '#4d596a',
    colorTextPlaceholder: contrast ? '#000000' : '#5b6778',
    colorBorder: contrast ? '#000000' : '#8794a8',
    colorBorderSecondary: contrast ? '#000000' : '#d5dbe4',
    fontFamily: 'var(--font)',
    fontSize: large ? 18 : 14,
    borderRadius: 4,
    controlHeight: large ? 44 : 34,
    motion: false,
  },
  components: {
    Table: {
      headerBg: contrast ? '#ffffff' : '#e8eef6',
      headerColor: contrast ? '#000000' : '#12294c',
      rowHoverBg: '#f3f6fb',
      cellPaddingBlock: 9,
    },
  },
});
