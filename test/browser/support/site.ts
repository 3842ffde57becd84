import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Role } from '#domain';
import { DEMO_PEOPLE } from '#persistence';
import { Caller } from '../../chaos/caller';
import { People } from '../../chaos/people';
import { Stack } from '../../chaos/stack';
import { liveFourWeeks } from './living';

// Servers and a browser are started for each file of tests.
jest.setTimeout(180_000);

/** What a test opened goes with it: an open page listens, asks and draws on beside all that follow. */
let opened: BrowserContext[] = [];
beforeEach(() => {
  opened = [];
});
afterEach(() => Promise.all(opened.map(leave)));

/** What breaks off as a page goes is no trouble of its. */
function leave(context: BrowserContext): Promise<void> {
  for (const page of context.pages()) page.removeAllListeners('pageerror');
  return context.close();
}

const DESK = { width: 1440, height: 900 };
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
  readonly people: People;

  private constructor(
    readonly stack: Stack,
    private readonly browser: Browser,
  ) {
    this.people = new People(stack);
  }

  /** `living`: a district that has worked for four weeks, instead of an empty one. */
  static async open({ living = false, engine = true, prepare }: Preparing = {}): Promise<Site> {
    const stack = await Stack.start(living ? liveFourWeeks : prepare, { engine });
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
    const context = await this.context(opening);
    const token = await this.tokenOf(who);
    await context.addCookies([{ name: 'duban_session', value: token, url: this.stack.apiUrl, sameSite: 'Strict' }]);
    return this.pageIn(context, opening.at ?? (opening.phone ? '/m' : '/'));
  }

  /** Nobody has signed in. */
  async openAsStranger(opening: Opening = {}): Promise<Page> {
    return this.pageIn(await this.context(opening), opening.at ?? '/');
  }

  /** Asks the api beside the pages. */
  caller(who: string): Promise<Caller> {
    return Caller.signIn(this.stack.apiUrl, usernameOf(who), this.stack.password);
  }

  private async context({ phone = false, language = 'zh-CN' }: Opening): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      baseURL: this.stack.apiUrl,
      viewport: phone ? PHONE : DESK,
      ...(phone && { deviceScaleFactor: 2, hasTouch: true, isMobile: true }),
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    });
    opened.push(context);
    if (language === 'en') await context.addInitScript("localStorage.setItem('duban.language', 'en')");
    return context;
  }

  private async pageIn(context: BrowserContext, at: string): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => this.troubles.push(`${page.url()}: ${error.stack ?? error.message}`));
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

function usernameOf(who: string): string {
  const person =
    DEMO_PEOPLE.find(({ username }) => username === who) ??
    DEMO_PEOPLE.find(({ roles }) => roles.includes(who as Role));
  if (!person) throw new Error(`the demonstration district has no ${who}`);
  return person.username;
}
