import { isDeepStrictEqual } from 'node:util';
import type { Listeners } from '../../core/model/listeners';
import type { InetColumns } from '../../core/model/inetTable';
import { type LikelyOwners, NO_LIKELY_OWNERS } from '../../core/model/likelyOwner';
import type { NamespaceWish } from '../../core/model/namespace';
import type { ProcessOwner } from '../../core/model/process';
import { type Scope, type Snapshot, withoutTraffic } from '../../core/model/snapshot';
import type { SocketUnit } from '../../core/units/socketUnits';
import { unclosedIn } from '../../core/query/unclosed';
import type { GroupTree } from './groups/groupTree';
import { openLikelyOwners, type SeenProcesses } from './groups/machineOwners';
import type { MachineNamespaces } from './namespaces/machineNamespaces';
import { NamespaceParts, type NamespacePartsTools } from './namespaces/namespaceParts';
import { isAsking } from './namespaces/wantedNamespaces';
import type { EnteredPlace } from './namespaces/namespaceEntry';
import { Gate } from './sockets/gate';
import type { Netlink } from './sockets/netlink';
import { countRows, numberRows, once, ownersOfRows, type RowOwners } from './owners/numberedRows';
import { Owners } from './owners/owners';
import { PassMemory } from './owners/passMemory';
import type { Processes } from './owners/processes';
import { type Holder, SocketFiles } from './owners/socketFiles';
import type { SocketLinks } from './owners/socketLinks';
import type { SocketSource } from './sockets/socketSource';
import { rowsOf, type TakenRows, takeRows } from './sockets/takenRows';
import { type Surroundings, readSurroundings } from './owners/surroundings';
import type { UserNames } from './owners/userNames';
import { UnixDoubtFinder } from './sockets/unixDoubts';
import { SocketIndex } from './owners/socketIndex';

/** Of so many passes in which nothing seems to have changed, one reads the tables all the same. */
const READ_EVERY = 5;

/** After so many passes in which nobody asked for other network namespaces, nothing is kept of them. */
const MOST_UNASKED = 30;

/** Instead of a snapshot: nothing opened or closed since the last one, as far as the kernel's counters tell. */
export type Unchanged = Pick<Snapshot, 'takenAt' | 'sequence' | 'duration'>;

/** The snapshot that a scan's answer stands for: where nothing changed, the last one, taken again just now. */
export function completed(scanned: Snapshot | Unchanged, last: Snapshot | undefined): Snapshot {
  if ('inet' in scanned) return scanned;
  if (last === undefined) throw new Error('Nothing can be unchanged before the first snapshot.');
  return { ...withoutTraffic(last), ...scanned };
}

/** What the scanner is told about the machine. */
export interface ScannerOptions extends Omit<NamespacePartsTools, 'processes'> {
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

/** What a pass that reads is asked for. */
interface Asked {
  readonly scope: Scope;
  readonly fresh: boolean;
  readonly wish: NamespaceWish | undefined;
  /** Whether nothing seems to have opened or closed in the own network namespace: its rows may be the same as before. */
  readonly isQuiet: boolean;
  readonly traffic: boolean;
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
  /** Made when they are asked for first. */
  #others: NamespaceParts | undefined;
  #unasked = 0;
  /** This machine's own rows as they were read last. */
  #own: TakenRows | undefined;
  #lastWish: NamespaceWish | undefined;
  #sequence = 0;
  #lastScope: Scope | undefined;
  /** Whether the last pass was one that no caller of {@link scan} has seen. */
  #wasAside = false;
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
  listeners(withUnclosed = false): Listeners {
    const takenAt = Date.now();
    this.#source.readListeners(withUnclosed);
    const { inet } = this.#source;
    return {
      takenAt,
      inet: inet.slice(rowsOf(this.#source, 'listening')),
      ...(withUnclosed && { unclosed: unclosedIn(inet.columns, inet.length) }),
    };
  }

  /**
   * @param wish which other network namespaces are read, too
   * @param traffic whether what the kernel counts is read
   * @returns `Unchanged` only where the last call had the same scope and wish, and never where `fresh` or `traffic`
   */
  scan(scope: Scope, fresh: boolean, wish?: NamespaceWish, traffic = false): Snapshot | Unchanged {
    const started = performance.now();
    const takenAt = Date.now();
    const sequence = ++this.#sequence;
    const asked = isAsking(wish) ? wish : undefined;
    const isQuiet = this.#isQuiet(scope, fresh);
    // All counters are looked at in each pass: a change that was seen is not seen again.
    const areOthersQuiet = asked === undefined ? this.#leaveOthers(wish) : this.#namespaceParts.areQuiet();
    const isNamed = !this.#processes.areDescriptionsMissing && !this.#processes.isSettling;
    if (!traffic && isQuiet && isNamed && areOthersQuiet && isDeepStrictEqual(asked, this.#lastWish))
      return { takenAt, sequence, duration: performance.now() - started };
    const snapshot = this.#read({ scope, fresh, wish: asked, isQuiet, traffic });
    this.#lastScope = scope;
    this.#lastWish = asked;
    this.#wasAside = false;
    return { ...snapshot, takenAt, sequence, duration: performance.now() - started };
  }

  /**
   * A pass for the engine itself, of this machine's own sockets. Whoever scans next is told of all that has changed since his
   * own last pass, whatever this one found, and other namespaces stay as they were read.
   */
  scanAside(scope: Scope): Snapshot {
    const started = performance.now();
    const takenAt = Date.now();
    const sequence = ++this.#sequence;
    // What moved until now is in this pass, and is news for the next one all the same: it reads in any case.
    this.#gate.isQuiet();
    const asked = { scope, fresh: false, wish: undefined, isQuiet: false, traffic: false };
    const snapshot = this.#read(asked);
    this.#lastScope = scope;
    this.#lastWish = undefined;
    this.#wasAside = true;
    return { ...snapshot, takenAt, sequence, duration: performance.now() - started };
  }

  /**
   * The network namespaces that there are now.
   * @param fresh whether every process is looked at, and not new ones alone
   */
  machineNamespaces(fresh: boolean): MachineNamespaces {
    const { machine } = this.#namespaceParts;
    machine.look(this.#sequence, fresh, { holders: this.#files.holders });
    return machine;
  }

  /** Where a network namespace of the last snapshot is entered; nothing where it has ended. */
  placeOf(key: string): EnteredPlace | undefined {
    const { machine } = this.#namespaceParts;
    const namespace = machine.all.find(({ facts }) => facts.key === key);
    return namespace && machine.placeOf(namespace);
  }

  get #namespaceParts(): NamespaceParts {
    return (this.#others ??= new NamespaceParts({ ...this.#options, processes: this.#processes }));
  }

  /** A question that comes between passes takes nothing from them; who says that nothing is wanted does. */
  #leaveOthers(wish: NamespaceWish | undefined): true {
    if (wish !== undefined || ++this.#unasked === MOST_UNASKED) this.#others?.forget();
    return true;
  }

  /** The gate is looked at before the tables: what happens in between moves it for the next pass. */
  #isQuiet(scope: Scope, fresh: boolean): boolean {
    const isSame = this.#gate.isQuiet();
    const isNext = scope === this.#lastScope && !this.#wasAside;
    const mayWait = !fresh && isNext && !this.#isWaiting && this.#quietPasses < READ_EVERY - 1;
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

  #read({ scope, fresh, wish, isQuiet, traffic }: Asked): Omit<Snapshot, keyof Unchanged> {
    const { users, effectiveUid } = this.#options;
    // What the kernel counts moves while nothing opens or closes.
    const own = isQuiet && !traffic ? this.#own : undefined;
    if (own === undefined) this.#source.read(scope, fresh, traffic);
    const rows = own ?? takeRows(this.#source, scope);
    this.#own = withoutTraffic(rows);
    const others = wish && { wish, parts: this.#namespaceParts };
    if (others) this.#unasked = 0;
    const roll = { holders: this.#files.holders, listing: this.#gate.listing };
    const isRound = !isQuiet;
    const pass = { number: this.#sequence, scope, fresh, isRound, roll, traffic };
    const readings = others?.parts.read(others.wish, pass, rows.inet) ?? [];

    const index = this.#index;
    const tables = [rows, ...readings.map((reading) => reading.rows)];
    index.begin(tables.reduce((sum, each) => sum + countRows(each), 0));
    const numbers = tables.map((each) => numberRows(index, each));
    const turn = this.#files.turn + 1;
    const isComparable = scope === this.#lastScope && isDeepStrictEqual(wish, this.#lastWish);
    const joined = this.#owners.refresh(index, fresh, isComparable);
    const ownersOf = (at: number, doubts: UnixDoubtFinder): RowOwners =>
      ownersOfRows(tables[at] ?? rows, numbers, at, { count: index.count, joined, doubts, fresh });
    const owners = ownersOf(0, this.#unixDoubts);
    const holders = this.#files.holders.filter((holder) => holder.hits > 0);
    // Whoever sees sockets for the first time does not wait for what people call their owners.
    const isFirst = this.#lastScope === undefined && !fresh;
    const processes = this.#processes.describe(holders, fresh, isFirst);
    for (const holder of holders) this.#compare(holder, processes.get(holder.pid)?.startTime);
    const likely = this.#findLikely(rows.inet, owners.ownerStart, turn, fresh);
    const namespaces = others?.parts.compose(
      others.wish,
      readings,
      (at, doubts) => ownersOf(at + 1, doubts),
      (pid) => this.#files.get(pid),
    );
    const { surroundings } = this;
    return {
      scope,
      platform: surroundings.platform,
      ...rows,
      ...owners,
      processes,
      likely,
      ...(namespaces && { namespaces }),
      ownerScan: {
        processes: this.#files.holders.length,
        denied: this.#files.denied,
        vanished: this.#files.vanished,
        hidepid: surroundings.hidepid,
        nestedPidNamespace: surroundings.nestedPidNamespace,
        procPids: surroundings.procPids,
        viewerUid: effectiveUid,
        areDescriptionsMissing: this.#processes.areDescriptionsMissing,
      },
      users: users.namesOf(uidsOf(tables, processes.values())),
      bootTime: surroundings.bootTime,
      ticksPerSecond: 100,
    };
  }

  #compare(holder: Holder, startTime: number | undefined): void {
    if (startTime !== undefined && startTime !== holder.startTime) this.#files.forget(holder);
  }
}

/** The users of all sockets and owners. */
function uidsOf(tables: readonly TakenRows[], owners: Iterable<ProcessOwner>): Set<number> {
  const uids = new Set<number>();
  for (const { inet, others } of tables) {
    for (const uid of inet.uid) uids.add(uid);
    for (const { uid } of others) if (uid !== undefined) uids.add(uid);
  }
  for (const { uid } of owners) uids.add(uid);
  return uids;
}
