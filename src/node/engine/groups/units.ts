import { type Identified, isSame } from '../../../core/model/process';
import type { GroupOwner, UnitFacts, UnitProcess } from '../../../core/owners/facts';
import type { LocalEnd } from '../../../core/text/address';
import { unitOfGroup } from '../../../core/units/groupUnit';
import { serviceOf, type SocketUnit, socketUnitAt } from '../../../core/units/socketUnits';
import type { ControlGroup, ControlGroups } from './controlGroups';
import type { FoundProcesses, UnitProcesses } from './unitProcesses';

/** In one of so many passes a unit is read again. */
const TURN = 16;

/** Units that one pass reads for the first time, at most, so that the first one is not kept waiting: 45 µs each. */
const MOST_READ = 24;

const NOT_READ: FoundProcesses = { count: 0, processes: undefined };

/** The unit of systemd itself: where it lacks BPF, it makes the sockets of .socket units there. */
const SYSTEMD = 'init.scope';

/** How long what unit files say is believed: milliseconds. */
const UNIT_FILES_HOLD = 30_000;

/** A socket that waits on an address. */
export interface SocketEnd {
  readonly transport: 'tcp' | 'udp' | 'sctp';
  readonly end: LocalEnd;
}

/** What a pass has found of processes. */
export interface PassFacts {
  /** Milliseconds of any clock. */
  readonly now: number;
  /** Which readings of descriptors are of this pass: those of this turn on were made after the sockets were read. */
  readonly turn: number;
  /** Moves where processes came or went since the last pass. */
  readonly changes: number;
  /** net.ipv4.ip_local_port_range */
  readonly ephemeral: readonly [first: number, last: number];
  /** The turn in which the descriptors of a process were read last; -1 if they may not be. */
  lookedIntoIn(pid: number): number;
  /** Whether it still runs. */
  isThere(process: Identified): boolean;
}

/** A unit whose sockets were seen. */
export interface Unit {
  readonly owner: GroupOwner;
  /** Of its own group, in the tree. */
  readonly path: string;
  found: FoundProcesses;
  /** Counts the readings of its processes. */
  version: number;
  isDue: boolean;
  /** The pass that read them last. */
  readIn: number;
  /** Of a .socket unit: the one that it starts, where that has a group. */
  readonly service: Unit | undefined;
}

/** The units that sockets were made in, and their processes, of which a pass reads no more than it must. */
export class Units {
  readonly #groups: ControlGroups;
  readonly #processes: UnitProcesses;
  readonly #units = new Map<string, Unit>();
  #all: Unit[] = [];
  readonly #readSocketUnits: () => readonly SocketUnit[];
  #socketUnits: readonly SocketUnit[] = [];
  #socketUnitsHoldUntil = 0;
  #facts: PassFacts | undefined;
  #pass = 0;
  #read = 0;
  #isWaiting = false;
  #wasWaiting = false;
  #hasNews = true;
  #changes = -1;

  /** @param readSocketUnits reads what unit files say of .socket units */
  constructor(groups: ControlGroups, processes: UnitProcesses, readSocketUnits: () => readonly SocketUnit[]) {
    this.#groups = groups;
    this.#processes = processes;
    this.#readSocketUnits = readSocketUnits;
  }

  /** Whether processes of some units are to be read in the next pass. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** Begins a pass. @param fresh all units are read again */
  begin(facts: PassFacts, fresh: boolean): void {
    this.#facts = facts;
    this.#pass++;
    this.#read = 0;
    this.#wasWaiting = this.#isWaiting;
    this.#isWaiting = false;
    if (fresh) for (const unit of this.#all) unit.isDue = true;
    const next = this.#pass % TURN === 0 ? this.#all[(this.#pass / TURN) % this.#all.length] : undefined;
    const isOther = next !== undefined && this.#readInTurn(next, facts);
    this.#hasNews = isOther || fresh || this.#wasWaiting || facts.changes !== this.#changes;
    this.#changes = facts.changes;
  }

  /** Whether anything may be other than in the last pass but for the sockets. */
  get hasNews(): boolean {
    return this.#hasNews;
  }

  /** The unit that a group belongs to, if any. */
  of(group: ControlGroup): Unit | undefined {
    const isRoots = (depth: number): boolean => depth === 0 || group.uids[depth - 1] === 0;
    const owner = unitOfGroup(group.path, isRoots);
    if (owner === undefined) return undefined;
    const { depth, ...named } = owner;
    // Most groups are a unit's own.
    const path = depth === group.uids.length ? group.path : pathOfDepth(group.path, depth);
    return this.#unitAt(path, named);
  }

  /** Has a unit's processes be read in this pass, where they were not yet. */
  readAgain(unit: Unit): void {
    unit.isDue ||= unit.readIn !== this.#pass;
  }

  /** Lets go of units that no socket is of any more. */
  keep(units: ReadonlySet<Unit | undefined>): void {
    const isKept = (unit: Unit): boolean =>
      units.has(unit) || this.#all.some((other) => other.service === unit && units.has(other));
    for (const [path, unit] of this.#units) if (!isKept(unit)) this.#units.delete(path);
    this.#all = [...this.#units.values()];
  }

  isThere(process: Identified): boolean {
    return this.#facts?.isThere(process) ?? false;
  }

  /** Reads the unit's processes where that is due, and says which reading holds. */
  versionOf(unit: Unit): number {
    if (unit.isDue && this.#facts !== undefined) {
      // Who asks for a fresh reading of what is known waits for it.
      if (this.#read < MOST_READ || unit.version > 0) this.#readProcesses(unit, this.#facts);
      else this.#isWaiting = true;
    }
    return unit.version + (unit.service === undefined ? 0 : this.versionOf(unit.service));
  }

  /**
   * What is known of a unit, for a socket of one of its groups; of one that waits, where. Of processes nothing while they are
   * to be read.
   */
  factsOf(unit: Unit, group: ControlGroup, waiting: SocketEnd | undefined): UnitFacts {
    if (unit.version > 0) this.#groups.verify(group);
    const { owner, service } = unit;
    const isSystemd = owner.unit === SYSTEMD && owner.unitOf === 'system';
    const kept =
      isSystemd && waiting && waiting.transport !== 'sctp'
        ? socketUnitAt(this.#unitFiles(), waiting.transport, waiting.end)
        : undefined;
    if (kept !== undefined) {
      const { unit: name, service: started } = kept;
      const keeper = { unit: name, unitOf: 'system', service: started } as const;
      return { owner: keeper, hasEnded: false, count: 0, processes: [] };
    }
    const { count, processes } = knownOf(unit);
    const facts = { owner, hasEnded: group.hasEnded, count, processes };
    if (service === undefined) return facts;
    return { ...facts, serviceFacts: { owner: service.owner, hasEnded: false, ...knownOf(service) } };
  }

  /** @param path in the hierarchy */
  #unitAt(path: string, owner: GroupOwner): Unit {
    const known = this.#units.get(path);
    if (known !== undefined) return known;
    const service = owner.unit?.endsWith('.socket') ? this.#serviceOf(owner) : undefined;
    const unit: Unit = {
      owner: service === undefined ? owner : { ...owner, service },
      path: this.#groups.pathInTree({ path }),
      found: NOT_READ,
      version: 0,
      isDue: true,
      readIn: 0,
      service:
        service === undefined
          ? undefined
          : this.#unitAt(besidePath(path, service), { ...owner, unit: service }),
    };
    this.#units.set(path, unit);
    this.#all.push(unit);
    return unit;
  }

  /** Files of users' own units are not looked at: theirs is the service of the same name. */
  #serviceOf({ unit = '', unitOf }: GroupOwner): string {
    return serviceOf(unitOf === 'system' ? this.#unitFiles() : [], unit);
  }

  #unitFiles(): readonly SocketUnit[] {
    const now = this.#facts?.now ?? 0;
    if (now >= this.#socketUnitsHoldUntil) {
      this.#socketUnits = this.#readSocketUnits();
      this.#socketUnitsHoldUntil = now + UNIT_FILES_HOLD;
    }
    return this.#socketUnits;
  }

  /** Processes come and go without a socket of theirs doing so. @returns whether some did */
  #readInTurn(unit: Unit, facts: PassFacts): boolean {
    const { found, version } = unit;
    if (version === 0) return true;
    this.#readProcesses(unit, facts);
    if (!areSame(found, unit.found)) return true;
    unit.version = version;
    return false;
  }

  #readProcesses(unit: Unit, facts: PassFacts): void {
    // Those that are known do not keep others waiting.
    if (unit.version === 0) this.#read++;
    unit.isDue = false;
    unit.readIn = this.#pass;
    unit.version++;
    unit.found = this.#processes.read(unit.path, unit.owner.unitOf !== 'container', (pid) =>
      facts.lookedIntoIn(pid),
    );
  }
}

/** Whether two readings of a unit found the same. */
function areSame(a: FoundProcesses, b: FoundProcesses): boolean {
  const [before = [], now = []] = [a.processes, b.processes];
  const isSameProcess = (process: UnitProcess, i: number): boolean => {
    const other = now[i];
    return other !== undefined && isSame(process, other) && process.comm === other.comm;
  };
  return a.count === b.count && before.length === now.length && before.every(isSameProcess);
}

/** Whoever made a socket that is new came after the last reading. */
function knownOf(unit: Unit): FoundProcesses {
  return unit.isDue ? NOT_READ : unit.found;
}

/** The path of another group in the same directory. */
function besidePath(path: string, name: string): string {
  return `${path.slice(0, path.lastIndexOf('/'))}/${name}`;
}

/** What so many names of a path lead to. */
function pathOfDepth(path: string, depth: number): string {
  return path
    .split('/')
    .slice(0, depth + 1)
    .join('/');
}
