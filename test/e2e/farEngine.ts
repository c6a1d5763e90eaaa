import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';

const ID = 'f'.repeat(64);

/** What Docker's API says of a container that publishes a port (docs.docker.com/reference/api/engine). */
const LISTED = {
  Id: ID,
  Names: ['/far'],
  Image: 'nginx:1.27',
  State: 'running',
  Ports: [{ IP: '0.0.0.0', PrivatePort: 80, PublicPort: 19_080, Type: 'tcp' }],
};

/**
 * An engine of another machine, as a dev container has one by the socket of its host: the pid that it tells is none of this
 * machine's that is in a container.
 */
export class FarEngine {
  readonly socket: string;
  readonly #server: Server;

  constructor(socket: string) {
    this.socket = socket;
    this.#server = createServer(({ url = '' }, response) => {
      response.setHeader('Content-Type', 'application/json');
      // The answer on what comes and goes has no end.
      if (url.includes('/events')) response.flushHeaders();
      else if (url.includes('/containers/json')) response.end(JSON.stringify([LISTED]));
      else if (url.includes(ID)) response.end(JSON.stringify({ Id: ID, State: { Running: true, Pid: 1 } }));
      else response.writeHead(404).end('{}');
    });
  }

  async start(): Promise<void> {
    this.#server.listen(this.socket);
    await once(this.#server, 'listening');
  }

  async end(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    rmSync(this.socket, { force: true });
  }
}
