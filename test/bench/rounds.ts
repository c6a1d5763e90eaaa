import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { bareShell } from './measure';

/** The rounds that count: the first ones meet everything anew. */
const FROM = 10;
const TO = 60;

/** What each round begins with. */
const TITLE = 'Active Internet connections';

/** Milliseconds between two looks at what was printed. */
const PAUSE = 50;
/** USER_HZ, the unit of times in /proc/PID/stat on all machines that there are packages for. */
const TICKS_PER_SECOND = 100;

/** A program that prints a round a second, until it is ended. */
class Repeating {
  readonly #process: ChildProcess;
  readonly #file: number;
  readonly #piece = Buffer.alloc(1 << 20);
  #rest = '';
  #begun = 0;
  #before: number | undefined;
  #after: number | undefined;

  /**
   * @param command a line for bash
   * @param path a file for what it prints: a pipe would be more work for it, and its reader would be some, too
   */
  constructor(command: string, path: string) {
    const out = openSync(path, 'w');
    const { file, args, env } = bareShell(`exec ${command}`);
    this.#process = spawn(file, args, { stdio: ['ignore', out, 'ignore'], env });
    closeSync(out);
    this.#file = openSync(path, 'r');
  }

  /** CPU milliseconds of a round among those that count; undefined as long as they are not over. */
  get perRound(): number | undefined {
    const { before, after } = { before: this.#before, after: this.#after };
    return before === undefined || after === undefined ? undefined : (after - before) / (TO - FROM);
  }

  /** Looks how far it is. */
  look(): void {
    if (this.#process.exitCode !== null) throw new Error('The program with -c ended by itself.');
    for (let length; (length = readSync(this.#file, this.#piece)) > 0;) {
      const text = this.#rest + this.#piece.toString('latin1', 0, length);
      this.#begun += text.split(TITLE).length - 1;
      // The title may lie across two pieces, and is not counted twice: less than all of it is kept.
      this.#rest = text.slice(1 - TITLE.length);
    }
    // A round's title may be seen only when the next one is printed: so late for both, at either end.
    if (this.#begun > FROM) this.#before ??= this.#cpu();
    if (this.#begun > TO) this.#after ??= this.#cpu();
  }

  end(): void {
    this.#process.kill('SIGKILL');
    closeSync(this.#file);
  }

  /** User and system time of all its threads: the 14th and 15th field of /proc/PID/stat (proc_pid_stat(5)). */
  #cpu(): number {
    const stat = readFileSync(`/proc/${this.#process.pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
  }
}

/** CPU milliseconds of a round of each of these commands with -c, all at the same time: passes 11 to 60. */
export async function cpuOfRounds(commands: readonly string[]): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'netstat-rounds-'));
  const programs = commands.map((command, i) => new Repeating(command, join(folder, String(i))));
  try {
    for (;;) {
      for (const program of programs) program.look();
      const costs = programs.map(({ perRound }) => perRound);
      if (costs.every((cost) => cost !== undefined)) return costs;
      await later(PAUSE);
    }
  } finally {
    for (const program of programs) program.end();
    rmSync(folder, { recursive: true });
  }
}
