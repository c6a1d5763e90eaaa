/**
 * Runs as the first process of a pid namespace of its own: signals processes that end at that moment and whose pids
 * others get. Prints how often another one was hit, as JSON.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Processes } from '../../src/node/engine/owners/processes';
import { type SignalDependencies, signalVerified } from '../../src/node/engine/answers/signal';
import { FileReader } from '../../src/node/reader';
import { ProcessDescriptors } from '../../src/node/system/processDescriptors';
import { loadSystemCalls } from '../../src/node/system/systemCalls';

/** What came of the rounds of one race. */
export interface Tally {
  /** Outcomes of {@link signalVerified}, counted. */
  readonly outcomes: Record<string, number>;
  /** Rounds in which the process that got the pid had the signal. */
  readonly hits: number;
  /** Rounds in which the pid went to the process that it was meant for. */
  readonly reused: number;
}

async function main([program = '', rounds = '1', longest = '0', way]: readonly string[]): Promise<void> {
  const reader = new FileReader('/proc');
  const calls = loadSystemCalls();
  if (calls instanceof Error) throw calls;
  const dependencies: SignalDependencies = {
    reader,
    processes: new Processes(reader),
    ownPid: process.pid,
    send: (pid, signal) => process.kill(pid, signal),
    ...(way === 'descriptor' && { descriptors: new ProcessDescriptors(calls) }),
  };
  console.log(JSON.stringify(await race(program, rounds, longest, dependencies)));
}

async function race(
  program: string,
  rounds: string,
  longest: string,
  dependencies: SignalDependencies,
): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'netstat-race-'));
  const [down, up] = [join(folder, 'down'), join(folder, 'up')];
  for (const pipe of [down, up]) spawnSync('mkfifo', [pipe]);
  // Read and write, so that neither waits for the other to open.
  const [told, asked] = [openSync(up, 'r+'), openSync(down, 'r+')];
  const other = spawn(program, [rounds, longest], { stdio: [asked, told, 'inherit'] });
  const ended = once(other, 'exit');
  const lines = new Lines(told);
  const outcomes: Record<string, number> = {};
  let [hits, reused] = [0, 0];
  try {
    for (let round = 0; round < Number(rounds); round++) {
      const [pid = 0, inode = 0] = lines.next().split(' ').map(Number);
      const startTime = dependencies.processes.stat(pid)?.startTime ?? -1;
      writeSync(asked, '.');
      const { kind } = signalVerified(dependencies, { pid, startTime }, 'SIGUSR1', [inode]);
      outcomes[kind] = (outcomes[kind] ?? 0) + 1;
      writeSync(asked, '.');
      const end = lines.next();
      if (end === 'hit') hits++;
      if (end !== 'other') reused++;
    }
    await ended;
    return { outcomes, hits, reused };
  } finally {
    closeSync(told);
    closeSync(asked);
    rmSync(folder, { recursive: true });
  }
}

/** Lines of a pipe, read when they are asked for. */
class Lines {
  readonly #file: number;
  readonly #buffer = Buffer.alloc(4096);
  #rest = '';

  constructor(file: number) {
    this.#file = file;
  }

  next(): string {
    for (;;) {
      const end = this.#rest.indexOf('\n');
      if (end !== -1) {
        const line = this.#rest.slice(0, end);
        this.#rest = this.#rest.slice(end + 1);
        return line;
      }
      this.#rest += this.#buffer.toString('latin1', 0, readSync(this.#file, this.#buffer));
    }
  }
}

void main(process.argv.slice(2));
