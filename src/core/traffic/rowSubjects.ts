import { InodeMap } from '../model/inodeMap';
import { addressAt, type InetColumns } from '../model/inetTable';
import type { LikelyOwner } from '../model/likelyOwner';
import { isSame, processKey, type ProcessOwner } from '../model/process';
import type { Snapshot } from '../model/snapshot';
import { TRAFFIC_FLAGS } from '../model/traffic';
import { identityWith } from '../query/page/identity';
import { RowLeaders } from '../query/page/ownerOrder';
import { formatAddress, isUnspecified, unmapped } from '../text/address';
import type { TrafficPass } from './trafficPass';
import type { ContainerSubject, HostSubject, ProcessSubject } from './trafficSubjects';
import type { TrafficSums } from './trafficSums';

/** What tells lists of several pids from single ones. */
const LIST = 0x5bd1e995;

/** Whose rows are: their places in the sums of processes, containers and hosts. */
export class RowSubjects {
  readonly #processes: TrafficSums<ProcessSubject>;
  readonly #containers: TrafficSums<ContainerSubject>;
  readonly #hosts: TrafficSums<HostSubject>;
  #pass: TrafficPass | undefined;
  #leaders: RowLeaders | undefined;
  /** Places by the pids of a row's owners, and by users; those of one reading. */
  readonly #byOwners = new InodeMap(64);
  readonly #byUser = new InodeMap(16);
  #byLikely = new Uint32Array(0);
  /** Places of hosts by a number for the address, as long as none of them is forgotten. */
  readonly #byAddress = new InodeMap(64);
  #shortLived = 0;
  #hasContainers = false;
  #containerIds = '';
  /** Whether who is probable has the row that was asked for last. */
  isLikely = false;

  constructor(
    processes: TrafficSums<ProcessSubject>,
    containers: TrafficSums<ContainerSubject>,
    hosts: TrafficSums<HostSubject>,
  ) {
    this.#processes = processes;
    this.#containers = containers;
    this.#hosts = hosts;
  }

  /** @returns whether rows may be other containers' than they were */
  begin(pass: TrafficPass): boolean {
    const { snapshot, containers } = pass.sockets;
    this.#pass = pass;
    this.#leaders = new RowLeaders(snapshot, snapshot.ownerStart);
    this.#byOwners.clear(64);
    this.#byUser.clear(16);
    this.#shortLived = 0;
    this.#byLikely = new Uint32Array(snapshot.likely.owners.length);
    const ids: string[] = [];
    this.#hasContainers = containers.some(({ id }) => ids.push(id) < 0) || ids.length > 0;
    const before = this.#containerIds;
    this.#containerIds = ids.join();
    return before !== this.#containerIds;
  }

  /** The reading's rows are of no interest any more. */
  end(): void {
    this.#pass = this.#leaders = undefined;
  }

  /** The process that speaks for a row's owners, or probably has it; 0 where nobody is known to hold it. */
  process(row: number): number {
    const snapshot = this.#snapshot;
    this.isLikely = false;
    if (snapshot === undefined) return 0;
    const { ownerStart, ownerPids, likely } = snapshot;
    const first = ownerStart[row] ?? 0;
    const end = ownerStart[row + 1] ?? 0;
    if (end > first) {
      let key = ownerPids[first] ?? 0;
      if (end - first > 1) {
        key = identityWith(key, LIST);
        for (let i = first + 1; i < end; i++) key = identityWith(key, ownerPids[i] ?? 0);
      }
      const place = this.#byOwners.get(key);
      if (place > 0) return place;
      const owner = this.#leaders?.of(row);
      if (owner !== undefined) return this.#byOwners.getOrSet(key, this.#placeOf(owner));
    }
    const at = likely.index.length === 0 ? -1 : (likely.index[row] ?? -1);
    if (at < 0) return 0;
    this.isLikely = true;
    const known = this.#byLikely[at] ?? 0;
    if (known > 0) return known;
    const owner = likely.owners[at];
    this.isLikely = owner !== undefined;
    return owner === undefined ? 0 : (this.#byLikely[at] = this.#likelyPlace(snapshot, owner));
  }

  /** A row that a process holds which may not be seen. */
  unknown(uid: number): number {
    const known = this.#byUser.get(uid + 1);
    if (known > 0) return known;
    const place = this.#place(this.#processes, `user ${uid}`, { kind: 'unknown', uid });
    this.#byUser.set(uid + 1, place);
    return place;
  }

  get shortLived(): number {
    return (this.#shortLived ||= this.#place(this.#processes, 'short-lived', { kind: 'shortLived' }));
  }

  /** Whether it is certain whose the rows of a place are. */
  isProven(place: number): boolean {
    const subject = this.#processes.subject(place);
    return subject?.kind === 'process' && !subject.isLikely;
  }

  /** The container that a row is of, or leads to; 0 for none. */
  container(row: number): number {
    const container = this.#hasContainers ? this.#pass?.sockets.containers.main(row) : undefined;
    return container === undefined ? 0 : this.#place(this.#containers, container.id, { id: container.id });
  }

  /** The foreign host of a row of a table; 0 where it has none. An IPv4 address in IPv6 is the host of the plain one. */
  host({ remoteAddress, isIPv6 }: Pick<InetColumns, 'remoteAddress' | 'isIPv6'>, row: number): number {
    let number = isIPv6[row] === 1 ? 2 : 1;
    for (let word = row * 4; word < row * 4 + 4; word++)
      number = identityWith(number, remoteAddress[word] ?? 0);
    const known = this.#byAddress.get(number);
    if (known >= 0) return known;
    const address = addressAt(remoteAddress, row);
    const isOf6 = isIPv6[row] === 1;
    const text = unmapped(formatAddress(address, isOf6));
    const place = isUnspecified(address, isOf6) ? 0 : this.#place(this.#hosts, text, { address: text });
    this.#byAddress.set(number, place);
    return place;
  }

  /** Some hosts were forgotten. */
  forgetHosts(): void {
    this.#byAddress.clear(64);
  }

  get #snapshot(): Snapshot | undefined {
    return this.#pass?.sockets.snapshot;
  }

  #place<Subject>(sums: TrafficSums<Subject>, key: string, subject: Subject): number {
    const { id = () => 0, takenAt = 0 } = this.#pass ?? {};
    return sums.place(key, subject, id, takenAt);
  }

  #placeOf(owner: ProcessOwner): number {
    const place = this.#place(this.#processes, processKey(owner), {
      kind: 'process',
      owner,
      isLikely: false,
    });
    this.#processes.columns.flags[place] = 0;
    return place;
  }

  /** The process that is named, else the unit or container. A process that is known for certain once is so from then on. */
  #likelyPlace(snapshot: Snapshot, likely: LikelyOwner): number {
    const owner = likelyProcess(snapshot, likely);
    const key = owner === undefined ? likelyKey(likely) : processKey(owner);
    const known = this.#processes.find(key);
    if (this.isProven(known)) return known;
    const subject: ProcessSubject =
      owner === undefined ? { kind: 'unit', likely } : { kind: 'process', owner, isLikely: true, likely };
    const place = this.#place(this.#processes, key, subject);
    this.#processes.columns.flags[place] = TRAFFIC_FLAGS.isLikely;
    return place;
  }
}

function likelyKey({ unit, unitOf, uid, container, service }: LikelyOwner): string {
  return JSON.stringify([unitOf, unit, service, uid, container?.id]);
}

/** The one process that is named as likely, with what is known of it. */
function likelyProcess({ processes }: Snapshot, likely: LikelyOwner): ProcessOwner | undefined {
  const [named] = likely.processes;
  if (named === undefined) return undefined;
  const known = processes.get(named.pid);
  if (known !== undefined && isSame(known, named)) return known;
  const { pid, startTime, program: comm } = named;
  return { pid, startTime, comm, parentPid: 0, uid: likely.uid ?? 0, commandLine: [] };
}
