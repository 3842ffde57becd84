import { resolve } from 'node:path';
import { ConfigError } from './config-error';
import { readConfig } from './read-config';

const enough = { DATABASE_URL: 'postgres://duban@127.0.0.1:5432/duban', TEMPORAL_ADDRESS: '127.0.0.1:7233' };

function refusalOf(environment: NodeJS.ProcessEnv): ConfigError {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the environment was accepted');
}

describe('readConfig', () => {
  it('fills in what has a default', () => {
    expect(readConfig(enough)).toEqual({
      databaseUrl: enough.DATABASE_URL,
      temporalAddress: '127.0.0.1:7233',
      temporalNamespace: 'default',
      host: '127.0.0.1',
      port: 8080,
      workerPort: 8081,
      dataDir: resolve('.duban'),
      trustedProxies: 0,
      logLevel: 'info',
      web: {
        embedOrigins: [],
        mapTiles: null,
        mapAttribution: '',
        hostedBy: '',
        recordNumber: '',
        complaints: '',
        pwa: false,
        ssoName: '',
      },
      publicUrl: 'http://127.0.0.1:8080',
      fontDir: null,
      sso: null,
      privateTargets: [],
      secretKey: null,
    });
  });

  it('takes an empty variable for an absent one', () => {
    expect(readConfig({ ...enough, DUBAN_PORT: ' ' }).port).toBe(8080);
  });

  it('names every bad variable at once, in both languages, and repeats no value', () => {
    const refusal = refusalOf({ DATABASE_URL: 'mysql://secret@db/x', DUBAN_PORT: '70000', LOG_LEVEL: 'loud' });
    expect(refusal.names).toEqual(['DATABASE_URL', 'TEMPORAL_ADDRESS', 'DUBAN_PORT', 'LOG_LEVEL']);
    expect(refusal.message).toMatch(/DUBAN_PORT: 应为 0 到 65535 的端口号 \/ want a port/);
    expect(refusal.message).not.toContain('secret');
  });

  it('asks for everything that single sign-on needs, once an issuer is named', () => {
    const sso = {
      DUBAN_SSO_ISSUER: 'https://sso.example.gov.cn/realms/province',
      DUBAN_SSO_NAME: '省统一身份认证',
      DUBAN_SSO_CLIENT_ID: 'duban',
      DUBAN_SSO_CLIENT_SECRET: 'a secret',
      DUBAN_PUBLIC_URL: 'https://duban.example.gov.cn/',
    };
    expect(readConfig({ ...enough, ...sso }).sso).toMatchObject({
      publicUrl: 'https://duban.example.gov.cn',
      usernameClaim: 'preferred_username',
    });
    expect(refusalOf({ ...enough, DUBAN_SSO_ISSUER: sso.DUBAN_SSO_ISSUER }).names).toEqual([
      'DUBAN_SSO_NAME',
      'DUBAN_SSO_CLIENT_ID',
      'DUBAN_SSO_CLIENT_SECRET',
      'DUBAN_PUBLIC_URL',
    ]);
  });

  it('reads a list of origins, and refuses what could loosen the policy of a page', () => {
    const DUBAN_EMBED_ORIGINS = 'https://one.example, https://*.two.example:8443';
    expect(readConfig({ ...enough, DUBAN_EMBED_ORIGINS }).web.embedOrigins).toEqual([
      'https://one.example',
      'https://*.two.example:8443',
    ]);
    for (const bad of ['*', "https://a.example; script-src 'unsafe-eval'", 'https://a.example/path'])
      expect(refusalOf({ ...enough, DUBAN_EMBED_ORIGINS: bad }).names).toEqual(['DUBAN_EMBED_ORIGINS']);
    expect(refusalOf({ ...enough, DUBAN_MAP_TILES: 'https://tiles.example/all.png' }).names).toEqual([
      'DUBAN_MAP_TILES',
    ]);
  });

  it('takes addresses and networks for private targets, and no names', () => {
    const targets = (given: string) => readConfig({ ...enough, DUBAN_PRIVATE_TARGETS: given }).privateTargets;
    expect(targets('127.0.0.1, 10.20.0.0/16 fd00::/8')).toEqual(['127.0.0.1', '10.20.0.0/16', 'fd00::/8']);
    for (const bad of ['gateway.local', '10.0.0.0/33', '10.0.0.0/8/8', '0x7f.1'])
      expect(refusalOf({ ...enough, DUBAN_PRIVATE_TARGETS: bad }).names).toEqual(['DUBAN_PRIVATE_TARGETS']);
  });

  it('takes a key of 32 bytes and no other', () => {
    const key = Buffer.alloc(32, 7).toString('base64');
    expect(readConfig({ ...enough, DUBAN_SECRET_KEY: key }).secretKey).toBe(key);
    expect(refusalOf({ ...enough, DUBAN_SECRET_KEY: 'short' }).message).not.toContain('short');
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(readConfig(enough))).toBe(true);
  });
});
