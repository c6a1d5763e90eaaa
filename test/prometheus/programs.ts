import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { repository } from '../host/paths';
import { until } from '../host/until';

export const NETSTAT = join(repository, 'dist/netstat.js');

/** A program that runs beside a test. */
export class Program {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  log = '';

  constructor(file: string, args: readonly string[]) {
    this.#child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#ended = once(this.#child, 'close');
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream
        ?.setEncoding('utf8')
        .on('data', (text: string) => (this.log = (this.log + text).slice(-100_000)));
    }
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Waits until it has printed what matches, or says what it did instead. */
  async printed(pattern: RegExp): Promise<void> {
    await until(`${String(pattern)} of ${this.#child.spawnfile}`, () => {
      if (this.#child.exitCode !== null) throw new Error(`${this.#child.spawnfile} ended:\n${this.log}`);
      return pattern.test(this.log);
    });
  }

  /** Ends it. @returns its exit status, or the signal that ended it */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | string | null> {
    this.#child.kill(signal);
    await this.#ended;
    return this.#child.exitCode ?? this.#child.signalCode;
  }
}

/** Starts `netstat --prometheus --serve` and waits until it listens. */
export async function serve(port: number, ...args: readonly string[]): Promise<Program> {
  const program = new Program(process.execPath, [
    NETSTAT,
    '--prometheus',
    `--serve=127.0.0.1:${port}`,
    ...args,
  ]);
  await program.printed(/^http:.*\/metrics$/m);
  return program;
}

/** An answer over HTTP. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

export async function get(url: string, accept = '*/*'): Promise<Answer> {
  const response = await fetch(url, { headers: { accept } });
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    text: await response.text(),
  };
}

/** Hands requests on to a server and its answers back, and keeps the types of those. */
export class Relay {
  readonly types = new Set<string>();
  readonly #server: Server;

  /** @param accept what the server is told to be wanted, in the place of what is */
  constructor(port: number, to: number, accept?: string) {
    const hand = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const wanted = accept ?? request.headers.accept;
      const { status, type, text } = await get(`http://127.0.0.1:${to}${request.url ?? ''}`, wanted);
      this.types.add(type);
      response.writeHead(status, { 'content-type': type }).end(text);
    };
    this.#server = createServer((request, response) => void hand(request, response));
    this.#server.listen(port, '127.0.0.1');
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** A port that nobody has. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('No port.');
  return address.port;
}
