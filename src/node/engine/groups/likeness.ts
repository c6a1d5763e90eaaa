import { isSameLikely, type LikelyOwner } from '../../../core/model/likelyOwner';
import type { LikelySocket, UnitProcess } from '../../../core/owners/facts';
import { inferOwner } from '../../../core/owners/inferOwner';
import type { ControlGroup, ControlGroups } from './controlGroups';
import type { SocketEnd, Unit, Units } from './units';

/** Processes that left a unit and are remembered. */
const MOST_LEFT = 64;

/** Sockets that are alike in all that tells of their owner, and what came of that. */
export class Likeness {
  /** Of the control group; nothing more is known of some. */
  readonly id: number;
  group: ControlGroup | undefined;
  unit: Unit | undefined;
  readonly #socket: LikelySocket;
  readonly #waiting: SocketEnd | undefined;
  #owner: LikelyOwner | undefined;
  /** Of the unit, when the owner was inferred. */
  #version = -1;
  /** The processes of the unit when it was read first, one of which had them; others that came since are none of them. */
  #first: ReadonlyMap<string, UnitProcess> | undefined;
  /** Those that were among them before, and are no more: they have ended, or taken the sockets elsewhere. */
  #left: readonly UnitProcess[] = [];
  /** Whether a process is still to be looked into that may be. */
  isUnsettled = false;
  /** In which a socket was seen to be so last, and where its owner stands among that pass' owners. */
  pass = 0;
  place = 0;

  /** @param waiting where they wait for others, if they do */
  constructor(socket: LikelySocket, id: number, waiting: SocketEnd | undefined) {
    this.#socket = socket;
    this.#waiting = waiting;
    this.id = id;
  }

  get uid(): number {
    return this.#socket.uid;
  }

  /** Looks for the group and its unit; in vain where no unit made them, or the group is not shown here. */
  locate(groups: ControlGroups, units: Units): void {
    this.group = groups.find(this.id);
    this.unit = this.group && units.of(this.group);
    if (this.unit !== undefined && this.#socket.role === 'made') units.readAgain(this.unit);
  }

  /** Who probably has them; the same object for as long as that is the same. Nothing where no unit is known. */
  ownerNow(units: Units): LikelyOwner | undefined {
    const { unit, group } = this;
    if (unit === undefined || group === undefined) return undefined;
    const named = this.#owner?.processes[0] ?? this.#owner?.serviceProcess;
    const isGone = named !== undefined && !units.isThere(named);
    if (isGone) units.readAgain(unit);
    const version = units.versionOf(unit);
    const isSame = version === this.#version && !isGone && !this.isUnsettled;
    if (isSame && this.#owner !== undefined) return this.#owner;
    this.#version = version;
    const facts = units.factsOf(unit, group, this.#waiting);
    this.#note(facts.processes ?? []);
    const left = this.#left.filter((process) => units.isThere(process));
    const isLate = (process: UnitProcess): boolean => this.#first?.has(nameOf(process)) === false;
    const owner = inferOwner(this.#socket, { ...facts, left }, isLate);
    if (this.#owner === undefined || !isSameLikely(this.#owner, owner)) this.#owner = owner;
    return this.#owner;
  }

  /**
   * Whoever came after the sockets has them only if one gave them to it that was there before: as long as all of those are
   * still there, one of them has them itself, else anyone may.
   */
  #note(processes: readonly UnitProcess[]): void {
    const { role, seenIn } = this.#socket;
    if (role !== 'made' || processes.length === 0) return;
    this.isUnsettled = processes.some(({ lookedIntoIn }) => lookedIntoIn >= 0 && lookedIntoIn < seenIn);
    const now = new Map(processes.map((process) => [nameOf(process), process]));
    const left = [...(this.#first ?? now)].flatMap(([name, process]) => (now.has(name) ? [] : process));
    if (this.#first !== undefined && left.length === 0) return;
    this.#first = now;
    this.#left = [...this.#left, ...left].slice(-MOST_LEFT);
  }
}

function nameOf({ pid, startTime }: UnitProcess): string {
  return `${pid} ${startTime}`;
}
