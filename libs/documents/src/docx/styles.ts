import type { IFontAttributesProperties, IRunOptions } from 'docx';

/** By name: an office's WPS has them (GB/T 9704-2012); figures in Times New Roman, as offices set them. */
const font = (eastAsia: string, ascii = 'Times New Roman'): IFontAttributesProperties => ({
  eastAsia,
  ascii,
  hAnsi: ascii,
  cs: ascii,
});

export const FONTS = {
  song: font('方正小标宋简体'),
  fangsong: font('仿宋_GB2312'),
  hei: font('黑体', '黑体'),
  kai: font('楷体_GB2312'),
} as const;

/** Half points: 2号 22 pt, 3号 16 pt, 4号 14 pt, 小四 12 pt, 五号 10.5 pt. */
export const SIZE = { head: 68, two: 44, slip: 40, three: 32, four: 28, smallFour: 24, five: 21 } as const;

export const RED = 'D7000F';
export const INK = '333333';
export const PALE = 'EEF1F4';
export const COLOUR_HEX = { blue: '1F5FBF', yellow: 'B8860B', red: RED } as const;
export const COLOUR_ZH = { blue: '蓝', yellow: '黄', red: '红' } as const;

/** A twentieth of a point. */
export const mm = (millimetres: number): number => Math.round((millimetres * 1440) / 25.4);

/** 156 mm of text. */
export const TEXT_WIDTH = mm(156);
/** 22 lines in 225 mm. */
export const PITCH = 580;

export type RunStyle = Pick<IRunOptions, 'font' | 'size' | 'color' | 'bold'>;
