import { saysDiskFull } from './setup-error';

describe('a full disk', () => {
  it('is recognised by code and by text', () => {
    expect(saysDiskFull(Object.assign(new Error('write'), { code: 'ENOSPC' }))).toBe(true);
    expect(saysDiskFull(new Error('initdb: error: could not write: No space left on device'))).toBe(true);
    expect(saysDiskFull('OSError: [Errno 28] No space left on device')).toBe(true);
  });

  it('is not every error', () => {
    expect(saysDiskFull(Object.assign(new Error('denied'), { code: 'EACCES' }))).toBe(false);
  });
});
