import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { join } from 'node:path';
import type { IdentifyListener } from '../../../../../../src/core/model/identity';

const PEMS = join(__dirname, '../../../../../fixtures/identify');

/** A server of a test's on loopback, and the connections that it has had. */
export interface Running {
  readonly listener: IdentifyListener;
  /** All connections since it began, with what came on each. */
  readonly connections: readonly { readonly received: string; readonly isOpen: boolean }[];
}

/** Servers that end with the test. */
export class Servers {
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();

  /** Begins to listen. @param talk what is done with each connection, and with what comes on it */
  async start(
    talk: (socket: Socket, received: () => string, server: Server) => void,
    suggested?: IdentifyListener['suggested'],
  ): Promise<Running> {
    const server = createServer();
    return this.#begin(server, server, 'connection', talk, suggested);
  }

  /** The same over TLS, with the certificate of the fixtures. */
  async startTls(
    options: TlsOptions,
    talk: (socket: Socket, received: () => string, server: Server) => void,
    suggested?: IdentifyListener['suggested'],
  ): Promise<Running> {
    const cert = readFileSync(join(PEMS, 'certificate.pem'));
    const key = readFileSync(join(PEMS, 'key.pem'));
    const server = createTlsServer({ cert, key, ...options });
    server.on('tlsClientError', () => undefined);
    return this.#begin(server, server, 'secureConnection', talk, suggested);
  }

  /** Ends them all, and waits until they have ended. */
  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    const open = this.#servers.filter(({ listening }) => listening);
    await Promise.all(
      open.map(async (server) => {
        const closed = once(server, 'close');
        server.close();
        await closed;
      }),
    );
    this.#servers.length = 0;
  }

  async #begin(
    server: Server,
    counting: Server,
    event: string,
    talk: (socket: Socket, received: () => string, server: Server) => void,
    suggested: IdentifyListener['suggested'],
  ): Promise<Running> {
    this.#servers.push(server);
    const connections: { received: string; isOpen: boolean }[] = [];
    counting.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      const connection = { received: '', isOpen: true };
      connections.push(connection);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        connection.isOpen = false;
        this.#sockets.delete(socket);
      });
    });
    server.on(event, (socket: Socket) => {
      const connection = connections.at(-1);
      socket.on('error', () => undefined);
      talk(socket, () => connection?.received ?? '', server);
      socket.on('data', (data: Buffer) => {
        if (connection !== undefined) connection.received += data.toString('latin1');
        socket.emit('heard');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return { listener: { address: '127.0.0.1', port, ...(suggested && { suggested }) }, connections };
  }
}

/** Answers each of what comes with what is told, once it has come whole. */
export function answering(
  question: string,
  answer: string,
): (socket: Socket, received: () => string) => void {
  return (socket, received) =>
    void socket.on('heard', () => {
      if (received().includes(question)) socket.end(Buffer.from(answer, 'latin1'));
    });
}
