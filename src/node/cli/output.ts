import { fstatSync, writeSync } from 'node:fs';
import type { ByteText } from '../../core/netstat/context/environment';
import type { Output } from '../../core/netstat/context/output';
import { strerror } from '../../core/netstat/context/strerror';
import { terminalSafe } from '../../core/netstat/context/terminal';
import { noteWork } from './optimizer';

/** C's stdio writes whole blocks of this size to files and pipes: keeps both streams in netstat's order. */
const BLOCK = 4096;
/** About so many characters are a row. */
const ROW = 100;
/** Bytes held back at most. */
const PORTION = 1 << 15;
/** Milliseconds between two attempts to write to a pipe that is full and does not block. */
const RETRY_DELAY = 5;
/** The major number of /dev/null, zero and full on Linux. */
const MEMORY_DEVICES = 1;
/** As a shell tells of a process that SIGPIPE ended: Node ignores this signal. */
const BROKEN_PIPE_STATUS = 128 + 13;

/** The process' own streams, written synchronously, without Node's streams, which take time to start. */
export class ProcessOutput implements Output {
  readonly #outIsTerminal = isTerminal(1);
  readonly #errorIsTerminal = isTerminal(2);
  /** What is held back: the first bytes of this. */
  #pending = Buffer.allocUnsafeSlow(2 * PORTION);
  #length = 0;

  get isTerminal(): boolean {
    return this.#outIsTerminal;
  }

  stdout(text: ByteText): void {
    noteWork(text.length / ROW);
    if (this.#outIsTerminal) write(1, Buffer.from(terminalSafe(text), 'latin1'));
    else this.#holdBack(text);
  }

  stderr(text: ByteText): void {
    this.#writeBlocks();
    write(2, Buffer.from(this.#errorIsTerminal ? terminalSafe(text) : text, 'latin1'));
  }

  flush(): void {
    write(1, this.#pending.subarray(0, this.#length));
    this.#length = 0;
  }

  /** The bytes are copied at once: what the text is made of can go. */
  #holdBack(text: ByteText): void {
    const length = this.#length + text.length;
    if (length > this.#pending.length) this.#pending = Buffer.concat([this.#pending], 2 * length);
    this.#pending.write(text, this.#length, 'latin1');
    this.#length = length;
    if (length > PORTION) this.#writeBlocks();
  }

  /** Writes what stdio would have written by now. */
  #writeBlocks(): void {
    const written = Math.floor(Math.max(this.#length - 1, 0) / BLOCK) * BLOCK;
    write(1, this.#pending.subarray(0, written));
    this.#pending.copyWithin(0, written, this.#length);
    this.#length -= written;
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

function write(descriptor: number, bytes: Uint8Array): void {
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
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_DELAY);
}

function fail(code: string): never {
  write(2, Buffer.from(`netstat: cannot write the output: ${strerror(code)}\n`));
  process.exit(1);
}
