import { fstatSync, writeSync } from 'node:fs';
import type { ByteText, Output } from '../../core/netstat/environment';
import { strerror } from '../../core/netstat/strerror';
import { terminalSafe } from '../../core/netstat/terminal';
import { noteWork } from './optimizer';

/** C's stdio writes whole blocks of this size to files and pipes: keeps both streams in netstat's order. */
const BLOCK = 4096;
/** About so many characters are a row. */
const ROW = 100;
/** Characters held back at most. */
const PORTION = 1 << 15;
/** Milliseconds between two attempts to write to a pipe that is full and does not block. */
const PATIENCE = 5;
/** The major number of /dev/null, zero and full on Linux. */
const MEMORY_DEVICES = 1;
/** As a shell tells of a process that SIGPIPE ended: Node ignores this signal. */
const BROKEN_PIPE_STATUS = 128 + 13;

/** The process' own streams, written synchronously, without Node's streams, which take time to start. */
export class ProcessOutput implements Output {
  readonly #outIsTerminal = isTerminal(1);
  readonly #errorIsTerminal = isTerminal(2);
  #pending = '';

  get isTerminal(): boolean {
    return this.#outIsTerminal;
  }

  stdout(text: ByteText): void {
    noteWork(text.length / ROW);
    this.#pending += this.#outIsTerminal ? terminalSafe(text) : text;
    if (this.#outIsTerminal) this.flush();
    else if (this.#pending.length > PORTION) this.#writeBlocks();
  }

  stderr(text: ByteText): void {
    this.#writeBlocks();
    write(2, this.#errorIsTerminal ? terminalSafe(text) : text);
  }

  flush(): void {
    const text = this.#pending;
    this.#pending = '';
    write(1, text);
  }

  /** Writes what stdio would have written by now. */
  #writeBlocks(): void {
    const length = Math.floor(Math.max(this.#pending.length - 1, 0) / BLOCK) * BLOCK;
    const text = this.#pending.slice(0, length);
    this.#pending = this.#pending.slice(length);
    write(1, text);
  }
}

/** Terminals are character devices; that others than /dev/null and its like are taken for terminals does no harm. */
function isTerminal(descriptor: number): boolean {
  try {
    const stat = fstatSync(descriptor);
    return stat.isCharacterDevice() && stat.rdev >> 8 !== MEMORY_DEVICES;
  } catch {
    return false;
  }
}

function write(descriptor: number, text: ByteText): void {
  const bytes = Buffer.from(text, 'latin1');
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
      if (code === 'EAGAIN') wait();
      else if (code === 'EPIPE') process.exit(BROKEN_PIPE_STATUS);
      else if (descriptor === 1) fail(code);
      else return;
    }
  }
}

function wait(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE);
}

function fail(code: string): never {
  write(2, `netstat: cannot write the output: ${strerror(code)}\n`);
  process.exit(1);
}
