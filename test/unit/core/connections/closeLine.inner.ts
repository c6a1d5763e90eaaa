/**
 * Runs in a network namespace of its own: makes connections, runs the lines that close some of them with the real ss, and
 * prints what is left as JSON.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { endianness } from 'node:os';
import { closeLine } from '../../../../src/core/connections/closeLine';
import { type InetSocket, inetSocketAt } from '../../../../src/core/model/inetTable';
import { Tables } from '../../../../src/node/engine/sockets/tables';
import { FileReader } from '../../../../src/node/reader';

interface Ends {
  readonly localPort: number;
  readonly remotePort: number;
}

const server = createServer({ allowHalfOpen: true });
const peers: Socket[] = [];
server.on('connection', (peer) => {
  peers.push(peer.on('error', () => undefined).resume());
});

async function open(host: string): Promise<{ client: Socket; peer: Socket; ends: Ends }> {
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const { port } = server.address() as AddressInfo;
  const client = connect({ port, host, allowHalfOpen: true }).on('error', () => undefined);
  await once(client, 'connect');
  const [peer] = await accepted;
  return { client: client.resume(), peer, ends: { localPort: client.localPort ?? 0, remotePort: port } };
}

function find({ localPort, remotePort }: Ends): InetSocket | undefined {
  const tables = new Tables(new FileReader('/proc'), endianness() === 'LE');
  tables.read('inet', true);
  const { columns, length } = tables.inet;
  return Array.from({ length }, (_, row) => inetSocketAt(columns, row)).find(
    (socket) => socket.localPort === localPort && socket.remotePort === remotePort,
  );
}

const flipped = ({ localPort, remotePort }: Ends): Ends => ({ localPort: remotePort, remotePort: localPort });

function close(all: readonly Ends[]): void {
  const sockets = all.map((ends) => find(ends)).filter((socket) => socket !== undefined);
  const line = sockets.length === all.length ? closeLine(sockets) : undefined;
  if (line === undefined) throw new Error('There is no such connection.');
  execFileSync('/bin/sh', ['-c', line.replace(/^sudo /, '')]);
}

const left = (all: readonly Ends[]): string[] =>
  all.map((ends) => (find(ends) === undefined ? 'closed' : 'left'));

async function closeFirst(host: string, of = (ends: Ends): Ends => ends): Promise<string[]> {
  const all = [await open(host), await open(host)].map(({ ends }) => of(ends));
  close(all.slice(0, 1));
  return left(all);
}

async function main(): Promise<void> {
  server.listen(0, '::');
  await once(server, 'listening');
  const told: Record<string, unknown> = {
    ipv4: await closeFirst('127.0.0.1'),
    mapped: await closeFirst('127.0.0.1', flipped),
    ipv6: await closeFirst('::1'),
  };
  const several = [(await open('127.0.0.1')).ends, (await open('::1')).ends];
  close(several);
  told['several'] = left(several);
  const waiting = await open('127.0.0.1');
  waiting.client.end();
  await once(waiting.peer, 'end');
  waiting.peer.end();
  await once(waiting.client, 'close');
  close([waiting.ends]);
  told['timeWait'] = left([waiting.ends]);
  told['listens'] = (await open('127.0.0.1')).client.readyState === 'open';
  console.log(JSON.stringify(told));
}

void main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
