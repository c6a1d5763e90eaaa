import type { HolderCache } from '../engine/owners/holderCache';
import type { SmallFiles } from '../system/smallFiles';

/** Command lines that are remembered at most. */
const MOST = 1 << 14;

const PID = /\d+/;

/** Reads /proc/PID/cmdline, and remembers it of processes that do not run. */
export class CommandLines {
  readonly #files: SmallFiles;
  readonly #known = new Map<number, Uint8Array>();

  constructor(files: SmallFiles) {
    this.#files = files;
  }

  /**
   * The file's bytes; undefined where they are to be read otherwise.
   * @param path of the file: "/proc/1/cmdline"
   * @param kept knows which processes have run since it last looked
   */
  read(path: string, kept: Pick<HolderCache, 'mayHaveChanged'> | undefined): Uint8Array | undefined {
    const pid = Number(PID.exec(path)?.[0]);
    const known = this.#known.get(pid);
    if (known !== undefined && kept?.mayHaveChanged(pid) === false) return known;
    const bytes = this.#files.read(path)?.slice();
    if (kept === undefined) return bytes;
    if (this.#known.size >= MOST) this.#known.clear();
    if (bytes === undefined) this.#known.delete(pid);
    else this.#known.set(pid, bytes);
    return bytes;
  }
}
