import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TimeLimit } from './timeLimit';
import { command } from './command';
import type { VSCode } from './edition';

export interface ServerOptions {
  /** Holds settings, state, logs and extensions: a user's own VS Code is left alone. */
  readonly dataFolder: string;
  /** Lets a page run tests and read terminals; never where a person works. */
  readonly testDriver?: boolean;
  readonly workspaceTrust?: boolean;
  /** The user's settings, and those of the machine, which a server keeps apart. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: NodeJS.ProcessEnv;
  /** The user that it runs as, whose own the data folder becomes; takes root. */
  readonly uid?: number;
}

/** A running VS Code server on the loopback interface. */
export interface Server {
  readonly port: number;
  /** Host and port, as `vscode-remote://` URIs want it. */
  readonly authority: string;
  /** The workbench's address, the secret token included. */
  address(query?: Readonly<Record<string, string>>): string;
  /** What the server has printed so far. */
  log(): string;
  /** Settles when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds, on an idle machine. */
const READY_WITHIN = 60_000;
const STOPS_WITHIN = 5_000;
const ready = /Extension host agent listening on (\d+)/;

/** Starts VS Code's server on a free port of 127.0.0.1 and waits until it takes connections. */
export async function startServer(code: VSCode, options: ServerOptions): Promise<Server> {
  const token = randomBytes(24).toString('hex');
  const { uid, env, dataFolder } = options;
  const args = await serverArguments(code, options, token);
  const user = uid === undefined ? {} : { uid, gid: uid };
  if (uid !== undefined) await giveTo(uid, dataFolder);
  const child = spawn(code.node, args, {
    // What it and its shells keep at home is not the home of whoever runs the tests. The shell of its terminals is told
    // too: where SHELL says nothing, VS Code takes the account's, and that of the user nobody is one that only refuses.
    // They leave no history of their commands, which they would write when the server has ended and its folder goes.
    // What is recorded is not kept among what the user's own VS Code has recorded.
    env: {
      ...process.env,
      SHELL: '/bin/bash',
      HISTFILE: '',
      NETSTAT_HISTORY_FOLDER: join(dataFolder, 'history'),
      ...(uid !== undefined && { HOME: dataFolder }),
      ...env,
    },
    ...(uid !== undefined && { cwd: dataFolder }),
    ...user,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const ended = once(child, 'close').then(() => void process.off('exit', killWithUs));
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-100_000);
    });
  }
  const port = await waitForPort(child, () => log);
  const authority = `127.0.0.1:${port}`;
  return {
    port,
    authority,
    address: (query = {}) => `http://${authority}/?${new URLSearchParams({ tkn: token, ...query })}`,
    log: () => log,
    ended,
    stop: () => stop(child, ended),
  };
}

/** Makes a folder, and all that is in it, a user's own. */
async function giveTo(uid: number, folder: string): Promise<void> {
  await command('chown', ['-R', '--no-dereference', `${uid}:${uid}`, folder]);
}

/** Installs a packaged extension for the servers that use this data folder. */
export async function installExtension(code: VSCode, dataFolder: string, vsix: string): Promise<void> {
  const main = join(code.server, 'out/server-main.js');
  await command(code.node, [main, ...folderArguments(dataFolder), '--install-extension', vsix, '--force']);
}

function folderArguments(dataFolder: string): string[] {
  return ['--server-data-dir', dataFolder, '--extensions-dir', join(dataFolder, 'extensions')];
}

async function serverArguments(code: VSCode, options: ServerOptions, token: string): Promise<string[]> {
  await mkdir(options.dataFolder, { recursive: true });
  if (options.settings !== undefined) await writeSettings(options.dataFolder, options.settings);
  const tokenFile = join(options.dataFolder, 'connection-token');
  await writeFile(tokenFile, token, { mode: 0o600 });
  return [
    join(code.server, 'out/server-main.js'),
    '--host=127.0.0.1',
    '--port=0',
    `--connection-token-file=${tokenFile}`,
    '--accept-server-license-terms',
    '--disable-telemetry',
    ...folderArguments(options.dataFolder),
    ...(options.testDriver ? ['--enable-smoke-test-driver'] : []),
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
  ];
}

async function writeSettings(dataFolder: string, settings: object): Promise<void> {
  for (const whose of ['User', 'Machine']) {
    const folder = join(dataFolder, 'data', whose);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, undefined, 2));
  }
}

function waitForPort(child: ChildProcess, log: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (what: string): void => {
      stopWaiting();
      child.kill('SIGKILL');
      reject(new Error(`VS Code's server ${what}. It printed:\n${log()}`));
    };
    const limit = new TimeLimit(READY_WITHIN);
    const stopWaiting = limit.onceOver(() => fail(`was not ready within ${limit.text}`));
    child.once('error', (error) => fail(`could not be started (${error.message})`));
    child.once('exit', (code, signal) => fail(`ended before it was ready (${signal ?? code})`));
    child.stdout?.on('data', () => {
      const port = ready.exec(log())?.[1];
      if (!port) return;
      stopWaiting();
      child.removeAllListeners('exit');
      resolve(Number(port));
    });
  });
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM');
  const stopWaiting = new TimeLimit(STOPS_WITHIN).onceOver(() => child.kill('SIGKILL'));
  await ended;
  stopWaiting();
}
