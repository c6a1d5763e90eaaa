import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { thisTarget } from '../../src/node/system/target';
import { packageExtension } from '../../src/build/package';
import { startBrowser } from '../host/browser';
import { fetchEdition } from '../host/edition';
import { stretched } from '../host/timeLimit';
import { installExtension, type Server, startServer } from '../host/server';

/** Milliseconds that each step in a window may take on an idle machine. */
export const STEP_WITHIN = 30_000;

/** A VS Code server with the packaged extension installed, and a browser: one of each for all scenarios. */
export interface Session {
  readonly server: Server;
  /** A window of its own: nothing of an earlier scenario's layout is left in it. */
  newWindow(): Promise<BrowserContext>;
  /** Replaces the user's settings; an open workbench takes them over by itself. */
  writeSettings(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** The same for those of the machine, which alone hold what a server's machine is set to. */
  writeMachineSettings(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** An empty folder to open as the workspace. */
  newFolder(): Promise<string>;
  stop(): Promise<void>;
}

export interface SessionOptions {
  /** Packaged extensions to install beside ours. */
  readonly others?: readonly string[];
  /** Variables of VS Code's environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** The user that VS Code runs as; takes root. */
  readonly uid?: number;
}

/** Packages the extension, installs it in a fresh VS Code and starts that. */
export async function startSession({ others = [], env, uid }: SessionOptions = {}): Promise<Session> {
  const code = await fetchEdition('newest');
  const root = await mkdtemp(join(tmpdir(), 'netstat-e2e-'));
  const vsix = join(root, 'netstat.vsix');
  const dataFolder = join(root, 'data');
  await packageExtension(vsix, thisTarget());
  for (const file of [vsix, ...others]) await installExtension(code, dataFolder, file);
  if (uid !== undefined) {
    // Others find the way to their folders below it, and no more.
    await chmod(root, 0o711);
    // The folder of the settings becomes the user's with the rest: VS Code keeps its state there too.
    await writeSettings(dataFolder, {});
  }
  const server = await startServer(code, {
    dataFolder,
    ...(env && { env }),
    ...(uid !== undefined && { uid }),
  });
  const browser = await startBrowser();
  return {
    server,
    newWindow: () => newWindow(browser),
    writeSettings: (settings) => writeSettings(dataFolder, settings),
    writeMachineSettings: (settings) => writeSettings(dataFolder, settings, 'Machine'),
    newFolder: async () => {
      const folder = await mkdtemp(join(root, 'workspace-'));
      if (uid !== undefined) await chown(folder, uid, uid);
      return folder;
    },
    stop: async () => {
      await browser.close();
      await server.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function newWindow(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(stretched(STEP_WITHIN));
  // tsx wraps named functions in a helper of this name; functions that are evaluated in the page need it too.
  await context.addInitScript('globalThis.__name = (named) => named');
  return context;
}

async function writeSettings(
  dataFolder: string,
  settings: Readonly<Record<string, unknown>>,
  whose: 'User' | 'Machine' = 'User',
): Promise<void> {
  const folder = join(dataFolder, 'data', whose);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, undefined, 2));
}
