import { addressNames } from '../../containers/addressNames';
import { containersIn, namedContainersIn } from '../../containers/namespaceContainers';
import { containerOfSocket, mayHaveFor, mayLikelyHaveFor } from '../../containers/portContainer';
import { publishingOf } from '../../containers/publishers';
import type { ContainerFacts } from '../../model/container';
import { addressAt, inetSocketAt } from '../../model/inetTable';
import type { NamespaceFacts } from '../../model/namespace';
import { inetOwnership, type Snapshot, unixOwnersOf } from '../../model/snapshot';
import { transportOf } from '../../ports/listeningPorts';
import { formatAddress } from '../../text/address';
import { AddressIds } from '../filter/addressIds';
import { likelyTests, ownerTest, remembered, type RowTest } from '../filter/rowTests';

/** Rows, and the network namespace of each. */
export interface NamespacedRows {
  readonly snapshot: Snapshot;
  /** The facts of each part; absent of the own one where they are not known. */
  readonly namespaces: readonly (NamespaceFacts | undefined)[];
  placeOf(table: 'inet' | 'unix', row: number): number;
  /** The row of the other end of an Internet socket, where that is in the same namespace. */
  nearEndOf(row: number): number | undefined;
}

/** Says whose containers the rows of a snapshot are. Nothing is looked for where no container is known. */
export class RowContainers {
  readonly #rows: NamespacedRows;
  readonly #containers: readonly ContainerFacts[];
  /** By the place of each namespace. */
  readonly #inside: readonly (readonly ContainerFacts[])[];
  /** Whether a row looks as if a container had it; made once somebody asks. */
  #mayHave: readonly RowTest[] | undefined;
  #ids: AddressIds | undefined;
  /** Whether an address by its id is a container's, wherever that is seen from. */
  #isContainers: ((id: number) => boolean) | undefined;
  /** What the addresses of foreign ends are, by place and id. */
  readonly #foreign = new Map<number, ContainerFacts | undefined>();

  constructor(rows: NamespacedRows) {
    const { containers = [] } = rows.snapshot;
    this.#rows = rows;
    this.#containers = containers;
    this.#inside = rows.namespaces.map((facts) =>
      facts === undefined || facts.isOwn ? [] : namedContainersIn(facts, containers),
    );
  }

  /** Whether any that is known is such a one. */
  some(test: (container: ContainerFacts) => boolean): boolean {
    return this.#containers.some(test) || this.#inside.some((inside) => inside.some(test));
  }

  /** The container that an Internet socket is of, or that it leads to where it is none's. */
  main(row: number): ContainerFacts | undefined {
    return (
      this.#owner(row) ?? this.#insideOf('inet', row)[0] ?? this.#foreignOf(row) ?? this.#ownerOfEnd(row)
    );
  }

  /** All that an Internet socket is of or leads to. */
  all(row: number): ContainerFacts[] {
    const found = [
      this.#owner(row),
      ...this.#insideOf('inet', row),
      this.#foreignOf(row),
      this.#ownerOfEnd(row),
    ];
    return found.filter((each) => each !== undefined);
  }

  /** The containers that a UNIX socket is of: its owner's, and those whose namespace it is in. */
  ofUnix(row: number): ContainerFacts[] {
    const named = unixOwnersOf(this.#rows.snapshot, row).flatMap(
      ({ membership }) => membership?.container ?? [],
    );
    return [...containersIn({ containers: named }, this.#containers), ...this.#insideOf('unix', row)];
  }

  /** The container that has the local address of an Internet socket, where that is not this machine's. */
  local(row: number): ContainerFacts | undefined {
    const facts = this.#factsOf(row);
    return facts && addressNames(this.#containers).ofOwn(this.#address('local', row), facts);
  }

  /**
   * The container that has the foreign address.
   * @param peer the namespace of the other end, where that is found; `same` where it is the row's
   */
  foreign(row: number, peer?: NamespaceFacts | 'same'): ContainerFacts | undefined {
    const facts = this.#factsOf(row);
    if (facts === undefined) return undefined;
    const names = addressNames(this.#containers);
    const address = this.#address('remote', row);
    if (peer === undefined) return names.ofForeign(address, facts);
    const there = peer === 'same' ? facts : peer;
    return names.ofOwn(address, there) ?? (peer === 'same' ? undefined : this.#onlyIn(there));
  }

  /** Who else than the only container in it has an address of its namespace. */
  #onlyIn(facts: NamespaceFacts): ContainerFacts | undefined {
    const [only, ...more] = facts.isOwn ? [] : namedContainersIn(facts, this.#containers);
    return more.length === 0 ? only : undefined;
  }

  /** Only sockets that look like a container's are looked into. */
  #owner(row: number): ContainerFacts | undefined {
    const { snapshot } = this.#rows;
    this.#mayHave ??= this.#containers.length === 0 ? [] : mayHaveTests(snapshot, this.#containers);
    if (!this.#mayHave.some((is) => is(row))) return undefined;
    const socket = inetSocketAt(snapshot.inet, row);
    const facts = this.#factsOf(row);
    const told = {
      socket,
      transport: transportOf(socket.protocol) ?? '',
      ...inetOwnership(snapshot, row),
      namespace: facts?.isOwn === false ? facts : undefined,
    };
    return containerOfSocket(told, this.#containers)?.facts;
  }

  /** Who comes to a published port by an address of the machine gets to who has it for the container. */
  #ownerOfEnd(row: number): ContainerFacts | undefined {
    const { here } = publishingOf(this.#containers);
    if (!here.has(this.#rows.snapshot.inet.remotePort[row] ?? 0)) return undefined;
    const end = this.#rows.nearEndOf(row);
    return end === undefined ? undefined : this.#owner(end);
  }

  #insideOf(table: 'inet' | 'unix', row: number): readonly ContainerFacts[] {
    return this.#inside[this.#rows.placeOf(table, row)] ?? [];
  }

  /** The same as `foreign`, for who asks of all rows: many share an address, and few addresses are containers'. */
  #foreignOf(row: number): ContainerFacts | undefined {
    if (this.#containers.length === 0) return undefined;
    const ids = (this.#ids ??= new AddressIds(this.#rows.snapshot.inet));
    const names = addressNames(this.#containers);
    this.#isContainers ??= remembered(ids.count, (each) =>
      names.has(formatAddress(ids.addressOf(each), ids.isIPv6(each))),
    );
    const id = ids.foreign[row] ?? 0;
    if (!this.#isContainers(id)) return undefined;
    const key = this.#rows.placeOf('inet', row) * ids.count + id;
    if (!this.#foreign.has(key)) this.#foreign.set(key, this.foreign(row));
    return this.#foreign.get(key);
  }

  #factsOf(row: number): NamespaceFacts | undefined {
    return this.#containers.length === 0 ? undefined : this.#rows.namespaces[this.#rows.placeOf('inet', row)];
  }

  #address(end: 'local' | 'remote', row: number): string {
    const { inet } = this.#rows.snapshot;
    return formatAddress(addressAt(inet[`${end}Address`], row), inet.isIPv6[row] === 1);
  }
}

function mayHaveTests(snapshot: Snapshot, containers: readonly ContainerFacts[]): RowTest[] {
  const { inet, processes, ownerStart, ownerPids } = snapshot;
  const pids = [...processes.values()].filter(mayHaveFor).map(({ pid }) => pid);
  const { here } = publishingOf(containers);
  return [
    ownerTest(ownerStart, ownerPids, new Set(pids)),
    ...likelyTests(mayLikelyHaveFor, snapshot),
    // What nobody is seen to hold may be a port that is published.
    (row) => ownerStart[row] === ownerStart[row + 1] && here.has(inet.localPort[row] ?? 0),
  ];
}
