import type { Listeners } from '../../core/model/listeners';
import type { InetColumns } from '../../core/model/inetTable';
import { type LikelyOwners, NO_LIKELY_OWNERS } from '../../core/model/likelyOwner';
import type { Scope, Snapshot } from '../../core/model/snapshot';
import { repeatedRows } from '../../core/procfs/repeatedRows';
import { isListening } from '../../core/query/socketState';
import type { SocketUnit } from '../../core/units/socketUnits';
import type { ProcReader } from '../reader';
import type { GroupTree } from './groups/groupTree';
import { openLikelyOwners, type SeenProcesses } from './groups/machineOwners';
import { attribute, type Join } from './owners/attribute';
import { Gate } from './sockets/gate';
import type { Netlink } from './sockets/netlink';
import { Owners } from './owners/owners';
import { PassMemory } from './owners/passMemory';
import type { Processes } from './owners/processes';
import { type Holder, SocketFiles } from './owners/socketFiles';
import type { SocketLinks } from './owners/socketLinks';
import type { SocketSource } from './sockets/socketSource';
import { type Surroundings, readSurroundings } from './owners/surroundings';
import type { UserNames } from './owners/userNames';
import { rowsWithSharedInode, UnixDoubtFinder } from './sockets/unixDoubts';
import { SocketIndex } from './owners/socketIndex';

/** Of so many passes in which nothing seems to have changed, one reads the tables all the same. */
const READ_EVERY = 5;

/** Instead of a snapshot: nothing opened or closed since the last one, as far as the kernel's counters tell. */
export type Unchanged = Pick<Snapshot, 'takenAt' | 'sequence' | 'duration'>;

/** The snapshot that a scan's answer stands for: where nothing changed, the last one, taken again just now. */
export function completed(scanned: Snapshot | Unchanged, last: Snapshot | undefined): Snapshot {
  if ('inet' in scanned) return scanned;
  if (last === undefined) throw new Error('Nothing can be unchanged before the first snapshot.');
  return { ...last, ...scanned };
}

/** What the scanner is told about the machine. */
export interface ScannerOptions {
  /** Reads /proc. */
  readonly reader: ProcReader;
  /** How the links of /proc/PID/fd are read; by the reader where left out. */
  readonly links?: SocketLinks;
  /** Tells which rows of UNIX sockets are the kernel's, where this machine's kernel can be asked. */
  readonly netlink?: Netlink;
  /** The mounted tree of control groups, by which owners are likely that may not be seen. */
  readonly groupsAt?: ((mountPoint: string) => GroupTree) | undefined;
  /** Reads what unit files say of .socket units. */
  readonly readSocketUnits?: () => readonly SocketUnit[];
  readonly users: UserNames;
  readonly effectiveUid: number;
  /** Node's `process.platform`. */
  readonly system: string;
  /** The calling process, as getpid(2) has it. */
  readonly ownPid: number;
}

/** Takes snapshots, and remembers between them what need not be read again. */
export class Scanner {
  readonly #options: ScannerOptions;
  readonly #source: SocketSource;
  readonly #processes: Processes;
  readonly #files: SocketFiles;
  readonly #owners: Owners;
  readonly #gate: Gate;
  readonly #unixDoubts: UnixDoubtFinder;
  readonly #index: SocketIndex;
  /** Made when it is needed first: nothing is read before. */
  readonly #likelyOwners = once(() => {
    const { reader, groupsAt, readSocketUnits = () => [] } = this.#options;
    return {
      finder: groupsAt && openLikelyOwners(reader, this.surroundings, groupsAt, readSocketUnits),
    };
  });
  #surroundings: Surroundings | undefined;
  #sequence = 0;
  #lastScope: Scope | undefined;
  #quietPasses = 0;

  constructor(options: ScannerOptions, source: SocketSource, processes: Processes) {
    this.#options = options;
    this.#source = source;
    this.#processes = processes;
    this.#files = new SocketFiles(options.reader, options.links);
    const memory = new PassMemory();
    this.#index = new SocketIndex(memory);
    this.#owners = new Owners(this.#files, memory);
    this.#gate = new Gate(options.reader);
    this.#unixDoubts = new UnixDoubtFinder(options.netlink);
  }

  /** What decides what can be seen on this machine. */
  get surroundings(): Surroundings {
    const { reader, system, ownPid } = this.#options;
    return (this.#surroundings ??= readSurroundings(reader, system, ownPid));
  }

  /** How often processes denied their descriptors since the start. */
  get denials(): number {
    return this.#files.denials;
  }

  /** The next pass reads the tables, whether or not anything seems to have changed. */
  expectNews(): void {
    this.#gate.forget();
  }

  /** All processes as they were last looked at, with the inodes of their sockets. */
  get holders(): readonly Holder[] {
    return this.#files.holders;
  }

  /** The listening sockets, from the tables alone. What is known of owners stays as it is. */
  listeners(): Listeners {
    const takenAt = Date.now();
    this.#source.read('listening', false);
    return { takenAt, inet: this.#source.inet.slice(this.#rowsOf('listening')) };
  }

  /** @returns `Unchanged` only where the last call had the same scope, and never where `fresh` */
  scan(scope: Scope, fresh: boolean): Snapshot | Unchanged {
    const started = performance.now();
    const takenAt = Date.now();
    const sequence = ++this.#sequence;
    if (this.#isQuiet(scope, fresh)) return { takenAt, sequence, duration: performance.now() - started };
    const snapshot = this.#read(scope, fresh);
    this.#lastScope = scope;
    return { ...snapshot, takenAt, sequence, duration: performance.now() - started };
  }

  /** The gate is looked at before the tables: what happens in between moves it for the next pass. */
  #isQuiet(scope: Scope, fresh: boolean): boolean {
    const isSame = this.#gate.isQuiet();
    const mayWait =
      !fresh && scope === this.#lastScope && !this.#isWaiting && this.#quietPasses < READ_EVERY - 1;
    this.#quietPasses = isSame && mayWait ? this.#quietPasses + 1 : 0;
    return this.#quietPasses > 0;
  }

  get #isWaiting(): boolean {
    return this.#owners.isWaiting || (this.#likelyOwners().finder?.isWaiting ?? false);
  }

  /** @param turn that of {@link SocketFiles} in which this pass began to look at processes */
  #findLikely(
    inet: InetColumns,
    ownerStart: Uint32Array | undefined,
    turn: number,
    fresh: boolean,
  ): LikelyOwners {
    const { finder } = this.#likelyOwners();
    if (finder === undefined || ownerStart === undefined) return NO_LIKELY_OWNERS;
    const seen: SeenProcesses = {
      turn,
      changes: this.#files.changes,
      lookedIntoIn: (pid) => this.#files.lookedIntoIn(pid),
      isThere: ({ pid, startTime }) => {
        const holder = this.#files.get(pid);
        return holder !== undefined && (holder.startTime ?? startTime) === startTime;
      },
    };
    return finder.find(inet, ownerStart, seen, fresh);
  }

  #read(scope: Scope, fresh: boolean): Omit<Snapshot, keyof Unchanged> {
    const source = this.#source;
    const { users, effectiveUid } = this.#options;
    source.read(scope, fresh);
    const rows = this.#rowsOf(scope);
    const inet = rows === undefined ? source.inet.take() : source.inet.slice(rows);
    const unix = source.unix.take();
    const { others, associations } = source;
    const otherInodes = Float64Array.from(others, ({ inode }) => inode ?? 0);

    const index = this.#index;
    index.begin(inet.inode.length + unix.inode.length + others.length);
    const ofInet = index.add(inet.inode, inet.uid);
    const ofUnix = index.add(unix.inode);
    const ofOthers = index.add(otherInodes);
    const turn = this.#files.turn + 1;
    const joined = this.#owners.refresh(index, fresh, scope === this.#lastScope);
    const { doubts, ownerless } = this.#unixDoubts.find(
      unix,
      ownedRows(ofUnix, joined),
      once(() => rowsWithSharedInode(ofUnix, [ofInet, ofOthers], index.count)),
      fresh,
    );
    // Nobody is called the owner of what he may never have heard of.
    for (const row of ownerless) ofUnix[row] = -1;
    const { starts, pids } = attribute(joined, [ofInet, ofUnix, ofOthers]);
    const holders = this.#files.holders.filter((holder) => holder.hits > 0);
    const processes = this.#processes.describe(holders, fresh);
    for (const holder of holders) this.#compare(holder, processes.get(holder.pid)?.startTime);
    const likely = this.#findLikely(inet, starts[0], turn, fresh);
    const { surroundings } = this;
    const uids = new Set(inet.uid);
    for (const { uid } of others) if (uid !== undefined) uids.add(uid);
    for (const owner of processes.values()) uids.add(owner.uid);
    return {
      scope,
      platform: surroundings.platform,
      sources: source.sources,
      issues: source.issues,
      inet,
      unix,
      unixDoubts: doubts,
      associations,
      others,
      ownerStart: starts[0] ?? new Uint32Array(1),
      unixOwnerStart: starts[1] ?? new Uint32Array(1),
      otherOwnerStart: starts[2] ?? new Uint32Array(1),
      ownerPids: pids,
      processes,
      likely,
      ownerScan: {
        processes: this.#files.holders.length,
        denied: this.#files.denied,
        vanished: this.#files.vanished,
        hidepid: surroundings.hidepid,
        nestedPidNamespace: surroundings.nestedPidNamespace,
        procPids: surroundings.procPids,
        viewerUid: effectiveUid,
      },
      users: users.namesOf(uids),
      bootTime: surroundings.bootTime,
      ticksPerSecond: 100,
    };
  }

  /** The rows to show, or nothing where it is all of them. */
  #rowsOf(scope: Scope): Uint32Array | undefined {
    const { inet } = this.#source;
    const repeated = new Set(repeatedRows(inet));
    if (scope !== 'listening' && repeated.size === 0) return undefined;
    return Uint32Array.from({ length: inet.length }, (_, row) => row).filter(
      (row) => !repeated.has(row) && (scope !== 'listening' || isListening(inet.columns, row)),
    );
  }

  #compare(holder: Holder, startTime: number | undefined): void {
    if (startTime !== undefined && startTime !== holder.startTime) this.#files.forget(holder);
  }
}

/** The rows that somebody holds, by the numbers of their inodes. */
function ownedRows(numbers: Int32Array, { first }: Join): number[] {
  const owned: number[] = [];
  numbers.forEach((number, row) => {
    if (number !== -1 && first[number] !== first[number + 1]) owned.push(row);
  });
  return owned;
}

/** The value of `make`, made when it is asked for first. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
