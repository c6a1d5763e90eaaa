import { isSameLikely, type LikelyOwner } from '../../../core/model/likelyOwner';
import { inferOwner, type LikelySocket } from '../../../core/owners/inferOwner';
import type { ControlGroup, ControlGroups } from './controlGroups';
import type { Unit, Units } from './units';

/** Sockets that are alike in all that tells of their owner, and what came of that. */
export class Likeness {
  /** Of the control group; nothing more is known of some. */
  readonly id: number;
  group: ControlGroup | undefined;
  unit: Unit | undefined;
  readonly #socket: LikelySocket;
  #owner: LikelyOwner | undefined;
  /** Of the unit, when the owner was inferred. */
  #version = -1;
  /** In which a socket was seen to be so last, and where its owner stands among that pass' owners. */
  pass = 0;
  place = 0;

  constructor(socket: LikelySocket, id: number) {
    this.#socket = socket;
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
    if (this.#owner?.processes.some((process) => !units.isThere(process))) units.readAgain(unit);
    const version = units.versionOf(unit);
    if (version === this.#version && this.#owner !== undefined) return this.#owner;
    this.#version = version;
    const owner = inferOwner(this.#socket, units.factsOf(unit, group));
    if (this.#owner === undefined || !isSameLikely(this.#owner, owner)) this.#owner = owner;
    return this.#owner;
  }
}
