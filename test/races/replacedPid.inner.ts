/**
 * Runs as the first process of a pid namespace of its own: lets a process end, gives its pid to another, and asks for
 * the first one to be signalled. Prints what came of it as JSON.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Processes } from '../../src/node/engine/owners/processes';
import { signalVerified } from '../../src/node/engine/answers/signal';
import { FileReader } from '../../src/node/reader';

async function main(): Promise<void> {
  const reader = new FileReader('/proc');
  const processes = new Processes(reader);
  const first = await sleeper();
  const pid = first.pid ?? 0;
  const startTime = processes.stat(pid)?.startTime ?? -1;
  first.kill('SIGKILL');
  await once(first, 'exit');

  const second = await reuse(pid, startTime, processes);
  const meant = { pid, startTime };
  const send = (target: number, signal: NodeJS.Signals): void => void process.kill(target, signal);
  const { kind } = signalVerified(
    { reader, processes, ownPid: process.pid, send },
    meant,
    'SIGKILL',
    undefined,
  );
  const survived =
    processes.stat(pid)?.state !== 'Z' && second.exitCode === null && second.signalCode === null;
  console.log(JSON.stringify({ samePid: second.pid === pid, kind, survived }));
  second.kill('SIGKILL');
}

/** A process with this pid and a later start time, which has a resolution of 10 ms. */
async function reuse(pid: number, startTime: number, processes: Processes): Promise<ChildProcess> {
  for (;;) {
    writeFileSync('/proc/sys/kernel/ns_last_pid', String(pid - 1));
    const child = await sleeper();
    if (child.pid !== pid || processes.stat(pid)?.startTime !== startTime) return child;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

async function sleeper(): Promise<ChildProcess> {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  await once(child, 'spawn');
  return child;
}

void main();
