import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, PageScreenshotOptions } from 'playwright-core';
import { repository } from '../host/paths';
import { Dialog } from './dialog';
import { keepFailure } from './failures';
import { clearTheWay, moveMouseAway } from './mouse';
import { Notifications } from './notifications';
import { until } from './poll';
import { QuickInput } from './quickInput';
import type { Session } from './session';
import { Terminal } from './terminal';
import { View } from './view';

/** Where pictures of windows go. */
export const SCREENSHOTS = join(repository, 'out/screenshots');

/** The color themes of each kind: their names, and the class that the workbench's element has then. */
export const themes = {
  light: { name: 'Light Modern', kind: 'vs' },
  dark: { name: 'Dark Modern', kind: 'vs-dark' },
  highContrast: { name: 'Dark High Contrast', kind: 'hc-black' },
  highContrastLight: { name: 'Light High Contrast', kind: 'hc-light' },
} as const;

/** A part of a window, in pixels. */
export type PictureClip = NonNullable<PageScreenshotOptions['clip']>;

export interface WorkbenchOptions {
  /** The workspace folder; an empty one where not given. */
  readonly folder?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Settings that keep out of sight what is not under test. */
const quiet = {
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'chat.commandCenter.enabled': false,
  'extensions.ignoreRecommendations': true,
  'terminal.integrated.gpuAcceleration': 'off',
  'terminal.integrated.initialHint': false,
};

/** A VS Code window with the extension installed, as a person sees and uses it. */
export class Workbench {
  /** What all scenarios share; set before the first of them. */
  static session: Session;
  /** The windows that are open now. */
  static readonly open = new Set<Workbench>();

  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly dialog: Dialog;
  readonly notifications: Notifications;
  readonly terminal: Terminal;
  #settings: Readonly<Record<string, unknown>>;

  private constructor(page: Page, settings: Readonly<Record<string, unknown>>) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.dialog = new Dialog(page);
    this.notifications = new Notifications(page);
    this.terminal = new Terminal(page);
    this.#settings = settings;
  }

  /** Opens a window and waits until it can be used. */
  static async start(options: WorkbenchOptions = {}): Promise<Workbench> {
    const { session } = Workbench;
    const settings = { ...quiet, ...options.settings };
    await session.writeSettings(settings);
    const page = await (await session.newWindow()).newPage();
    const workbench = new Workbench(page, settings);
    Workbench.open.add(workbench);
    const folder = options.folder ?? (await session.newFolder());
    await page.goto(session.server.address({ folder }));
    try {
      await workbench.#ready();
    } catch (error) {
      await keepFailure('a window that did not start', page, session.server.log());
      throw error;
    }
    return workbench;
  }

  /** Closes the window. */
  async close(): Promise<void> {
    Workbench.open.delete(this);
    await this.page.context().close();
  }

  /** Runs a command from the command palette by its whole title, category included. */
  async runCommand(title: string): Promise<void> {
    // As a person does: a palette that closes at once is opened again. A tree view that is drawn anew in the very
    // moment in which it loses the focus takes it back (VS Code's `TreeView.doRefresh`), and the palette closes.
    await until('the command palette', async () => {
      await this.page.keyboard.press('F1');
      return (await this.quickInput.hasOpened()) && this.quickInput.tryToType(`>${title}`);
    });
    await this.quickInput.choose(title);
  }

  /** Shows a view container by its title, as a click on its icon in the activity bar does. */
  async openContainer(title: string): Promise<void> {
    const icon = this.page.locator(`.activitybar .action-item:has(.action-label[aria-label^="${title}"])`);
    await icon.waitFor();
    if ((await icon.getAttribute('aria-expanded')) !== 'true') {
      await clearTheWay(this.page);
      await icon.click();
    }
    await moveMouseAway(this.page);
    await until(
      `${title} in the side bar`,
      async () => (await icon.getAttribute('aria-expanded')) === 'true',
    );
  }

  /** Drags the edge of the side bar until that is so wide, in pixels. */
  async resizeSideBar(width: number): Promise<void> {
    const sideBar = this.page.locator('.part.sidebar');
    await until(`a side bar of ${width} pixels`, async () => {
      const box = await sideBar.boundingBox();
      if (box === null) return false;
      if (Math.round(box.width) === width) return true;
      const middle = box.y + box.height / 2;
      await this.page.mouse.move(box.x + box.width, middle);
      await this.page.mouse.down();
      await this.page.mouse.move(box.x + width, middle, { steps: 4 });
      await this.page.mouse.up();
      return false;
    });
  }

  /** A tree view of the container in sight. */
  view(title: string): View {
    return new View(this.page, title);
  }

  /** Presses keys one after the other, in Playwright's names ("ArrowDown", "Control+c"). */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** The texts of the status bar's items. */
  async statusBar(): Promise<string[]> {
    return this.page.locator('.statusbar-item:visible').allInnerTexts();
  }

  /** What is on the clipboard. */
  async clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Opens a terminal and waits for its prompt. */
  async openTerminal(): Promise<Terminal> {
    await this.runCommand('Terminal: Create New Terminal');
    await until('a terminal with a prompt', async () => (await this.terminal.text()) !== '');
    return this.terminal;
  }

  /** Changes the user's settings, and reloads the window: its layout stays. */
  async set(settings: Readonly<Record<string, unknown>>): Promise<void> {
    this.#settings = { ...this.#settings, ...settings };
    await Workbench.session.writeSettings(this.#settings);
    await this.page.reload();
    await this.#ready();
  }

  /** Reloads the window as a person does: what is to be kept is kept before. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.#ready();
  }

  /** Changes the color theme as a person does, without a reload, and waits until it shows. */
  async setTheme(theme: keyof typeof themes): Promise<void> {
    const { name, kind } = themes[theme];
    await this.runCommand('Preferences: Color Theme');
    await this.quickInput.type(name);
    await this.quickInput.choose(name);
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
    this.#settings = { ...this.#settings, 'workbench.colorTheme': name };
  }

  async #ready(): Promise<void> {
    await this.page.locator('.activitybar .action-label[aria-label^="Explorer"]').waitFor();
  }

  /**
   * Keeps a picture of a part of the window as a file of WebP's lossless kind, which is half of a PNG's size.
   * @returns its size in bytes
   */
  async picture(file: string, clip: PictureClip): Promise<number> {
    const png = (await this.page.screenshot({ clip, animations: 'disabled' })).toString('base64');
    // The workbench allows no pictures from elsewhere.
    const page = await this.page.context().newPage();
    try {
      const url = await page.evaluate(async (source) => {
        const picture = new Image();
        picture.src = `data:image/png;base64,${source}`;
        await picture.decode();
        const canvas = document.createElement('canvas');
        Object.assign(canvas, { width: picture.width, height: picture.height });
        canvas.getContext('2d', { alpha: false })?.drawImage(picture, 0, 0);
        // With the best quality Chromium writes it without loss.
        return canvas.toDataURL('image/webp', 1);
      }, png);
      const bytes = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
      await writeFile(file, bytes);
      return bytes.length;
    } finally {
      await page.close();
    }
  }

  /** Keeps a picture of the window as out/screenshots/NAME.png. */
  async screenshot(name: string): Promise<void> {
    await mkdir(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: 'disabled' });
  }
}
