import { type Browser, chromium, type Page } from 'playwright-core';
import type { Role } from '#domain';
import { DEMO_PEOPLE } from '#persistence';
import { Caller } from '../../chaos/caller';
import { People } from '../../chaos/people';
import { Stack } from '../../chaos/stack';
import { LIVING } from './living';

// Servers and a browser are started for each file of tests.
jest.setTimeout(180_000);

/** What a test opened is left with it: an open page listens, asks and draws on beside all that follow. */
let leaving: (() => Promise<void>)[] = [];
beforeEach(() => {
  leaving = [];
});
afterEach(() => Promise.all(leaving.map((leave) => leave())));

const DESK = { width: 1440, height: 900 };
/** Of the site, and runs nothing. */
const NOTHING = '/seal.svg';
const PHONE = { width: 390, height: 844 };
/** A camera that shows a test picture, and asks nobody. */
const CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

interface Preparing {
  /** Four weeks have been played. */
  living?: boolean;
  /** Whether cases go on by themselves; without, what is shown stands still. */
  engine?: boolean;
  /** What else is done to the record before anybody starts. */
  prepare?: (databaseUrl: string) => Promise<void>;
}

interface Opening {
  phone?: boolean;
  /** Where to begin. */
  at?: string;
  language?: 'zh-CN' | 'en';
}

/** The whole of Duban with its pages in a browser, asked as people ask. */
export class Site {
  /** What went wrong in a page without anybody seeing it. */
  private readonly troubles: string[] = [];
  /** Desks that were left: the process of a page goes on with the programs it knows, a new one reads them all again. */
  private readonly desks: Page[] = [];
  readonly people: People;

  private constructor(
    readonly stack: Stack,
    private readonly browser: Browser,
  ) {
    this.people = new People(stack);
  }

  /** `living`: a district that has worked for four weeks, instead of an empty one. */
  static async open({ living = false, engine = true, prepare }: Preparing = {}): Promise<Site> {
    const stack = await Stack.start(prepare, { engine, ...(living && { beginning: LIVING }) });
    try {
      const executablePath = process.env.CHROMIUM_PATH;
      return new Site(
        stack,
        await chromium.launch({
          executablePath,
          args: ['--no-sandbox', '--disable-dev-shm-usage', ...CAMERA],
        }),
      );
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.stack.stop();
    expect(this.troubles).toEqual([]);
  }

  /** A page of its own, signed in as somebody with the role, or as the person of that user name. */
  async open(who: Role | (string & {}), opening: Opening = {}): Promise<Page> {
    const page = await this.blank(opening);
    await this.signIn(page, who);
    return this.goTo(page, opening.at ?? (opening.phone ? '/m' : '/'));
  }

  /** Somebody else sits down where another sat. */
  async seat(page: Page, who: Role | (string & {}), at: string): Promise<void> {
    await this.signIn(page, who);
    await page.goto(at);
  }

  /** Nobody has signed in. */
  async openAsStranger(opening: Opening = {}): Promise<Page> {
    return this.goTo(await this.blank(opening), opening.at ?? '/');
  }

  /** Asks the api beside the pages. */
  caller(who: string): Promise<Caller> {
    return Caller.signIn(this.stack.apiUrl, usernameOf(who), this.stack.password);
  }

  private async blank({ phone = false, language = 'zh-CN' }: Opening): Promise<Page> {
    const page = (!phone && this.desks.pop()) || (await this.unused(phone));
    leaving.push(() => (phone ? close(page) : this.leave(page)));
    if (language === 'en') await page.evaluate("localStorage.setItem('duban.language', 'en')");
    return page;
  }

  private async unused(phone: boolean): Promise<Page> {
    const context = await this.browser.newContext({
      baseURL: this.stack.apiUrl,
      viewport: phone ? PHONE : DESK,
      ...(phone && { deviceScaleFactor: 2, hasTouch: true, isMobile: true }),
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    });
    const page = await context.newPage();
    await page.goto(NOTHING);
    return page;
  }

  /** Nothing of whoever sat there is left; a desk that cannot be cleared is not used again. */
  private async leave(page: Page): Promise<void> {
    try {
      await clear(page);
      this.desks.push(page);
    } catch {
      await close(page);
    }
  }

  private async signIn(page: Page, who: string): Promise<void> {
    const value = await this.tokenOf(who);
    const cookie = { name: 'duban_session', value, url: this.stack.apiUrl, sameSite: 'Strict' as const };
    await page.context().addCookies([cookie]);
  }

  private async goTo(page: Page, at: string): Promise<Page> {
    page.on('pageerror', (error) => this.troubles.push(`${page.url()}: ${error.stack || error.message}`));
    page.on('console', (message) => {
      if (/Content Security Policy|^missing text/.test(message.text()))
        this.troubles.push(`${page.url()}: ${message.text()}`);
    });
    await page.goto(at);
    return page;
  }

  private async tokenOf(who: string): Promise<string> {
    const response = await fetch(`${this.stack.apiUrl}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: usernameOf(who), password: this.stack.password }),
    });
    if (!response.ok) throw new Error(`${who}: ${response.status} ${await response.text()}`);
    const { token } = (await response.json()) as { token: string };
    return token;
  }
}

/** What breaks off as a page goes is no trouble of its. */
function close(page: Page): Promise<void> {
  for (const one of page.context().pages()) one.removeAllListeners('pageerror');
  return page.context().close();
}

async function clear(page: Page): Promise<void> {
  const context = page.context();
  for (const other of context.pages()) if (other !== page) await other.close();
  page.removeAllListeners();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await context.setOffline(false);
  await page.setViewportSize(DESK);
  await page.goto(NOTHING);
  await page.evaluate('localStorage.clear(), sessionStorage.clear()');
  await context.clearCookies();
  await context.clearPermissions();
}

function usernameOf(who: string): string {
  const person =
    DEMO_PEOPLE.find(({ username }) => username === who) ??
    DEMO_PEOPLE.find(({ roles }) => roles.includes(who as Role));
  if (!person) throw new Error(`the demonstration district has no ${who}`);
  return person.username;
}
