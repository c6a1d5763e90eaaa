import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fixtures } from '../host/paths';

/** A program that somebody works on: what its manifest calls it, and how it is started in its folder. */
interface App {
  readonly name: string;
  /** A file that is there, and makes the program what it is. */
  readonly file: string;
  readonly args?: readonly string[];
  readonly options?: readonly string[];
  /** Where it listens, "HOST:PORT". */
  readonly places: readonly string[];
}

/** What a developer has running: seven listeners, one of them a debugger's that Node itself opens. */
const APPS: readonly App[] = [
  {
    name: 'web',
    file: 'node_modules/next/dist/bin/next',
    args: ['dev', '--turbopack'],
    places: ['0.0.0.0:3000', ':::3000'],
  },
  {
    name: 'api',
    file: 'src/server.js',
    options: ['--inspect=127.0.0.1:9229'],
    places: ['127.0.0.1:4000'],
  },
  { name: 'shop', file: 'node_modules/vite/bin/vite.js', places: ['127.0.0.1:5173'] },
  { name: 'ui', file: 'node_modules/storybook/bin/index.cjs', args: ['dev'], places: ['0.0.0.0:6006'] },
  { name: 'admin', file: 'node_modules/astro/astro.js', args: ['dev'], places: ['127.0.0.1:4321'] },
  { name: 'orders', file: 'worker.js', places: ['192.0.2.2:8125'] },
];

/** Listeners of those. */
export const FEW = 7;

/** Services of a large machine, which share what is missing to a number of listeners. */
const SERVICES =
  'accounts billing catalog gateway invoices ledger mailer orders quotes search stock tracking'.split(' ');

/** The network's, and this machine's alone. */
const HOSTS = ['0.0.0.0', '127.0.0.1'] as const;

const FIRST_PORT = 11_000;
const LISTENS = resolve(fixtures, 'programs/listens.js');

/**
 * Programs, each in a folder of its own with a manifest, that listen on as many ports as are asked for: a few of a
 * workspace, all others of the machine.
 */
export class GlanceScene {
  readonly #workspace: string;
  readonly #elsewhere: string;
  readonly #running: ChildProcess[] = [];
  #listeners = 0;

  /** Both folders are empty. */
  constructor(workspace: string, elsewhere: string) {
    this.#workspace = workspace;
    this.#elsewhere = elsewhere;
  }

  /** Starts more programs, until there are so many listeners. */
  async grow(listeners: number): Promise<void> {
    if (this.#listeners === 0) {
      await Promise.all(APPS.map((app) => this.#start(this.#workspace, app)));
      this.#listeners = FEW;
    }
    const more = Array.from({ length: listeners - this.#listeners }, (_, at) => this.#listeners + at);
    this.#listeners += more.length;
    const services = SERVICES.map((name, at) => {
      const own = more.filter((number) => number % SERVICES.length === at);
      const host = at % 3 === 0 ? HOSTS[0] : HOSTS[1];
      return { name, file: 'server.js', places: own.map((number) => `${host}:${FIRST_PORT + number}`) };
    });
    // A group is folded for how many it has when it is first seen: those of the network are there before there are groups.
    for (const host of HOSTS) {
      const grown = services.filter(({ places: [place] }) => place?.startsWith(host));
      await Promise.all(grown.map((service) => this.#start(this.#elsewhere, service)));
    }
  }

  /** Ends all of them. */
  end(): void {
    for (const child of this.#running) child.kill();
  }

  async #start(below: string, { name, file, args = [], options = [], places }: App): Promise<void> {
    const folder = join(below, name);
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: `@acme/${name}` }));
    writeFileSync(join(folder, file), `require(${JSON.stringify(LISTENS)});\n`);
    const child = spawn(process.execPath, [...options, join(folder, file), ...args], {
      ...{ argv0: 'node', cwd: folder },
      env: { ...process.env, PORTS: places.join(' ') },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#running.push(child);
    const [told] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [unknown];
    if (!(told instanceof Buffer)) throw new Error(`${name} has ended with ${String(told)}.`);
  }
}
