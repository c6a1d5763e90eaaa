import { type HistoryOwners, type HistoryProgram, MOST_HISTORY_PROGRAMS } from '../../model/history';
import { isSameLikely, type LikelyOwner } from '../../model/likelyOwner';
import { type Identified, isSame, type ProcessOwner } from '../../model/process';
import type { Snapshot } from '../../model/snapshot';
import { leaders } from '../../ports/leaders';
import type { Programs } from './programs';

/** Where a pass has who holds a socket. */
export interface HolderRow {
  readonly snapshot: Pick<Snapshot, 'ownerPids' | 'processes'>;
  /** Into `ownerPids`. */
  readonly from: number;
  readonly to: number;
  readonly likely: LikelyOwner | undefined;
  /** When the pass began and ended. */
  readonly at: number;
  readonly by: number;
}

const UNKNOWN: HistoryOwners = { evidence: 'unknown', programs: [] };
const NOBODY: readonly ProcessOwner[] = [];

/**
 * Who holds a socket, from pass to pass. It stays theirs as long as one of those is among its holders that stood for them
 * first: a fork, a dup or a worker adds holders, and takes them away again. Where none of them is left, but others have it,
 * it was handed over to these: passed on (SCM_RIGHTS), or left to a child by a parent that ended.
 */
export class Holding {
  owners: HistoryOwners = UNKNOWN;
  /** When the first pass began in which it had these holders and no others; each since has seen the same. */
  since: number;
  /** When the last pass began in which they were seen to hold it. */
  heldAt: number;
  /** When the first pass was over in which nobody was seen to hold it any more. */
  lostBy: number | undefined;
  #now = NOBODY;
  #first: readonly Identified[] = NOBODY;
  #likely: LikelyOwner | undefined;
  readonly #programs: Programs;

  constructor(row: HolderRow, programs: Programs) {
    this.#programs = programs;
    this.since = this.heldAt = row.at;
    if (row.to > row.from) this.#begin(row, holdersOf(row));
    else this.#guess(row.likely);
  }

  /** The one process that held it in the last pass; nothing where that is not known, or were several. */
  get only(): ProcessOwner | undefined {
    return this.#now.length === 1 && this.lostBy === undefined ? this.#now[0] : undefined;
  }

  /** Whether a pass has the holders that there were: nothing is made to find out, as most sockets are held as before. */
  isAsBefore({ ownerPids, processes }: HolderRow['snapshot'], from: number, to: number, at: number): boolean {
    const now = this.#now;
    if (this.lostBy !== undefined || to === from || to - from !== now.length) return false;
    for (let i = 0; i < now.length; i++) {
      const before = now[i];
      const holder = processes.get(ownerPids[from + i] ?? 0);
      if (holder === before) continue;
      if (holder === undefined || before === undefined || !isSame(holder, before)) return false;
      if (holder.comm !== before.comm || holder.executable !== before.executable) return false;
    }
    this.heldAt = at;
    return true;
  }

  /** What is told of it. */
  get onlyProgram(): HistoryProgram | undefined {
    const { only } = this;
    return only && this.#programs.of(only);
  }

  /**
   * Takes what another pass has of it.
   * @returns whether owners are others than told so far; or that all who had it are gone, and others have it (`others`), or
   *   nobody is seen to any more (`nobody`, once two passes said so: one process may not be readable for a moment)
   */
  look(row: HolderRow): 'same' | 'changed' | 'others' | 'nobody' {
    const { owners } = this;
    const isSeen = owners.evidence === 'seen';
    if (row.to === row.from) {
      if (!isSeen) return this.#guess(row.likely);
      if (this.lostBy !== undefined) return 'nobody';
      this.lostBy = row.by;
      return 'same';
    }
    if (this.isAsBefore(row.snapshot, row.from, row.to, row.at)) return 'same';
    const holders = holdersOf(row);
    const isTheirs = holders.some((each) => this.#first.some((first) => isSame(each, first)));
    if (isSeen && !isTheirs) return 'others';
    this.lostBy = undefined;
    this.since = this.heldAt = row.at;
    if (isSeen) this.#add(holders);
    else this.#begin(row, holders);
    return this.owners === owners ? 'same' : 'changed';
  }

  /** The same of a socket whose owners are told together, whoever had it: nobody's is another entry. */
  join(row: HolderRow): boolean {
    const outcome = this.look(row);
    if (outcome === 'others') {
      this.lostBy = undefined;
      this.since = this.heldAt = row.at;
      this.#add(holdersOf(row));
    }
    return outcome === 'changed' || outcome === 'others';
  }

  #begin({ at }: HolderRow, holders: readonly ProcessOwner[]): void {
    this.since = at;
    this.#now = holders;
    const [first] = holders;
    if (holders.length === 1 && first !== undefined) {
      this.#first = holders;
      this.owners = this.#programs.onlyOwner(first);
      return;
    }
    const all = leaders(holders);
    this.#first = all;
    const others = holders.filter((each) => !all.includes(each));
    this.owners = { evidence: 'seen', programs: this.#told([...all, ...others]) };
  }

  /** Others hold it, too, or call themselves otherwise. */
  #add(holders: readonly ProcessOwner[]): void {
    this.#now = holders;
    const { programs } = this.owners;
    const told = new Map(this.#told(holders).map((program) => [program.pid, program]));
    const known = programs.map((program) => {
      const now = told.get(program.pid);
      if (now === undefined || !isSame(now, program)) return program;
      told.delete(program.pid);
      return now;
    });
    const all = [...known, ...told.values()].slice(0, MOST_HISTORY_PROGRAMS);
    const isNew = all.length !== programs.length || all.some((each, i) => !isAlike(each, programs[i]));
    if (isNew) this.owners = { evidence: 'seen', programs: all };
  }

  #guess(likely: LikelyOwner | undefined): 'same' | 'changed' {
    if (likely === undefined || (this.#likely !== undefined && isSameLikely(this.#likely, likely)))
      return 'same';
    this.#likely = likely;
    const programs = this.#programs.likely(likely);
    this.owners = { evidence: programs.length === 0 ? 'unknown' : 'likely', programs };
    return 'changed';
  }

  #told(holders: readonly ProcessOwner[]): HistoryProgram[] {
    return holders.slice(0, MOST_HISTORY_PROGRAMS).map((each) => this.#programs.of(each));
  }
}

function holdersOf({ snapshot: { ownerPids, processes }, from, to }: HolderRow): ProcessOwner[] {
  const holders: ProcessOwner[] = [];
  for (let i = from; i < to; i++) {
    const owner = processes.get(ownerPids[i] ?? 0);
    if (owner !== undefined) holders.push(owner);
  }
  return holders;
}

function isAlike(a: HistoryProgram, b: HistoryProgram | undefined): boolean {
  return b !== undefined && isSame(a, b) && a.name === b.name;
}
