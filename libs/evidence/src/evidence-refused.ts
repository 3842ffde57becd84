/** Every way a photo may be refused; the code is part of the public contract. */
export const EVIDENCE_REFUSALS = {
  empty_file: ['文件是空的，请重新拍摄或选择照片', 'The file is empty; take or choose the photo again'],
  file_too_large: ['照片超过 15 MB, 请压缩后再传', 'The photo is larger than 15 MB; compress it first'],
  unsupported_image: [
    '只收 JPEG、PNG、WebP 照片；请在相机设置中改用"兼容性最佳"格式',
    'Only JPEG, PNG and WebP are taken; set the camera to its most compatible format',
  ],
  unreadable_image: ['照片已损坏，请重新拍摄', 'The image is damaged; take the photo again'],
  too_many_pixels: ['照片像素过大，请缩小后再传', 'The image has too many pixels; scale it down first'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

export type EvidenceRefusalCode = keyof typeof EVIDENCE_REFUSALS;

/** Thrown for bytes that cannot be evidence; nothing has been kept. */
export class EvidenceRefused extends Error {
  constructor(readonly code: EvidenceRefusalCode) {
    super(code);
    this.name = 'EvidenceRefused';
  }
}
