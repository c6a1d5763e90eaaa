import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A server of its own process, started and ended by a scenario. */
export interface Server {
  readonly pid: number;
  readonly port: number;
  /** Resolves when the process has ended. */
  readonly ended: Promise<unknown>;
  isRunning(): boolean;
  stop(): void;
}

const PROGRAM = `
const { createServer } = require('node:http');
const [first, ...others] = process.argv.slice(1);
const answer = (_request, response) => response.end('hello');
const server = createServer(answer).listen({ port: 0, host: first, ipv6Only: true }, () => {
  const { port } = server.address();
  for (const host of others) createServer(answer).listen({ port, host, ipv6Only: true });
  console.log(port);
});
`;

/** Starts a web server that listens on a free port at each of the addresses. */
export async function startServer(addresses: readonly string[]): Promise<Server> {
  const child = spawn(process.execPath, ['-e', PROGRAM, ...addresses], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    pid: child.pid ?? 0,
    port: Number(line.toString()),
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    stop: () => void child.kill(),
  };
}
