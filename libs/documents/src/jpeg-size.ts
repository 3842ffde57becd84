const SCAN_HEADERS = /^[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]$/;

/** Width and height in pixels, out of the frame header; null when it is no JPEG. */
export function jpegSize(bytes: Buffer): { width: number; height: number } | null {
  if (bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (bytes[at] !== 0xff) return null;
    if (SCAN_HEADERS.test(String.fromCharCode(bytes[at + 1]!)))
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
  }
  return null;
}
