import { statSync, type Stats } from 'node:fs';
import { FileReader } from '../reader';
import { FarFolders } from './farFolders';
import { type FolderManifest, lookAt, manifestIn, markOf } from './manifestIn';
import { withFolder } from './openFolder';

/** Folders whose manifests are kept, of all processes. */
const MOST_FOLDERS = 2_000;

/** Folders above a working directory that are looked at; nobody's project is deeper in its repository. */
const MOST_LEVELS = 24;

/** Roots and homes that are kept together. */
const MOST_ENDS = 200;

/** Milliseconds after which they are looked at again. */
const LIFETIME = 30_000;

/** A process whose project is asked for. */
export interface Worker {
  readonly pid: number;
  /** Its effective user. */
  readonly uid: number;
}

/** What a folder was found to be, for the processes of a user. */
interface Known extends FolderManifest {
  readonly isRepository: boolean;
}

/**
 * The projects that processes run in: the name in the nearest manifest at or above the working directory, up to the
 * repository's root, but never in a home folder or the root of the file system. All is walked from the folder that
 * /proc/PID/cwd leads to, in whatever mount namespace that is: the link's text would lead elsewhere from here. Folders of
 * other machines' are left alone: one that does not answer would keep everybody waiting.
 */
export class ProjectFolders {
  readonly #proc: string;
  readonly #homeOf: (uid: number) => string | undefined;
  readonly #far: FarFolders;
  /** By the process' root and its user's home, which many have in common. */
  readonly #endsOf = new Map<string, { readonly ends: ReadonlySet<string>; readonly readAt: number }>();
  /** Least recently used first. */
  readonly #known = new Map<string, Known>();

  /**
   * @param homeOf the home folder of a user, where it is known
   * @param proc where /proc is
   */
  constructor(homeOf: (uid: number) => string | undefined, proc = '/proc') {
    this.#homeOf = homeOf;
    this.#proc = proc;
    this.#far = new FarFolders(new FileReader(proc), proc);
  }

  /** How many folders are kept. */
  get size(): number {
    return this.#known.size;
  }

  /**
   * The name of a process' project, whitelisted characters; nothing where it has none, or may not be looked at.
   * @param found what was found for others at the same moment, who often run in the same folder
   */
  nameOf({ pid, uid }: Worker, found: Map<string, string | undefined> = new Map()): string | undefined {
    const place = this.#far.nearPlace(pid);
    if (place === undefined) return undefined;
    const key = `${uid} ${place}`;
    if (found.has(key)) return found.get(key);
    const ends = this.#ends(pid, uid);
    const name = withFolder(`${this.#proc}/${pid}/cwd`, (handle) => this.#walk(handle, uid, ends));
    found.set(key, name);
    return name;
  }

  #walk(handle: string, uid: number, ends: ReadonlySet<string>): string | undefined {
    // The handle itself is a link: a dot behind it is the folder.
    let folder = `${handle}/.`;
    let stats = statOf(folder);
    for (let level = 0; level < MOST_LEVELS && stats !== undefined; level++) {
      if (ends.has(identityOf(stats))) return undefined;
      const above = `${folder}/..`;
      const next = statOf(above);
      // Above the root of a file system, or of a mount namespace, is that root again.
      if (next === undefined || identityOf(next) === identityOf(stats)) return undefined;
      const { name, isRepository } = this.#look(folder, stats, uid);
      if (name !== undefined || isRepository) return name;
      [folder, stats] = [above, next];
    }
    return undefined;
  }

  #look(folder: string, stats: Stats, uid: number): Known {
    const key = `${identityOf(stats)} ${stats.mtimeMs} ${uid}`;
    const before = this.#known.get(key);
    this.#known.delete(key);
    const known =
      before !== undefined && isAsBefore(folder, before)
        ? before
        : { ...manifestIn(folder, uid), isRepository: lookAt(`${folder}/.git`) !== undefined };
    this.#known.set(key, known);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST_FOLDERS) break;
      this.#known.delete(oldest);
    }
    return known;
  }

  /** Where a walk ends without a look: the roots that are ours and the process', and its user's home in either. */
  #ends(pid: number, uid: number): ReadonlySet<string> {
    const home = this.#homeOf(uid)?.replace(/\/+$/, '');
    const root = identityAt(`${this.#proc}/${pid}/root/.`);
    const key = `${root} ${home}`;
    const known = this.#endsOf.get(key);
    const now = performance.now();
    if (known !== undefined && now - known.readAt < LIFETIME) return known.ends;
    const homes = home ? [home, `${this.#proc}/${pid}/root${home}`] : [];
    const ends = new Set(
      [root, identityAt('/'), ...homes.map(identityAt)].filter((each) => each !== undefined),
    );
    if (this.#endsOf.size >= MOST_ENDS) this.#endsOf.clear();
    this.#endsOf.set(key, { ends, readAt: now });
    return ends;
  }
}

function isAsBefore(folder: string, { file, mark }: Known): boolean {
  if (file === undefined) return true;
  const stats = lookAt(`${folder}/${file}`);
  return stats !== undefined && markOf(stats) === mark;
}

function identityOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

function identityAt(path: string): string | undefined {
  const stats = statOf(path);
  return stats && identityOf(stats);
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
