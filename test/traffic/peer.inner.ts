/**
 * A program that is one end of connections, and knows their bytes. It is told what to do by a line of JSON each
 * ({@link PeerOrder}), and answers each with a line. It ends with its input, and with it what is open.
 */
import { createSocket } from 'node:dgram';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** Which end is done first, and how. `client closes`: it does not wait for the other one. `stays`: none, until it is said; `half`: the client alone is done. */
export type PeerEnding =
  'client' | 'client closes' | 'server' | 'both' | 'client resets' | 'server resets' | 'stays' | 'half';

/** One connection: the bytes that its client and its server send. A client sends {@link HEADER} at least. */
export interface PeerPlan {
  readonly up: number;
  readonly down: number;
  readonly ending: PeerEnding;
}

export type PeerOrder =
  /** @see Where */
  | { readonly kind: 'listen'; readonly host: string }
  /** So many at once. */
  | {
      readonly kind: 'connect';
      readonly to: Where;
      readonly plans: readonly PeerPlan[];
      readonly atOnce: number;
    }
  /** So many a second, each over at once, after a header to the server and a byte back. */
  | { readonly kind: 'short'; readonly to: Where; readonly aSecond: number; readonly seconds: number }
  /** Sends more over those that stay. */
  | { readonly kind: 'more'; readonly bytes: number }
  /** Reads nothing any more of what comes over those that stay. */
  | { readonly kind: 'deaf' }
  /** Ends those that stay. */
  | { readonly kind: 'end' }
  /** Sends itself so many bytes over UDP. */
  | { readonly kind: 'datagrams'; readonly bytes: number };

export interface Where {
  readonly host: string;
  readonly port: number;
}

export interface PeerMade extends PeerPlan {
  readonly clientPort: number;
  readonly serverPort: number;
}

/** Bytes in which a client says what the server is to do. */
export const HEADER = 64;

const CHUNK = Buffer.alloc(256 * 1024, 'x');

const staying = new Set<Socket>();

/** Writes so many bytes, no faster than they go. */
async function write(socket: Socket, bytes: number): Promise<void> {
  for (let left = bytes; left > 0; left -= CHUNK.length) {
    const isRoom = socket.write(left < CHUNK.length ? CHUNK.subarray(0, left) : CHUNK);
    if (!isRoom && left > CHUNK.length) await new Promise((drained) => socket.once('drain', drained));
  }
}

/** Counts what comes, and says when so much is there. */
class Incoming {
  #got = 0;
  #wanted: { readonly bytes: number; readonly there: () => void } | undefined;

  take(bytes: number): void {
    this.#got += bytes;
    if (this.#wanted !== undefined && this.#got >= this.#wanted.bytes) this.#wanted.there();
  }

  until(bytes: number): Promise<void> {
    return new Promise((there) => {
      this.#wanted = { bytes, there };
      this.take(0);
    });
  }
}

function stay(socket: Socket): void {
  staying.add(socket);
  socket.on('close', () => staying.delete(socket));
}

function serve(socket: Socket): void {
  socket.on('error', () => socket.destroy());
  const incoming = new Incoming();
  let header = '';
  socket.on('data', (data) => {
    const isFirst = header.length < HEADER;
    if (isFirst) header += data.toString('latin1', 0, HEADER - header.length);
    incoming.take(data.length);
    if (isFirst && header.length >= HEADER) void answer(socket, JSON.parse(header) as PeerPlan, incoming);
  });
}

async function answer(socket: Socket, { up, down, ending }: PeerPlan, incoming: Incoming): Promise<void> {
  if (ending === 'stays' || ending === 'half') stay(socket);
  else if (ending !== 'server resets') socket.once('end', () => socket.end());
  // Before an end is reset it is certain that all came to the other one.
  if (ending === 'client resets' || ending === 'client closes') await incoming.until(up);
  await Promise.all([write(socket, down), incoming.until(up)]);
  if (ending === 'server' || ending === 'both') socket.end();
  if (ending === 'server resets') socket.resetAndDestroy();
}

/** Makes a connection. It is over when this resolves, unless it stays. */
async function make({ host, port }: Where, plan: PeerPlan): Promise<PeerMade> {
  const { up, down, ending } = plan;
  const socket = connect({ port, host, allowHalfOpen: true });
  socket.on('error', () => socket.destroy());
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const incoming = new Incoming();
  socket.on('data', (data) => incoming.take(data.length));
  await new Promise((connected) => socket.once('connect', connected));
  const made = { ...plan, clientPort: socket.localPort ?? 0, serverPort: port };
  socket.write(JSON.stringify(plan).padEnd(HEADER));
  // The last byte says that all came.
  const withheld = ending === 'server resets' ? 1 : 0;
  if (ending === 'server' || ending === 'both') socket.once('end', () => socket.end());
  await Promise.all([write(socket, up - HEADER - withheld), incoming.until(down)]);
  if (ending === 'stays') stay(socket);
  if (ending === 'half') {
    socket.end();
    stay(socket);
  }
  if (ending === 'stays' || ending === 'half') return made;
  if (withheld > 0) socket.write('x');
  if (ending === 'client' || ending === 'both') socket.end();
  if (ending === 'client closes') socket.destroy();
  if (ending === 'client resets') socket.resetAndDestroy();
  await closed;
  return made;
}

async function makeShort({
  to,
  aSecond,
  seconds,
}: Extract<PeerOrder, { kind: 'short' }>): Promise<PeerMade[]> {
  const making: Promise<PeerMade>[] = [];
  const began = performance.now();
  while (making.length < aSecond * seconds) {
    const due = Math.min(aSecond * seconds, ((performance.now() - began) / 1000) * aSecond);
    for (let i = 0; i < 20 && making.length < due; i++)
      making.push(make(to, { up: HEADER, down: 1, ending: 'client' }));
    await sleep(5);
  }
  return Promise.all(making);
}

async function follow(order: PeerOrder): Promise<unknown> {
  switch (order.kind) {
    case 'listen': {
      const server = createServer({ allowHalfOpen: true }, serve);
      await new Promise<void>((resolve) =>
        server.listen({ port: 0, host: order.host, backlog: 4096 }, resolve),
      );
      return (server.address() as AddressInfo).port;
    }
    case 'connect': {
      const made: PeerMade[] = [];
      const left = order.plans.values();
      const work = async (): Promise<void> => {
        for (const plan of left) made.push(await make(order.to, plan));
      };
      await Promise.all(Array.from({ length: order.atOnce }, work));
      return made;
    }
    case 'short':
      return makeShort(order);
    case 'more':
      for (const socket of staying) await write(socket, order.bytes);
      return staying.size;
    case 'deaf':
      for (const socket of staying) socket.pause();
      return staying.size;
    case 'end': {
      const count = staying.size;
      for (const socket of staying) socket.end();
      return count;
    }
    default: {
      const socket = createSocket('udp4');
      await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
      const { port } = socket.address();
      socket.connect(port, '127.0.0.1');
      await new Promise((resolve) => socket.once('connect', resolve));
      socket.send(CHUNK.subarray(0, order.bytes));
      return port;
    }
  }
}

async function main(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin }))
    process.stdout.write(`${JSON.stringify((await follow(JSON.parse(line) as PeerOrder)) ?? null)}\n`);
  process.exit();
}

if (require.main === module) void main();
