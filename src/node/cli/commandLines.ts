import type { ReadResult } from '../../core/netstat/context/environment';
import type { HolderCache } from '../engine/owners/holderCache';
import type { ProcReader } from '../reader';

/** Command lines that are remembered at most, and the longest of them. */
const MOST = 1 << 14;
const LONGEST = 4096;

/**
 * Reads /proc/PID/cmdline, and remembers it of processes that do not run for the rounds of -c: among 500 processes with
 * 1,000 sockets a round of `netstat -anpc` took 1.2 to 1.3 of its CPU time without that (`cpuOfRounds` of
 * test/bench/rounds.ts).
 */
export class CommandLines {
  readonly #reader: ProcReader;
  readonly #known = new Map<number, ReadResult>();

  constructor(reader: ProcReader) {
    this.#reader = reader;
  }

  /** @param cache knows which processes have run since it last looked; nothing is remembered without it */
  read(pid: number, cache: Pick<HolderCache, 'mayHaveChanged'> | undefined): ReadResult {
    const known = this.#known.get(pid);
    if (known !== undefined && cache?.mayHaveChanged(pid) === false) return known;
    const file = this.#reader.readOnce(`${pid}/cmdline`);
    if (file.status !== 'ok') {
      this.#known.delete(pid);
      return { ok: false, code: file.code };
    }
    const result = { ok: true, bytes: Uint8Array.from(file.value) } as const;
    if (cache === undefined || file.value.length > LONGEST) return result;
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(pid, result);
    return result;
  }
}
