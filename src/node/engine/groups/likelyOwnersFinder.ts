import { InodeMap } from '../../../core/model/inodeMap';
import type { InetColumns } from '../../../core/model/inetTable';
import {
  type LikelyOwner,
  type LikelyOwners,
  NO_LIKELY_OWNERS,
  NONE_LIKELY,
  OUTSIDE,
} from '../../../core/model/likelyOwner';
import { type SocketRole, SocketRoles } from '../../../core/owners/socketRole';
import { isListening } from '../../../core/query/socketState';
import { type ControlGroups, ROOT_GROUP } from './controlGroups';
import { Likeness } from './likeness';
import type { PassFacts, Units } from './units';

/** Likenesses that are kept though no socket has them any more. */
const SPARE = 1_024;

/** Finds who probably has the sockets that no process can be seen to hold, by the control groups they were made in. */
export class LikelyOwnersFinder {
  readonly #groups: ControlGroups;
  readonly #units: Units;
  /** Inode to the number of its likeness. */
  #seen = new InodeMap(0);
  readonly #likenesses: (Likeness | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #numbers = new Map<string, number>();
  #pass = 0;

  constructor(groups: ControlGroups, units: Units) {
    this.#groups = groups;
    this.#units = units;
  }

  /** Whether processes of units are still to be read, in the passes that follow. */
  get isWaiting(): boolean {
    return this.#units.isWaiting;
  }

  /**
   * @param ownerStart as a snapshot's: rows with an owner are left out
   * @param fresh read all units again
   */
  find(inet: InetColumns, ownerStart: Uint32Array, facts: PassFacts, fresh: boolean): LikelyOwners {
    const { inode, cgroup } = inet;
    const pass = ++this.#pass;
    this.#groups.begin(facts.now);
    this.#units.begin(facts, fresh);
    const roles = new SocketRoles(inet, facts.ephemeral);
    const seen = new InodeMap(this.#seen.size);
    const owners: LikelyOwner[] = [];
    let index: Int32Array | undefined;
    for (let row = 0; row < inode.length; row++) {
      const group = cgroup[row] ?? 0;
      if (group <= ROOT_GROUP || ownerStart[row] !== ownerStart[row + 1]) continue;
      index ??= new Int32Array(inode.length).fill(NONE_LIKELY);
      const number = this.#numberOf(inet, row, roles, facts.ticks);
      const likeness = this.#likenesses[number];
      if (likeness === undefined) continue;
      const id = inode[row] ?? 0;
      if (id !== 0) seen.set(id, number);
      if (likeness.pass !== pass) {
        likeness.pass = pass;
        if (likeness.group === undefined) likeness.locate(this.#groups, this.#units);
        const owner = likeness.ownerNow(this.#units);
        likeness.place = owner === undefined ? this.#withoutOwner(likeness) : owners.push(owner) - 1;
      }
      index[row] = likeness.place;
    }
    this.#seen = seen;
    if (this.#numbers.size > 2 * owners.length + SPARE) this.#forget();
    return index === undefined ? NO_LIKELY_OWNERS : { index, owners };
  }

  #withoutOwner({ group }: Likeness): number {
    return group === undefined && !this.#groups.isWhole ? OUTSIDE : NONE_LIKELY;
  }

  /** The number of the row's likeness, -1 where its group says nothing of its owner. */
  #numberOf(inet: InetColumns, row: number, roles: SocketRoles, ticks: number): number {
    const id = inet.cgroup[row] ?? 0;
    const known = this.#seen.get(inet.inode[row] ?? 0);
    const before = this.#likenesses[known];
    // Another socket may have the inode of one that closed.
    if (before?.id === id && before.uid === (inet.uid[row] ?? 0)) return known;
    const role = roles.of(row);
    return role === undefined ? -1 : this.#meet(inet, row, role, ticks);
  }

  #meet(inet: InetColumns, row: number, role: SocketRole, ticks: number): number {
    const id = inet.cgroup[row] ?? 0;
    const uid = inet.uid[row] ?? 0;
    const port = role === 'made' && isListening(inet, row) ? (inet.localPort[row] ?? 0) : 0;
    // Of a process nothing is said unless its group made the socket.
    const firstSeen = role === 'made' ? ticks : 0;
    const key = [id, uid, role, port, firstSeen].join(' ');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#free.pop() ?? this.#likenesses.length;
    this.#likenesses[number] = new Likeness({ role, uid, port, firstSeen }, id);
    this.#numbers.set(key, number);
    return number;
  }

  /** Lets go of what no socket is like any more. */
  #forget(): void {
    for (const [key, number] of this.#numbers) {
      if (this.#likenesses[number]?.pass === this.#pass) continue;
      this.#numbers.delete(key);
      this.#likenesses[number] = undefined;
      this.#free.push(number);
    }
  }
}
