import type { ByteText, ReadResult } from '../../core/netstat/context/environment';
import type { HolderCache } from '../engine/owners/holderCache';

/** Command lines that are remembered at most, and the longest of them. */
const MOST = 1 << 14;
const LONGEST = 4096;

const COMMAND_LINE = /^\/proc\/(\d+)\/cmdline$/;

/**
 * Remembers /proc/PID/cmdline of processes that do not run, for the rounds of -c: among 500 processes with 1,000 sockets a
 * round of `netstat -anpc` took 1.2 to 1.3 of its CPU time without it (`cpuOfRounds` of test/bench/rounds.ts).
 */
export class CommandLines {
  readonly #known = new Map<number, ReadResult>();

  /**
   * @param path of any file
   * @param cache knows which processes have run since it last looked
   * @param read reads the file
   */
  read(path: ByteText, cache: Pick<HolderCache, 'mayHaveChanged'>, read: () => ReadResult): ReadResult {
    const pid = Number(COMMAND_LINE.exec(path)?.[1] ?? 0);
    if (pid === 0) return read();
    const known = this.#known.get(pid);
    if (known !== undefined && !cache.mayHaveChanged(pid)) return known;
    const result = read();
    if (this.#known.size >= MOST) this.#known.clear();
    if (result.ok && result.bytes.length < LONGEST) this.#known.set(pid, result);
    else this.#known.delete(pid);
    return result;
  }
}
