import { InodeMap } from '../../../core/model/inodeMap';
import { addressAt, INET_PROTOCOLS, type InetColumns } from '../../../core/model/inetTable';
import {
  type LikelyOwner,
  type LikelyOwners,
  NO_LIKELY_OWNERS,
  NONE_LIKELY,
  OUTSIDE,
} from '../../../core/model/likelyOwner';
import type { WaitingAt } from '../../../core/owners/facts';
import { type SocketRole, SocketRoles } from '../../../core/owners/socketRole';
import { isListening } from '../../../core/query/socketState';
import { formatAddress } from '../../../core/text/address';
import { type ControlGroups, ROOT_GROUP } from './controlGroups';
import { LastRows } from './lastRows';
import { Likeness } from './likeness';
import type { PassFacts, SocketEnd, Units } from './units';

const TRANSPORTS = ['tcp', 'udp', 'sctp'] as const;

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
  #last: LastRows | undefined;
  #isUnsettled = false;

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
    const rows = ownerlessRows(inet, ownerStart);
    if (rows.length === 0) return NO_LIKELY_OWNERS;
    this.#units.begin(facts, fresh);
    if (!this.#units.hasNews && !this.#isUnsettled && this.#last?.areStill(rows, inet))
      return this.#last.likely;
    this.#groups.begin(facts.now);
    const likely = this.#look(rows, inet, facts);
    this.#last = new LastRows(rows, inet, likely);
    return likely;
  }

  #look(rows: readonly number[], inet: InetColumns, facts: PassFacts): LikelyOwners {
    const { inode } = inet;
    const pass = ++this.#pass;
    const roles = new SocketRoles(inet, facts.ephemeral);
    const seen = new InodeMap(this.#seen.size);
    const owners: LikelyOwner[] = [];
    const index = new Int32Array(inode.length).fill(NONE_LIKELY);
    this.#isUnsettled = false;
    for (const row of rows) {
      const number = this.#numberOf(inet, row, roles, facts.turn);
      const likeness = this.#likenesses[number];
      if (likeness === undefined) continue;
      const id = inode[row] ?? 0;
      if (id !== 0) seen.set(id, number);
      if (likeness.pass !== pass) {
        likeness.pass = pass;
        if (likeness.group === undefined) likeness.locate(this.#groups, this.#units);
        const owner = likeness.ownerNow(this.#units);
        likeness.place = owner === undefined ? this.#withoutOwner(likeness) : owners.push(owner) - 1;
        this.#isUnsettled ||= likeness.isUnsettled || likeness.group === undefined;
      }
      index[row] = likeness.place;
    }
    this.#seen = seen;
    if (this.#numbers.size > 2 * owners.length + SPARE) this.#forget();
    return { index, owners };
  }

  #withoutOwner({ group }: Likeness): number {
    return group === undefined && !this.#groups.isWhole ? OUTSIDE : NONE_LIKELY;
  }

  /** The number of the row's likeness, -1 where its group says nothing of its owner. */
  #numberOf(inet: InetColumns, row: number, roles: SocketRoles, turn: number): number {
    const id = inet.cgroup[row] ?? 0;
    const known = this.#seen.get(inet.inode[row] ?? 0);
    const before = this.#likenesses[known];
    // Another socket may have the inode of one that closed.
    if (before?.id === id && before.uid === (inet.uid[row] ?? 0)) return known;
    const role = roles.of(row);
    return role === undefined ? -1 : this.#meet(inet, row, role, roles, turn);
  }

  #meet(inet: InetColumns, row: number, role: SocketRole, roles: SocketRoles, turn: number): number {
    const id = inet.cgroup[row] ?? 0;
    const uid = inet.uid[row] ?? 0;
    const isWaiting = role === 'made' && isListening(inet, row);
    // Of a process nothing is said unless its group made the socket.
    const seenIn = role === 'made' ? turn : 0;
    const key = `${id} ${uid} ${role} ${seenIn} ${isWaiting ? placeOf(inet, row) : ''}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#free.pop() ?? this.#likenesses.length;
    const end = isWaiting ? endOf(inet, row) : undefined;
    const waitsAt = end && waitingAt(end, !roles.isEphemeral(row));
    this.#likenesses[number] = new Likeness({ role, uid, seenIn, ...(waitsAt && { waitsAt }) }, id, end);
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
    this.#units.keep(new Set(this.#likenesses.map((likeness) => likeness?.unit)));
  }
}

/** Rows that have a control group, other than the root, and no owner. */
function ownerlessRows({ cgroup }: InetColumns, ownerStart: Uint32Array): number[] {
  const rows: number[] = [];
  for (let row = 0; row < cgroup.length; row++) {
    if ((cgroup[row] ?? 0) > ROOT_GROUP && ownerStart[row] === ownerStart[row + 1]) rows.push(row);
  }
  return rows;
}

/** Where a socket is bound, as a part of a key. */
function placeOf({ protocol, localAddress, localPort }: InetColumns, row: number): string {
  const [first, second, third, fourth] = addressAt(localAddress, row);
  return `${protocol[row]} ${localPort[row]} ${first} ${second} ${third} ${fourth}`;
}

function endOf(inet: InetColumns, row: number): SocketEnd {
  const protocol = INET_PROTOCOLS[inet.protocol[row] ?? 0] ?? 'tcp';
  const isIPv6 = inet.isIPv6[row] === 1;
  return {
    transport: TRANSPORTS.find((transport) => protocol.startsWith(transport)) ?? 'sctp',
    end: { isIPv6, localAddress: addressAt(inet.localAddress, row), localPort: inet.localPort[row] ?? 0 },
  };
}

/** @param isChosen whether programs choose the port */
function waitingAt({ transport, end }: SocketEnd, isChosen: boolean): WaitingAt {
  return {
    protocol: transport,
    // Few are asked for it: those of units with several servers.
    get address() {
      return formatAddress(end.localAddress, end.isIPv6);
    },
    port: end.localPort,
    isChosen,
  };
}
