import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page, type Request } from 'playwright-core';
import { runningSuite, type Suite } from '../suite';

export type { Browser, BrowserContext, Page };
export type Language = 'nl' | 'fr';

/** The shell first: the same pages by the same engine, without the windows and panels of a browser that nobody sees. */
const known = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(
  (name) => `/usr/bin/${name}`,
);

/** Where a browser is on this machine, or a sentence that says how to get one. */
function browserFile(): string {
  const file = [process.env['CHROMIUM_BIN'], ...known].find((path) => path !== undefined && existsSync(path));
  if (file) return file;
  throw new Error('There is no Chromium here: apt-get install chromium-headless-shell (or chromium), or set CHROMIUM_BIN.');
}

/** The system's own Chromium, without anything that talks to its maker. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: browserFile(),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

export const desktop = { viewport: { width: 1280, height: 800 } } satisfies BrowserContextOptions;
export const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
} satisfies BrowserContextOptions;

export interface Visit {
  person: string;
  language?: Language;
  options?: BrowserContextOptions;
  /** Where this person begins; the first page of the role if not given. */
  at?: string;
}

/** What a sign-in leaves in a browser: the tab's own storage, and the provider's cookies for other tabs. */
interface Arrival {
  stored: [key: string, value: string][];
  cookies: Cookies;
}
type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

/** By person: who signed in through the page once comes back with that session, as by opening the laptop. */
const arrivals = new Map<string, Arrival>();

/** One person at one device, signed in through the sign-in page: by hand the first time in a spec, kept for later devices. What the page complains of on its console is kept in `complaints`. */
export class Visitor {
  readonly complaints: string[] = [];
  private readonly asking = new Set<Request>();

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly suite: Suite,
  ) {}

  static async arrive(browser: Browser, { person, language = 'nl', options = desktop, at }: Visit): Promise<Visitor> {
    const suite = runningSuite();
    const visitor = await Visitor.open(browser, suite, { ...options, locale: `${language}-BE` });
    const arrival = arrivals.get(person);
    if (arrival) {
      await visitor.comeBack(arrival);
      await visitor.go(at ?? '/');
      return visitor;
    }
    await visitor.signIn(person);
    arrivals.set(person, await visitor.arrival());
    if (at !== undefined) await visitor.go(at);
    return visitor;
  }

  /**
   * A device with nobody signed in. It keeps no application of its own unless asked (`serviceWorkers: 'allow'`): to fetch it whole
   * for each new device costs a third of all work of the browser, and only what happens without network needs it.
   */
  static async open(browser: Browser, suite: Suite, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ timezoneId: 'Europe/Brussels', serviceWorkers: 'block', ...options });
    context.setDefaultTimeout(25_000);
    const page = await context.newPage();
    const visitor = new Visitor(context, page, suite);
    page.on('pageerror', (error) => visitor.complaints.push(String(error)));
    page.on('console', (message) => {
      // The network's own lines are about failures that the tests cause themselves.
      if (message.type() === 'error' && !/Failed to load resource|net::ERR|error occurred when fetching the script/.test(message.text()))
        visitor.complaints.push(message.text());
    });
    page.on('request', (request) => visitor.asking.add(request));
    for (const end of ['requestfinished', 'requestfailed'] as const) {
      page.on(end as 'requestfinished', (request) => void visitor.asking.delete(request));
    }
    return visitor;
  }

  /** Waits until nothing is being asked of the network and nothing is on its way on the page. The live feed never ends: it does not count. */
  async quiet(atMostMs = 3_000): Promise<void> {
    const until = Date.now() + atMostMs;
    let since = Date.now();
    while (Date.now() < until && Date.now() - since < 200) {
      await this.page.waitForTimeout(40);
      const asks = [...this.asking].some((request) => !request.url().endsWith('/v1/feed'));
      if (asks || (await this.page.locator('.loading').count()) > 0) since = Date.now();
    }
  }

  /** Waits until the feed is live and what it keeps current has been asked anew. */
  async live(): Promise<void> {
    await this.page.locator('.chip.feed.live').waitFor();
    await this.quiet();
  }

  /** To another place as a press on a link goes there: the application stays, which is how people go and many times quicker. */
  async walk(path: string): Promise<void> {
    this.asking.clear();
    await this.page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`);
    await this.page.locator('.shell h1').first().waitFor();
  }

  async signIn(person: string): Promise<void> {
    const { page, suite } = this;
    await page.goto(suite.console);
    await page.locator('.landing-card .button.main').click();
    await page.locator(`button[value="${person}"]`).click();
    await page.locator('.shell h1').first().waitFor();
  }

  private async arrival(): Promise<Arrival> {
    const stored = await this.page.evaluate<Arrival['stored']>('Object.entries(sessionStorage)');
    // A refresh token serves once: here it would serve every device of this person, which the provider takes for theft.
    const lasting = stored.map(([key, value]): [string, string] => [
      key,
      key.startsWith('oidc.user:') ? JSON.stringify({ ...JSON.parse(value), refresh_token: undefined }) : value,
    ]);
    return { stored: lasting, cookies: await this.context.cookies() };
  }

  /** Puts a session into this page, once: signing out stays signed out. */
  private async comeBack({ stored, cookies }: Arrival): Promise<void> {
    await this.context.addCookies(cookies);
    await this.page.addInitScript(
      `if (!sessionStorage.getItem('came-back')) for (const [key, value] of [...${JSON.stringify(stored)}, ['came-back', 'yes']]) sessionStorage.setItem(key, value);`,
    );
  }

  async go(path: string): Promise<void> {
    this.asking.clear();
    await this.page.goto(`${this.suite.console}${path}`);
    await this.page.locator('.shell h1').first().waitFor();
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

/** What runs inside the page: axe and our own measures, as text, because the page's security policy takes no other script. */
const inPage = (): string =>
  [createRequire(import.meta.url).resolve('axe-core/axe.min.js'), new URL('./in-page.js', import.meta.url)]
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n;');

type Measure =
  'barriers' | 'smallTargets' | 'overflows' | 'clipped' | 'moving' | 'barOverlaps' | 'mapTroubles' | 'boxes' | 'paints' | 'fonts';
async function ask<T>(page: Page, measure: Measure): Promise<T> {
  // Half a megabyte of axe is read once per document, not once per question.
  if (!(await page.evaluate<boolean>("typeof spilMeasures === 'object'"))) await page.evaluate(inPage());
  return page.evaluate<T>(`spilMeasures.${measure}()`);
}

/** What axe finds wrong by WCAG 2.2 AA and good practice, one line each; none is the only good answer. */
export const barriers = (page: Page): Promise<string[]> => ask(page, 'barriers');

/** Things the finger must hit that are smaller than 44 px; none is the only good answer. Text links in a sentence are exempt. */
export const smallTargets = (page: Page): Promise<string[]> => ask(page, 'smallTargets');

/** True when the page is wider than the device: then one must scroll sideways to read. */
export const overflows = (page: Page): Promise<boolean> => ask(page, 'overflows');

/** What is cut off where no scrolling reaches it; none is the only good answer. The map is for looking around in: it does not count. */
export const clipped = (page: Page): Promise<string[]> => ask(page, 'clipped');

/** What takes time to change or to play; none is the only good answer to who asked for less motion. */
export const moving = (page: Page): Promise<string[]> => ask(page, 'moving');

/** What in the bar lies over something else; none is the only good answer. */
export const barOverlaps = (page: Page): Promise<string[]> => ask(page, 'barOverlaps');

/** Maps without their zone in sight, names over names; none is the only good answer. */
export const mapTroubles = (page: Page): Promise<string[]> => ask(page, 'mapTroubles');

/** What the fonts of the pages are on this machine. */
export const fontsOf = (page: Page): Promise<string> => ask(page, 'fonts');

/** Where everything in `main` stands, how it is painted, and by which fonts: what one sees, in words that two machines agree on. */
export const looks = async (page: Page): Promise<{ fonts: string; boxes: string[]; paints: string[] }> => ({
  fonts: await fontsOf(page),
  boxes: await ask(page, 'boxes'),
  paints: await ask(page, 'paints'),
});

/** Counts what keeps the page from answering for more than 100 ms, from now on. */
export const watchLongTasks = (page: Page): Promise<unknown> =>
  page.evaluate(`window.spilLong = []; new PerformanceObserver((list) => {
    for (const task of list.getEntries()) if (task.duration > 100) window.spilLong.push(Math.round(task.duration));
  }).observe({ type: 'longtask' })`);
export const longTasks = (page: Page): Promise<number[]> => page.evaluate('window.spilLong');
