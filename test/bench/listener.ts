import { type ListenOptions, type Server, type Socket, createConnection, createServer } from 'node:net';

/** A listener that gives both ends of its connections. */
export class Listener {
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
