import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ByteText } from '../../core/netstat/context/environment';
import { CONTENT_TYPES, exposition } from '../../core/netstat/prometheus/exposition';
import type { Metric } from '../../core/netstat/prometheus/metric';
import { formatFor } from '../../core/netstat/prometheus/scrape';

/** Connections at a time, bytes of a request's headers, and milliseconds that a request and its answer may take. */
const MOST_CONNECTIONS = 32;
const MOST_HEADER_BYTES = 8 * 1024;
const REQUEST_TIME = 10_000;

/**
 * Answers with metrics on one address of this machine. Who asks while they are read gets the same.
 * @param read reads them; where that fails, its message is the answer
 */
export class MetricsServer {
  readonly #read: () => Promise<readonly Metric[]>;
  readonly #server: Server;
  #reading: Promise<readonly Metric[]> | undefined;

  constructor(read: () => Promise<readonly Metric[]>) {
    this.#read = read;
    this.#server = createServer(
      { maxHeaderSize: MOST_HEADER_BYTES, headersTimeout: REQUEST_TIME, requestTimeout: REQUEST_TIME },
      (request, response) => void this.#answer(request, response),
    );
    this.#server.maxConnections = MOST_CONNECTIONS;
    // A client that does not read its answer holds its connection no longer.
    this.#server.timeout = REQUEST_TIME;
  }

  /** The port that it listens on. */
  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Begins to listen. @throws where the system refuses */
  listen(address: string, port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, address, resolve);
    });
  }

  /** Ends all connections, and listens no longer. */
  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url, headers } = request;
    const { host, accept } = headers;
    const format = formatFor({ method, url, host, accept }, this.port);
    if (typeof format !== 'string') {
      send(response, format.status, 'text/plain; charset=utf-8', `${format.text}\n`);
      return;
    }
    try {
      this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
      send(response, 200, CONTENT_TYPES[format], exposition(await this.#reading, format));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      send(response, 500, 'text/plain; charset=utf-8', `${message}\n`);
    }
  }
}

function send(response: ServerResponse, status: number, type: string, text: ByteText): void {
  const body = Buffer.from(text, 'latin1');
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': body.length,
    'X-Content-Type-Options': 'nosniff',
    ...(status === 405 && { Allow: 'GET, HEAD' }),
  });
  // Node leaves the body out of the answer to HEAD.
  response.end(body);
}
