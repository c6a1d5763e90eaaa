import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { type ListenOptions, type Server, type Socket, createConnection, createServer } from 'node:net';

/** Sockets and processes for a benchmark, on loopback. */
export interface Load {
  /** Connections begin to come and go, so many a second. */
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
 * Opens connections (two sockets each) and gives them to `sleep` processes, which inherit them; this process keeps
 * the listeners alone, so that any number of sockets needs no raised limits. Every process inherits the first
 * listener: it has as many owners.
 * @param sockets about how many sockets to have
 * @param processes how many processes hold them
 */
export async function startLoad(sockets: number, processes: number): Promise<Load> {
  const holders: ChildProcess[] = [];
  const listeners: Listener[] = [];
  const unix = await Listener.open({ path: `\0netstat-bench-${process.pid}` });
  const rest = Array.from({ length: OTHER_FILES }, () => openSync('/dev/null', 'r+'));
  const pairs = Math.floor(sockets / 2);
  for (let i = 0, made = 0; i < processes; i++) {
    const mine: Socket[] = [];
    for (const end = Math.floor((pairs * (i + 1)) / processes); made < end; made++) {
      if (made >= listeners.length * PER_LISTENER) {
        listeners.push(
          await Listener.open({ port: 0, host: `127.0.0.${1 + listeners.length}`, backlog: 512 }),
        );
      }
      const listener = made % UNIX_SHARE === 0 ? unix : listeners.at(-1);
      if (listener !== undefined) mine.push(...(await listener.connect()));
    }
    const shared = listeners[0] === undefined ? [] : [descriptorOf(listeners[0].server)];
    const files = [...rest, ...shared, ...mine.map(descriptorOf)];
    holders.push(spawn('sleep', ['3600'], { stdio: ['ignore', 'ignore', 'ignore', ...files] }));
    for (const socket of mine) socket.destroy();
  }
  for (const file of rest) closeSync(file);

  const open: Socket[][] = [];
  let timer: NodeJS.Timeout | undefined;
  return {
    churn: (perSecond) => {
      timer = setInterval(() => {
        void listeners[0]?.connect().then((pair) => open.push(pair));
        if (open.length > 20) for (const socket of open.shift() ?? []) socket.resetAndDestroy();
      }, 1000 / perSecond);
    },
    rest: () => clearInterval(timer),
    stop: async () => {
      clearInterval(timer);
      const ended = holders.map((holder) => new Promise((done) => holder.once('exit', done)));
      for (const holder of holders) holder.kill('SIGKILL');
      for (const socket of open.flat()) socket.destroy();
      for (const { server } of [...listeners, unix]) server.close();
      await Promise.all(ended);
    },
  };
}

/** A listener that gives both ends of its connections. */
class Listener {
  readonly #accepted: Socket[] = [];
  #waiting: ((socket: Socket) => void) | undefined;

  readonly server: Server;
  readonly #options: ListenOptions;

  private constructor(server: Server, options: ListenOptions) {
    this.server = server;
    this.#options = options;
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      if (this.#waiting === undefined) this.#accepted.push(socket);
      else this.#waiting(socket);
      this.#waiting = undefined;
    });
  }

  static async open(options: ListenOptions): Promise<Listener> {
    const server = createServer({ pauseOnConnect: true });
    await new Promise<void>((ready, failed) => server.once('error', failed).listen(options, ready));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : undefined;
    return new Listener(server, port === undefined ? options : { host: options.host, port });
  }

  /** Both ends of a new connection. */
  async connect(): Promise<[Socket, Socket]> {
    const { host = '', port = 0, path } = this.#options;
    const client = path === undefined ? createConnection({ host, port }) : createConnection(path);
    const accepted = new Promise<Socket>((accept) => {
      const ready = this.#accepted.shift();
      if (ready === undefined) this.#waiting = accept;
      else accept(ready);
    });
    await new Promise<void>((connected, failed) => client.once('connect', connected).once('error', failed));
    client.on('error', () => undefined);
    return [client, await accepted];
  }
}

/** Node gives away no descriptor but through the handle below its sockets. */
function descriptorOf(owner: Socket | Server): number {
  const handle: unknown = Reflect.get(owner, '_handle');
  const descriptor: unknown =
    typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : undefined;
  if (typeof descriptor !== 'number' || descriptor < 0)
    throw new Error('This Node gives no descriptors of sockets.');
  return descriptor;
}
