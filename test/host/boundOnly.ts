import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Binds a free port of an address, tells it, and lives until its standard input ends. Node cannot bind without listening. */
const SCRIPT = `
import socket, sys
bound = socket.socket()
bound.bind((sys.argv[1], 0))
print(bound.getsockname()[1], flush=True)
sys.stdin.read()
`;

/** A program whose socket has a port of TCP and does not listen; it takes python3. Whoever starts it kills it. */
export async function startBoundOnly(host: string): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn('python3', ['-c', SCRIPT, host], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, port: Number(String(line)) };
}
