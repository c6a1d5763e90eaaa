import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program that a test has started, and what it told of itself. */
export interface Program {
  readonly child: ChildProcess;
  readonly pid: number;
  /** The first line it printed, parsed. */
  readonly told: {
    readonly port: number;
    readonly other?: number;
    readonly pids?: readonly number[];
    readonly path?: string;
  };
}

const running = new Set<ChildProcess>();

/** What a program was started from ends its standard input when it ends, and with it every program below it. */
const endWithTest =
  "process.stdin.resume().on('end', () => process.exit()).on('error', () => process.exit());";

/**
 * Starts JavaScript in a Node of its own and waits for its first line: JSON with what the test needs to know.
 * @param argv0 what its command line begins with, where that is to be another name than Node's
 */
export async function startProgram(script: string, argv0?: string): Promise<Program> {
  const child = spawn(process.execPath, ['-e', endWithTest + script], {
    ...(argv0 !== undefined && { argv0 }),
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.stdout.setEncoding('utf8');
  let text = '';
  while (!text.includes('\n')) {
    const [chunk] = (await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(() => {
        throw new Error(`The program ended before it told anything: ${script}`);
      }),
    ])) as [string];
    text += chunk;
  }
  return { child, pid: child.pid ?? 0, told: JSON.parse(text) as Program['told'] };
}

/** Ends everything that tests have started. */
export async function stopPrograms(): Promise<void> {
  const children = [...running];
  await Promise.all(
    children.map(async (child) => {
      child.stdin?.destroy();
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }),
  );
}

/** A TCP server on an address; `before` runs first. */
export function tcpServer(host: string, port = 0, before = ''): string {
  return `${before};
    const server = require('net').createServer();
    server.listen(${port}, ${JSON.stringify(host)}, () => console.log(JSON.stringify(server.address())));`;
}

/** A UDP socket bound to an address. */
export function udpServer(host: string): string {
  return `const socket = require('dgram').createSocket('udp4');
    socket.bind(0, ${JSON.stringify(host)}, () => console.log(JSON.stringify(socket.address())));`;
}

/** A server and a child process that inherits its socket. */
export const sharedServer = `const server = require('net').createServer();
  server.listen(0, '127.0.0.1', () => {
    const child = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(endWithTest)}], {
      stdio: [0, 'ignore', 'ignore', server._handle.fd],
    });
    console.log(JSON.stringify({ port: server.address().port, pids: [process.pid, child.pid] }));
  });`;

/** Starts a server on a fixed port anew whenever it ends. */
export const supervisor = `const { spawn } = require('child_process');
  const listen = (port) => ${JSON.stringify(endWithTest)} + "const server = require('net').createServer(); server.listen(" + port +
    ", '127.0.0.1', () => console.log(server.address().port))";
  let port = 0, child;
  const start = () => {
    child = spawn(process.execPath, ['-e', listen(port)], { stdio: [0, 'pipe', 'inherit'] });
    child.once('exit', start);
    child.stdout.once('data', (text) => {
      if (port === 0) console.log(JSON.stringify({ port: (port = Number(text)), pids: [child.pid] }));
    });
  };
  start();`;
