/**
 * A program with connections on loopback whose bytes it knows. It is told what to do by a line of JSON each ({@link Load}),
 * and answers each with a line of what it did: {@link Made}. It ends with its input.
 */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** Which end is done first, and how: `reset` is SO_LINGER of 0. */
export type Ending = 'client' | 'server' | 'both' | 'client resets' | 'server resets';

/** One connection: what either end sends, and how it ends. */
export interface Plan {
  readonly up: number;
  readonly down: number;
  readonly ending: Ending;
}

export type Load =
  /** So many at once, until all are done. */
  | {
      readonly kind: 'plans';
      readonly plans: readonly Plan[];
      readonly atOnce: number;
      readonly host: string;
    }
  /** So many a second, each as short as can be: a byte each way. */
  | { readonly kind: 'short'; readonly aSecond: number; readonly seconds: number };

/** A connection that was made, with both its ports. */
export interface Made extends Plan {
  readonly clientPort: number;
  readonly serverPort: number;
}

const CHUNK = Buffer.alloc(256 * 1024, 'x');

/** Writes so many bytes, no faster than they go. */
async function write(socket: Socket, bytes: number): Promise<void> {
  for (let left = bytes; left > 0; left -= CHUNK.length) {
    const isRoom = socket.write(left < CHUNK.length ? CHUNK.subarray(0, left) : CHUNK);
    if (!isRoom && left > CHUNK.length) await new Promise((drained) => socket.once('drain', drained));
  }
}

/** Resolves once so many bytes came. */
function read(socket: Socket, bytes: number): Promise<void> {
  return new Promise((resolve) => {
    let got = 0;
    socket.on('data', (data) => {
      got += data.length;
      if (got >= bytes) resolve();
    });
    if (bytes === 0) resolve();
  });
}

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => socket.once('close', () => resolve()));

/** Makes a connection, has both ends send what they are to, and ends it. */
async function make(plan: Plan, server: Server, host: string): Promise<Made> {
  const { port } = server.address() as AddressInfo;
  const client = connect({ port, host, allowHalfOpen: true });
  client.on('error', () => undefined);
  await new Promise((connected) => client.once('connect', connected));
  const accepted = await acceptedFrom(client.localPort ?? 0);
  const made = { ...plan, clientPort: client.localPort ?? 0, serverPort: port };
  const ends = [closed(client), closed(accepted)];
  await Promise.all([
    write(client, plan.up),
    write(accepted, plan.down),
    read(client, plan.down),
    read(accepted, plan.up),
  ]);
  end(client, accepted, plan.ending);
  await Promise.all(ends);
  return made;
}

function end(client: Socket, server: Socket, ending: Ending): void {
  const [first, second] = ending.startsWith('server') ? [server, client] : [client, server];
  if (ending.endsWith('resets')) {
    second.once('error', () => second.destroy());
    second.once('end', () => second.end());
    first.resetAndDestroy();
    return;
  }
  second.once('end', () => second.end());
  first.end();
  if (ending === 'both') second.end();
}

/** Accepted ones by the port of their other end, and who waits for one: either end may hear of a connection first. */
const accepted = new Map<number, Socket>();
const waiting = new Map<number, (socket: Socket) => void>();

function acceptedFrom(port: number): Promise<Socket> {
  const socket = accepted.get(port);
  accepted.delete(port);
  return socket === undefined
    ? new Promise((resolve) => waiting.set(port, resolve))
    : Promise.resolve(socket);
}

async function listening(host: string): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined);
    const port = socket.remotePort ?? 0;
    const who = waiting.get(port);
    waiting.delete(port);
    if (who === undefined) accepted.set(port, socket);
    else who(socket);
  });
  await new Promise<void>((resolve) => server.listen({ port: 0, host, backlog: 4096 }, resolve));
  return server;
}

async function makeAll({ plans, atOnce, host }: Extract<Load, { kind: 'plans' }>): Promise<Made[]> {
  const server = await listening(host);
  const made: Made[] = [];
  const left = plans.values();
  const work = async (): Promise<void> => {
    for (const plan of left) made.push(await make(plan, server, host));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  await new Promise((resolve) => server.close(resolve));
  return made;
}

/** As many as are due, every few milliseconds; those that could not be made in time are made up for bit by bit. */
async function makeShort({ aSecond, seconds }: Extract<Load, { kind: 'short' }>): Promise<Made[]> {
  const server = await listening('127.0.0.1');
  const plan = { up: 1, down: 1, ending: 'client' } as const;
  const making: Promise<Made>[] = [];
  const began = performance.now();
  while (making.length < aSecond * seconds) {
    const due = Math.min(aSecond * seconds, ((performance.now() - began) / 1000) * aSecond);
    for (let i = 0; i < 10 && making.length < due; i++) making.push(make(plan, server, '127.0.0.1'));
    await sleep(5);
  }
  const made = await Promise.all(making);
  await new Promise((resolve) => server.close(resolve));
  return made;
}

async function main(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const load = JSON.parse(line) as Load;
    const made = load.kind === 'plans' ? await makeAll(load) : await makeShort(load);
    process.stdout.write(`${JSON.stringify(made)}\n`);
  }
}

void main();
