import type { Identified } from '../../../core/model/process';
import type { GroupOwner, UnitFacts } from '../../../core/owners/facts';
import { unitOfGroup } from '../../../core/units/groupUnit';
import type { ControlGroup, ControlGroups } from './controlGroups';
import type { FoundProcesses, UnitProcesses } from './unitProcesses';

/** Each pass reads one unit in so many again: processes come and go without a socket of theirs doing so. */
const ROUND = 120;

/** Units that one pass reads at most, so that the first one is not kept waiting: 45 µs each. */
const MOST_READ = 40;

const NOT_READ: FoundProcesses = { count: 0, processes: undefined };

/** What a pass has found of processes. */
export interface PassFacts {
  /** Milliseconds of any clock. */
  readonly now: number;
  /** Which readings of descriptors are of this pass: those of this turn on were made after the sockets were read. */
  readonly turn: number;
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
  readonly number: number;
  found: FoundProcesses;
  /** Counts the readings of its processes. */
  version: number;
  isDue: boolean;
  /** The pass that read them last. */
  readIn: number;
}

/** The units that sockets were made in, and their processes, of which a pass reads no more than it must. */
export class Units {
  readonly #groups: ControlGroups;
  readonly #processes: UnitProcesses;
  readonly #units = new Map<string, Unit>();
  #facts: PassFacts | undefined;
  #pass = 0;
  #read = 0;
  #isWaiting = false;

  constructor(groups: ControlGroups, processes: UnitProcesses) {
    this.#groups = groups;
    this.#processes = processes;
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
    this.#isWaiting = false;
    for (const unit of this.#units.values()) {
      if (fresh || (unit.number + this.#pass) % ROUND === 0) unit.isDue = true;
    }
  }

  /** The unit that a group belongs to, if any. */
  of(group: ControlGroup): Unit | undefined {
    const isRoots = (depth: number): boolean => depth === 0 || group.uids[depth - 1] === 0;
    const owner = unitOfGroup(group.path, isRoots);
    if (owner === undefined) return undefined;
    const { depth, ...named } = owner;
    const own = { ...group, path: pathOfDepth(group.path, depth) };
    const known = this.#units.get(own.path);
    if (known !== undefined) return known;
    const path = this.#groups.pathInTree(own);
    const number = this.#units.size;
    const unit: Unit = { owner: named, path, number, found: NOT_READ, version: 0, isDue: true, readIn: 0 };
    this.#units.set(own.path, unit);
    return unit;
  }

  /** Has a unit's processes be read in this pass, where they were not yet. */
  readAgain(unit: Unit): void {
    unit.isDue ||= unit.readIn !== this.#pass;
  }

  isThere(process: Identified): boolean {
    return this.#facts?.isThere(process) ?? false;
  }

  /** Reads the unit's processes where that is due, and says which reading holds. */
  versionOf(unit: Unit): number {
    if (unit.isDue && this.#facts !== undefined) {
      if (this.#read < MOST_READ) this.#readProcesses(unit, this.#facts);
      else this.#isWaiting = true;
    }
    return unit.version;
  }

  /** What is known of a unit, for a socket of one of its groups; of its processes nothing while they are to be read. */
  factsOf(unit: Unit, group: ControlGroup): UnitFacts {
    if (unit.version > 0) this.#groups.verify(group);
    // Whoever made a socket that is new came after the last reading.
    const found = unit.isDue ? NOT_READ : unit.found;
    return { ...unit.owner, ...found, hasEnded: group.hasEnded };
  }

  #readProcesses(unit: Unit, facts: PassFacts): void {
    this.#read++;
    unit.isDue = false;
    unit.readIn = this.#pass;
    unit.version++;
    unit.found = this.#processes.read(unit.path, unit.owner.unitOf !== 'container', (pid) =>
      facts.lookedIntoIn(pid),
    );
  }
}

/** What so many names of a path lead to. */
function pathOfDepth(path: string, depth: number): string {
  return path
    .split('/')
    .slice(0, depth + 1)
    .join('/');
}
