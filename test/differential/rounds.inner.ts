/**
 * `rounds.inner.js OPTIONS…`: for each of these, a line each, runs our -c while sockets come and go between its rounds,
 * and holds each round against netstat's own text at that moment. Prints how many rounds were held against it, and where
 * they differ.
 */
import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { on } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { Output } from '../../src/core/netstat/context/output';
import { runNetstat } from '../../src/core/netstat/run';
import { NodeEnvironment } from '../../src/node/cli/machineEnvironment';
import { ThisKernel } from '../../src/node/cli/kernel';
import { thisMachine } from '../../src/node/cli/machine';
import { FileReader } from '../../src/node/reader';
import { SystemCallsOnce } from '../../src/node/system/systemCallsOnce';

/** What this prints. */
export interface Rounds {
  readonly compared: number;
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly options: string;
  readonly round: number;
  /** What happened before the round. */
  readonly step: string;
  readonly ours: Said;
  readonly theirs: Said;
}

interface Said {
  readonly stdout: string;
  readonly stderr: string;
}

const [, , churn = '', stepNames = '', ...lines] = process.argv;
const STEPS = stepNames.split(' ');

/** Sockets that come and go, in a process of their own. */
class Churn {
  readonly #process: ChildProcessByStdio<Writable, Readable, null> = spawn('python3', [churn], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  readonly #said = on(this.#process.stdout, 'data');

  /** Waits until what was asked for last is done. */
  async done(): Promise<void> {
    await this.#said.next();
  }

  async step(name: string): Promise<void> {
    this.#process.stdin.write(`${name}\n`);
    await this.done();
  }

  end(): void {
    this.#process.stdin.end();
  }
}

/** This machine, on which something happens between two rounds. */
class ChangingMachine extends NodeEnvironment {
  readonly #between: () => Promise<boolean>;

  constructor(between: () => Promise<boolean>) {
    const machine = thisMachine({});
    const calls = new SystemCallsOnce();
    super(machine, calls, new ThisKernel(new FileReader('/proc'), machine.littleEndian, release(), calls));
    this.#between = between;
  }

  override sleep(): Promise<boolean> {
    return this.#between();
  }
}

class Collector implements Output {
  #stdout = '';
  #stderr = '';

  stdout(text: string): void {
    this.#stdout += text;
  }

  stderr(text: string): void {
    this.#stderr += text;
  }

  flush(): void {}

  take(): Said {
    const said = still({ stdout: this.#stdout, stderr: this.#stderr });
    this.#stdout = this.#stderr = '';
    return said;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'netstat-rounds-'));

/** Through files: pipes would be sockets that come and go, too. */
function netstat(options: string): Said {
  const [out, err] = ['out', 'err'].map((name) => join(folder, name)) as [string, string];
  const [outFile, errFile] = [openSync(out, 'w'), openSync(err, 'w')];
  spawnSync('netstat', options.split(' '), {
    stdio: ['ignore', outFile, errFile],
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  for (const file of [outFile, errFile]) closeSync(file);
  return still({ stdout: readFileSync(out, 'latin1'), stderr: readFileSync(err, 'latin1') });
}

/** Without the hundredths of seconds that running timers (-o) have left: they never stand still. */
function still({ stdout, stderr }: Said): Said {
  return { stdout: stdout.replace(/ \(\d+\.\d\d\/(?=\d+\/\d+\))/g, ' (*/'), stderr };
}

async function main(): Promise<void> {
  const sockets = new Churn();
  await sockets.done();
  const differences: Difference[] = [];
  let compared = 0;
  for (const options of lines) {
    const output = new Collector();
    let round = 0;
    let step = 'none';
    let before = netstat(options);
    const machine = new ChangingMachine(async () => {
      const ours = output.take();
      const theirs = netstat(options);
      // Something else moved meanwhile: this round is held against nothing.
      if (before.stdout === theirs.stdout && before.stderr === theirs.stderr) {
        compared++;
        if (ours.stdout !== theirs.stdout || ours.stderr !== theirs.stderr) {
          differences.push({ options, round, step, ours, theirs });
        }
      }
      step = STEPS[round++] ?? '';
      if (step === '') return false;
      await sockets.step(step);
      before = netstat(options);
      return true;
    });
    await runNetstat(['-c', ...options.split(' ')], machine, output);
  }
  sockets.end();
  rmSync(folder, { recursive: true });
  console.log(JSON.stringify({ compared, differences } satisfies Rounds));
}

void main();
