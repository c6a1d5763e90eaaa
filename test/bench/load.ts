import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Socket } from 'node:net';
import { descriptorOf } from './descriptor';
import type { Holdings } from './holdings';
import { Listener } from './listener';
import { openMix } from './mix';
import { openServices } from './services';

/** Sockets and processes for a benchmark, on loopback. */
export interface Load {
  /** Connections come and go from now on, so many a second, whatever was asked before. */
  churn(perSecond: number): void;
  /** They stop; what is open stays open. */
  rest(): void;
  stop(): Promise<void>;
}

/** Connections that share one listener, below the number of ports that a client address has. */
const PER_LISTENER = 5_000;

/** Of so many connections one is a UNIX one. */
const UNIX_SHARE = 5;

/** Other files that each process has open. */
const OTHER_FILES = 20;

/**
 * What a load is of: connections alone, TCP's and UNIX ones; what a machine has of each kind; or a service for each process.
 */
export type Kind = keyof typeof KINDS;

/**
 * Opens sockets and gives them to `sleep` processes, which inherit them; this process keeps listeners alone, so that any
 * number of sockets needs no raised limits.
 * @param sockets about how many sockets to have
 * @param processes how many processes hold them
 */
export async function startLoad(
  sockets: number,
  processes: number,
  kind: Kind = 'connections',
): Promise<Load> {
  const holders: ChildProcess[] = [];
  const holdings = await KINDS[kind](sockets, processes);
  const rest = Array.from({ length: OTHER_FILES }, () => openSync('/dev/null', 'r+'));
  for (let i = 0; i < processes; i++) {
    const { files, release } = await holdings.hold(i);
    holders.push(spawn('sleep', ['3600'], { stdio: ['ignore', 'ignore', 'ignore', ...rest, ...files] }));
    release();
  }
  for (const file of rest) closeSync(file);

  const open: Socket[][] = [];
  let timer: NodeJS.Timeout | undefined;
  return {
    churn: (perSecond) => {
      clearInterval(timer);
      timer = setInterval(() => {
        void holdings.churning?.connect().then((pair) => open.push(pair));
        if (open.length > 20) for (const socket of open.shift() ?? []) socket.resetAndDestroy();
      }, 1000 / perSecond);
    },
    rest: () => clearInterval(timer),
    stop: async () => {
      clearInterval(timer);
      const ended = holders.map((holder) => new Promise((done) => holder.once('exit', done)));
      for (const holder of holders) holder.kill('SIGKILL');
      for (const socket of open.flat()) socket.destroy();
      holdings.close();
      await Promise.all(ended);
      holdings.ended?.();
    },
  };
}

/** Connections alone (two sockets each). Every process inherits the first listener: it has as many owners. */
async function openConnections(sockets: number, processes: number): Promise<Holdings> {
  const listeners = [await openListener(0)];
  const unix = await Listener.open({ path: `\0netstat-bench-${process.pid}` });
  const pairs = Math.floor(sockets / 2);
  let made = 0;
  return {
    hold: async (i) => {
      const mine: Socket[] = [];
      for (const end = Math.floor((pairs * (i + 1)) / processes); made < end; made++) {
        if (made >= listeners.length * PER_LISTENER) listeners.push(await openListener(listeners.length));
        const listener = made % UNIX_SHARE === 0 ? unix : listeners.at(-1);
        if (listener !== undefined) mine.push(...(await listener.connect()));
      }
      const shared = listeners.slice(0, 1).map(({ server }) => descriptorOf(server));
      return {
        files: [...shared, ...mine.map(descriptorOf)],
        release: () => {
          for (const socket of mine) socket.destroy();
        },
      };
    },
    churning: listeners[0],
    close: () => {
      for (const { server } of [...listeners, unix]) server.close();
    },
  };
}

const KINDS = {
  connections: openConnections,
  mix: openMix,
  services: (_sockets: number, _processes: number) => Promise.resolve(openServices()),
} as const;

/** Each has an address of its own: a client address has but so many ports. */
function openListener(number: number): Promise<Listener> {
  return Listener.open({ port: 0, host: `127.0.0.${1 + number}`, backlog: 512 });
}
