import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a connection is answered with: the request as it came so far, which may come again as it grows. */
export type Answering = (connection: Socket, request: string) => void;

/** A server on a UNIX socket of its own, which answers what a test says. */
export class EngineServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'netstat-engine-'));
  readonly path = join(this.folder, 'engine.sock');
  /** The first line of each request. */
  readonly requests: string[] = [];
  answering: Answering = (connection) => connection.end();
  readonly #connections = new Set<Socket>();
  #server: Server | undefined;

  async start(): Promise<void> {
    this.#server = createServer((connection) => {
      this.#connections.add(connection);
      connection.on('error', () => undefined);
      connection.on('close', () => this.#connections.delete(connection));
      connection.once('data', (data) => {
        const request = data.toString('latin1');
        this.requests.push(request.split('\r\n')[0] ?? '');
        this.answering(connection, request);
      });
    });
    this.#server.listen(this.path);
    await once(this.#server, 'listening');
  }

  /** How many connections are open. */
  get open(): number {
    return this.#connections.size;
  }

  /** Ends all connections, and the server, whose socket goes. */
  async stop(): Promise<void> {
    for (const connection of this.#connections) connection.destroy();
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    server.close();
    await once(server, 'close');
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** An answer of HTTP. */
export function response(body: string, status = 200, headers: readonly string[] = []): string {
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return [`HTTP/1.1 ${status} Any`, length, ...headers, '', body].join('\r\n');
}
