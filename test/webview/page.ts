import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import {
  type PageMessage,
  type PageStart,
  type PlaceState,
  type SharedState,
  USUAL_COLUMNS,
} from '../../src/core/traffic/messages';
import type { HostMessage } from '../../src/core/traffic/messages';
import { startBrowser } from '../host/browser';
import { repository } from '../host/paths';
import { until } from '../host/until';
import { type ThemeName, THEMES, themeVariables } from './themes';

/** Where the page lies: answered by the test itself, never by a network. */
const ORIGIN = 'https://traffic.invalid';

/** As the product's: nothing but its own script, style, and images that it makes itself. */
const POLICY = `default-src 'none'; script-src ${ORIGIN}; style-src ${ORIGIN}`;

/** Sizes of windows in pixels. */
export const SIZES = {
  editor: { width: 1200, height: 800 },
  panel: { width: 1200, height: 200 },
  narrow: { width: 400, height: 600 },
  wide: { width: 1400, height: 900 },
  tab: { width: 1000, height: 600 },
  low: { width: 1200, height: 160 },
  half: { width: 500, height: 600 },
  least: { width: 320, height: 600 },
} as const;

/** How a page is opened. */
export interface Opening {
  readonly theme?: ThemeName;
  readonly size?: keyof typeof SIZES;
  readonly rows?: number;
  readonly shared?: Partial<SharedState>;
  readonly kept?: Partial<PlaceState>;
  readonly texts?: PageStart['texts'];
  readonly reducedMotion?: boolean;
  readonly isHard?: boolean;
  readonly isSilent?: boolean;
}

let browser: Browser | undefined;
let hostScript: string | undefined;

/** Ends the browser, at the end of a file of tests. */
export async function endBrowser(): Promise<void> {
  await browser?.close();
  browser = undefined;
}

/** A page that was opened, and what may be done with it. */
export class TrafficPage {
  readonly page: Page;
  /** What went wrong in it: errors, and what its policy forbade. */
  readonly #wrong: string[];
  readonly #context: BrowserContext;

  constructor(page: Page, context: BrowserContext, wrong: string[]) {
    this.page = page;
    this.#context = context;
    this.#wrong = wrong;
  }

  /** Ends it. @throws where something was wrong in it */
  async close(): Promise<void> {
    await this.#context.close();
    assert.deepEqual(this.#wrong, []);
  }

  /** What it has told the host, of one kind. */
  async told<K extends PageMessage['kind']>(kind: K): Promise<Extract<PageMessage, { kind: K }>[]> {
    const all = await this.page.evaluate(() => window.trafficHost.messages);
    return all.filter((message): message is Extract<PageMessage, { kind: K }> => message.kind === kind);
  }

  /** Waits until it tells something. */
  async untilTold<K extends PageMessage['kind']>(
    kind: K,
    is: (message: Extract<PageMessage, { kind: K }>) => boolean = () => true,
  ): Promise<Extract<PageMessage, { kind: K }>> {
    return until(`a message "${kind}"`, async () => (await this.told(kind)).findLast(is));
  }

  async say(message: HostMessage): Promise<void> {
    await this.page.evaluate((said) => window.trafficHost.say(said), message);
  }

  async sample(): Promise<void> {
    await this.page.evaluate(() => window.trafficHost.sample());
  }

  /** The texts of a row, by its place in the order; undefined where it is not drawn, or not there yet. */
  async row(place: number): Promise<string[] | undefined> {
    const row = this.page.locator(`.rows [data-place="${place}"]`);
    if ((await row.count()) === 0 || (await row.locator('.awaited').count()) > 0) return undefined;
    return row.locator('.cell').allTextContents();
  }

  /** Waits until a row is there. */
  async untilRow(place: number): Promise<string[]> {
    return until(`row ${place}`, () => this.row(place));
  }

  /** The titles of the columns. */
  async titles(): Promise<string[]> {
    return this.page.locator('.head .text').allInnerTexts();
  }

  /** Places of rows that are selected. */
  async selected(): Promise<number[]> {
    const places = await this.page
      .locator('.rows .is-selected')
      .evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset['place'])));
    return places.sort((a, b) => a - b);
  }

  async picture(name: string): Promise<void> {
    const folder = join(repository, 'out/screenshots');
    await mkdir(folder, { recursive: true });
    // As it is once what appeared has faded in.
    await this.page.evaluate(() =>
      Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
    );
    await this.page.screenshot({ path: join(folder, `traffic-${name}.png`) });
  }
}

/** Opens the page that was built, in a browser, beside a made-up host. */
export async function openPage(opening: Opening = {}): Promise<TrafficPage> {
  const { theme = 'dark', size = 'editor', rows = 340, reducedMotion = false, isSilent = false } = opening;
  browser ??= await startBrowser();
  const context = await browser.newContext({
    viewport: SIZES[size],
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text());
  });
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    const answer = await fileOf(pathname, opening, theme, size);
    if (answer === undefined) return route.abort();
    return route.fulfill(answer);
  });
  const state = opening.kept && { ...FIRST, ...opening.kept };
  await page.addInitScript({
    content: `window.trafficHostOptions = ${JSON.stringify({ rows, state, isSilent, isHard: opening.isHard })};\n${await hostBundle()}`,
  });
  await page.goto(`${ORIGIN}/`);
  const opened = new TrafficPage(page, context, wrong);
  if (!isSilent) await opened.untilTold('view');
  return opened;
}

const FIRST: PlaceState = { kind: 'connections', sort: [], window: 1, hiddenSeries: [], detailsHeight: 0 };

const SHARED: SharedState = {
  filter: '',
  isPinned: false,
  isPaused: false,
  columns: USUAL_COLUMNS,
  units: 'bytes',
  names: 'services',
  namespace: '',
  emptiness: '',
  isKnown: true,
};

interface Answer {
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Record<string, string>;
}

async function fileOf(
  path: string,
  opening: Opening,
  theme: ThemeName,
  size: keyof typeof SIZES,
): Promise<Answer | undefined> {
  switch (path) {
    case '/':
      return html(opening, theme, size);
    case '/traffic.js':
      return { contentType: 'text/javascript', body: await built('traffic.js') };
    case '/traffic.css':
      return { contentType: 'text/css', body: await built('traffic.css') };
    case '/theme.css':
      return { contentType: 'text/css', body: themeStyle(theme) };
    default:
      return undefined;
  }
}

function html({ shared, texts = {} }: Opening, theme: ThemeName, size: keyof typeof SIZES): Answer {
  const start: PageStart = {
    place: size === 'panel' || size === 'low' ? 'panel' : 'editor',
    shared: { ...SHARED, ...shared },
    texts,
    language: 'en',
  };
  const data = JSON.stringify(start).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const body = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Traffic</title>
<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/traffic.css"></head>
<body class="${THEMES[theme].body}" data-start="${data}"><script src="/traffic.js"></script></body></html>`;
  return { contentType: 'text/html', body, headers: { 'Content-Security-Policy': POLICY } };
}

/** VS Code gives a page its theme's variables, and this much of style. */
function themeStyle(theme: ThemeName): string {
  const variables = Object.entries(themeVariables(theme)).map(([name, value]) => `${name}: ${value};`);
  return `html { ${variables.join(' ')} scrollbar-color: var(--vscode-scrollbarSlider-background) transparent; }
body { padding: 0 20px; background: transparent; color: var(--vscode-editor-foreground); }`;
}

/** What `npm run build` made. */
export async function built(name: string): Promise<string> {
  return readFile(join(repository, 'dist', name), 'utf8');
}

async function hostBundle(): Promise<string> {
  hostScript ??= (
    await build({
      entryPoints: [join(__dirname, 'fakeHost.ts')],
      bundle: true,
      write: false,
      format: 'iife',
      target: 'chrome128',
    })
  ).outputFiles[0]?.text;
  return hostScript ?? '';
}

/** Has the page another theme, as VS Code does while it is open. */
export async function changeTheme({ page }: TrafficPage, theme: ThemeName): Promise<void> {
  await page.evaluate(
    ([body, variables]) => {
      const { style } = document.documentElement;
      for (const name of [...style]) style.removeProperty(name);
      for (const [name, value] of Object.entries(variables)) style.setProperty(name, value);
      document.body.className = body;
    },
    [THEMES[theme].body, themeVariables(theme)] as const,
  );
}
