/**
 * Runs in a network namespace of its own: closes connections of its own, and prints what came of each as JSON. The first
 * argument is a user who may close none, where there is one.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { CloseOutcome, FoundConnection } from '../../../../../src/core/model/connection';
import { type InetSocket, inetSocketAt } from '../../../../../src/core/model/inetTable';
import { machineEngine } from '../../../../../src/node/engine/machineEngine';
import { loadSystemCalls } from '../../../../../src/node/system/systemCalls';

const engine = machineEngine(loadSystemCalls());

interface Pair {
  readonly client: Socket;
  readonly peer: Socket;
  /** Codes of the errors that each gets. */
  readonly errors: { client?: string; peer?: string };
}

async function pair(server: Server, localPort = 0): Promise<Pair> {
  const { port, address } = server.address() as AddressInfo;
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const client = connect({ port, host: address, localPort });
  await once(client, 'connect');
  const [peer] = await accepted;
  const errors: Pair['errors'] = {};
  client.on('error', (error) => (errors.client = (error as NodeJS.ErrnoException).code ?? ''));
  peer.on('error', (error) => (errors.peer = (error as NodeJS.ErrnoException).code ?? ''));
  client.resume();
  peer.resume();
  return { client, peer, errors };
}

async function listening(host: string): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }).listen(0, host);
  await once(server, 'listening');
  return server;
}

async function rows(localPort: number, remotePort: number): Promise<InetSocket[]> {
  const { inet } = await engine.scan('inet', true);
  return Array.from(inet.inode, (_, row) => inetSocketAt(inet, row)).filter(
    (socket) => socket.localPort === localPort && socket.remotePort === remotePort,
  );
}

async function seen(localPort: number, remotePort: number): Promise<InetSocket> {
  const [socket] = await rows(localPort, remotePort);
  if (socket === undefined) throw new Error(`There is no connection from ${localPort} to ${remotePort}.`);
  return socket;
}

async function find(socket: InetSocket): Promise<FoundConnection> {
  const [found] = await engine.findConnections([socket]);
  if (found === undefined) throw new Error('There is no answer.');
  return found;
}

async function close(found: FoundConnection): Promise<CloseOutcome['kind'] | undefined> {
  if (found.kind !== 'found') throw new Error(`It is ${found.kind}.`);
  const [outcome] = await engine.closeConnections([found.connection]);
  return outcome?.kind;
}

const ended = (socket: Socket): Promise<unknown> =>
  socket.closed ? Promise.resolve() : new Promise((resolve) => socket.once('close', resolve));

async function established(host: string): Promise<object> {
  const server = await listening(host);
  const { client, peer, errors } = await pair(server);
  const { localPort = 0, remotePort = 0 } = client;
  const outcome = await close(await find(await seen(localPort, remotePort)));
  await Promise.all([ended(client), ended(peer)]);
  const left = [...(await rows(localPort, remotePort)), ...(await rows(remotePort, localPort))].length;
  const isListening = (await rows(remotePort, 0)).map(({ state }) => state);
  server.close();
  return { outcome, ...errors, left, isListening };
}

async function timeWait(): Promise<object> {
  const server = await listening('127.0.0.1');
  const { client, peer } = await pair(server);
  const { localPort = 0, remotePort = 0 } = client;
  client.end();
  await once(peer, 'end');
  peer.end();
  await Promise.all([ended(client), ended(peer)]);
  const socket = await seen(localPort, remotePort);
  const outcome = await close(await find(socket));
  server.close();
  return { state: socket.state, outcome, left: (await rows(localPort, remotePort)).length };
}

/** Its connection ends, and another one takes the same ends. */
async function replaced(): Promise<object> {
  const server = await listening('127.0.0.1');
  const first = await pair(server);
  const { localPort = 0, remotePort = 0 } = first.client;
  const before = await seen(localPort, remotePort);
  const found = await find(before);
  first.client.resetAndDestroy();
  await Promise.all([ended(first.client), ended(first.peer)]);
  const gone = await close(found);
  const second = await pair(server, localPort);
  const outcome = await close(found);
  const again = (await find(before)).kind;
  const after = await seen(localPort, remotePort);
  const isAlive = !second.client.destroyed && !second.peer.destroyed && after.inode !== before.inode;
  second.client.destroy();
  second.peer.destroy();
  server.close();
  return { gone, outcome, again, isAlive, errors: second.errors };
}

/** The same by somebody who lacks CAP_NET_ADMIN. */
async function denied(uid: number): Promise<object> {
  const server = await listening('127.0.0.1');
  const { client, peer } = await pair(server);
  const { localPort = 0, remotePort = 0 } = client;
  const found = await find(await seen(localPort, remotePort));
  process.seteuid?.(uid);
  const outcome = await close(found);
  process.seteuid?.(0);
  const left = (await rows(localPort, remotePort)).length;
  client.destroy();
  peer.destroy();
  server.close();
  return { outcome, left };
}

async function main(uid: number): Promise<void> {
  const told = {
    ipv4: await established('127.0.0.1'),
    ipv6: await established('::1'),
    mapped: await established('::ffff:127.0.0.1'),
    timeWait: await timeWait(),
    replaced: await replaced(),
    ...(uid > 0 && { denied: await denied(uid) }),
  };
  console.log(JSON.stringify(told));
}

void main(Number(process.argv[2] ?? 0)).then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
