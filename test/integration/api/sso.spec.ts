import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PLAIN_SITE } from '../../../apps/api/src/web/site';
import { Served } from './served';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

/** A browser's cookies and its following of redirects, no more. */
class Browser {
  private readonly cookies = new Map<string, string>();

  async go(url: string, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    const { host } = new URL(url);
    const response = await fetch(url, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      headers: {
        ...headers,
        cookie: [...this.cookies]
          .flatMap(([name, value]) => (name.startsWith(host) ? [`${name.slice(host.length + 1)}=${value}`] : []))
          .join('; '),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form && { body: new URLSearchParams(form).toString() }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      this.cookies.set(`${host} ${name}`, value!);
    }
    return response;
  }

  /** Through redirects on the way, until an answer that is none, or one that leads to `until`. */
  async follow(url: string, until: (location: string) => boolean): Promise<{ response: Response; url: string }> {
    for (let at = url, hops = 0; hops < 12; hops++) {
      const response = await this.go(at);
      const location = response.headers.get('location');
      if (!location) return { response, url: at };
      at = new URL(location, at).href;
      if (until(at)) return { response, url: at };
    }
    throw new Error('redirected for ever');
  }
}

describe('single sign-on', () => {
  let issuer: ChildProcess;
  let served: Served;
  beforeAll(async () => {
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    issuer = spawn(process.execPath, [join(__dirname, 'oidc-issuer.mjs'), `${publicUrl}/api/v1/sso/return`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const address = await new Promise<string>((resolve, reject) => {
      issuer.once('exit', () => reject(new Error('the issuer ended')));
      createInterface({ input: issuer.stdout! }).on(
        'line',
        (line) => line.startsWith('issuer ') && resolve(line.slice(7)),
      );
    });
    const sso = {
      issuer: address,
      clientId: 'duban',
      clientSecret: 'a secret of the test',
      usernameClaim: 'preferred_username',
      publicUrl,
    };
    served = await Served.open({
      port,
      sso,
      trustedProxies: 1,
      site: { ...PLAIN_SITE, embedOrigins: ['https://platform.example'] },
    });
  });
  afterAll(async () => {
    issuer.kill();
    await served.close();
  });

  /** Signs in at the provider as `login`, consents, and comes back to us. */
  async function signIn(
    login: string,
    to = '/findings?stage=assign',
  ): Promise<{ browser: Browser; url: string; set: string[] }> {
    const browser = new Browser();
    const back = (location: string) => location.startsWith(`${served.origin}/api/v1/sso/return`);
    let { response, url } = await browser.follow(
      `${served.origin}/api/v1/sso/start?to=${encodeURIComponent(to)}`,
      back,
    );
    const forms: Record<string, string>[] = [{ prompt: 'login', login, password: 'any' }, { prompt: 'consent' }];
    for (const form of forms) {
      expect(response.status).toBe(200);
      const action = /action="([^"]+)"/.exec(await response.text())![1]!;
      const posted = await browser.go(new URL(action, url).href, form);
      ({ response, url } = await browser.follow(new URL(posted.headers.get('location')!, url).href, back));
      if (back(url)) break;
    }
    const answer = await browser.go(url, undefined, { 'x-forwarded-proto': 'https' });
    return { browser, url: answer.headers.get('location')!, set: answer.headers.getSetCookie() };
  }

  it('lets in who has an account here, and leads where they wanted to go; the cookie lives in a frame', async () => {
    const { browser, url, set } = await signIn('dispatcher');
    expect(url).toBe('/findings?stage=assign');
    expect(set.find((cookie) => cookie.startsWith('duban_session='))).toMatch(
      /HttpOnly; Secure; Partitioned; SameSite=None/,
    );
    const me = await browser.go(`${served.origin}/api/v1/people/me`);
    expect(await me.json()).toMatchObject({ roles: ['dispatcher'] });
  });

  it('is begun in a frame of another platform too: what the attempt keeps comes along with it', async () => {
    const start = `${served.origin}/api/v1/sso/start?to=/m`;
    const begun = await new Browser().go(start, undefined, { 'x-forwarded-proto': 'https' });
    expect(begun.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^duban_sso=.*HttpOnly; Secure; Partitioned; SameSite=None/),
    ]);
    expect((await new Browser().go(start)).headers.getSetCookie()[0]).toMatch(/SameSite=Lax/);
  });

  it('lets in nobody who has none', async () => {
    const { url, set } = await signIn('stranger');
    expect(url).toBe('/sign-in?sso=no_account');
    expect(set.some((cookie) => cookie.startsWith('duban_session='))).toBe(false);
  });

  it('takes no answer that this browser did not begin, nor one that was tampered with', async () => {
    const browser = new Browser();
    const stray = await browser.go(`${served.origin}/api/v1/sso/return?code=x&state=y`);
    expect(stray.headers.get('location')).toBe('/sign-in?sso=expired');
    await browser.go(`${served.origin}/api/v1/sso/start`);
    const forged = await browser.go(`${served.origin}/api/v1/sso/return?code=x&state=y`);
    expect(forged.headers.get('location')).toBe('/sign-in?sso=refused');
  });

  it('leads nowhere but to pages of ours', async () => {
    for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])
      expect((await new Browser().go(`${served.origin}/api/v1/sso/start?to=${encodeURIComponent(to)}`)).status).toBe(
        422,
      );
  });

  it('says so when the provider is away', async () => {
    const port = await freePort();
    const sso = {
      issuer: 'http://127.0.0.1:1',
      clientId: 'a',
      clientSecret: 'b',
      usernameClaim: 'sub',
      publicUrl: `http://127.0.0.1:${port}`,
    };
    const alone = await Served.open({ port, sso });
    const away = await new Browser().go(`${alone.origin}/api/v1/sso/start`);
    await alone.close();
    expect(away.headers.get('location')).toBe('/sign-in?sso=unavailable');
  });
});
