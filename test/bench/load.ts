import { type ChildProcess, spawn } from 'node:child_process';
import { type Server, type Socket, createConnection, createServer } from 'node:net';

/** Sockets and processes for a benchmark, on loopback. */
export interface Load {
  readonly sockets: number;
  readonly processes: number;
  stop(): Promise<void>;
}

/** Connections that share one listener, below the number of ports a client address has. */
const PER_ADDRESS = 10_000;

/**
 * Opens connections (two sockets each) to listeners of this process and spreads them over `sleep` processes that
 * inherit them, so that many processes hold sockets at little cost.
 * @param sockets about how many sockets to have
 * @param processes how many processes hold them
 */
export async function startLoad(sockets: number, processes: number): Promise<Load> {
  const servers: Server[] = [];
  const open: Socket[] = [];
  const pairs = Math.floor(sockets / 2);
  for (let made = 0; made < pairs; made += PER_ADDRESS) {
    const host = `127.0.0.${1 + servers.length}`;
    const server = createServer((socket) => void open.push(socket.on('error', () => undefined)));
    await new Promise<void>((ready) => server.listen({ port: 0, host, backlog: 4096 }, ready));
    servers.push(server);
    for (let i = 0; i < Math.min(PER_ADDRESS, pairs - made); i++) open.push(await connect(server, host));
  }
  const holders: ChildProcess[] = [];
  for (let i = 0; i < processes; i++) {
    const share = open.filter((_, index) => index % processes === i).slice(0, 20);
    holders.push(spawn('sleep', ['3600'], { stdio: ['ignore', 'ignore', 'ignore', ...share] }));
  }
  return {
    sockets: open.length + servers.length,
    processes,
    stop: async () => {
      for (const holder of holders) holder.kill();
      for (const socket of open) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
    },
  };
}

function connect(server: Server, host: string): Promise<Socket> {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return new Promise((connected, failed) => {
    const socket = createConnection({ host, port }, () => connected(socket));
    socket.on('error', failed);
  });
}
