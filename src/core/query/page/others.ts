import { OTHER_PROTOCOLS, type OtherSocket } from '../../model/otherSocket';
import type { GroupSubject, Grouping, SocketRow, SortOrder } from '../../model/page';
import { noOwnerReasons, otherOwnersOf, type Snapshot } from '../../model/snapshot';
import type { CompiledFilter } from '../filter/compile';
import { compareText } from './compareText';
import { identityIn, keyIn, readOf } from './namespacedRow';
import { identityWith } from './identity';
import type { RowSource } from './pageSource';
import type { ShownSockets } from './shownSockets';

/** Begins the identities of these sockets, apart from those of UNIX sockets. */
const KIND = 2;

/**
 * The rows of families that few kernels have. Their hosts, ports and states are none that others have, so they stand in
 * a group of their own, however the view is grouped.
 */
export class OtherSocketRows implements RowSource {
  readonly length: number;
  readonly #sockets: ShownSockets;
  readonly #snapshot: Snapshot;
  readonly #keys: readonly string[];

  constructor(sockets: ShownSockets) {
    const { snapshot } = sockets;
    this.#sockets = sockets;
    this.#snapshot = snapshot;
    this.length = snapshot.others.length;
    this.#keys = snapshot.others.map(keyOf);
  }

  includes(): boolean {
    return true;
  }

  /** No other view has them: all are shown. */
  isListening(): boolean {
    return false;
  }

  passing({ other }: CompiledFilter): (row: number) => boolean {
    return other;
  }

  groupKey(row: number, grouping: Grouping): string {
    if (grouping === 'none') return '';
    return grouping === 'protocol' ? this.#socket(row).protocol : 'others';
  }

  subject(row: number, grouping: Grouping): GroupSubject {
    if (grouping === 'none') return { by: 'none' };
    return grouping === 'protocol'
      ? { by: 'protocol', protocol: this.#socket(row).protocol }
      : { by: 'others' };
  }

  compare(a: number, b: number, order: SortOrder): number {
    return (
      this.#compareBy(a, b, order) ||
      protocolIndex(this.#socket(a)) - protocolIndex(this.#socket(b)) ||
      compareText(this.#socket(a).foreign ?? '', this.#socket(b).foreign ?? '') ||
      compareText(this.#keys[a] ?? '', this.#keys[b] ?? '') ||
      a - b
    );
  }

  identity(row: number): number {
    let identity = KIND;
    for (const character of this.#keys[row] ?? '') {
      identity = identityWith(identity, character.codePointAt(0) ?? 0);
    }
    return identityIn(this.#sockets, 'others', row, identity);
  }

  namespaceKey(row: number): string | undefined {
    return this.#sockets.partOf('others', row)?.namespace.key;
  }

  sign(): undefined {
    return undefined;
  }

  readonly signed: readonly number[] = [];

  state(row: number): number {
    return this.#socket(row).state;
  }

  row(row: number): SocketRow {
    const socket = this.#socket(row);
    const owners = otherOwnersOf(this.#snapshot, row);
    const { ownerScan } = this.#snapshot;
    const reasons = noOwnerReasons(ownerScan, socket.inode, socket.uid);
    return {
      kind: 'other',
      key: keyIn(this.#sockets, 'others', row, this.#keys[row] ?? ''),
      socket,
      owners,
      reasons: owners.length === 0 ? reasons : [],
      ...readOf(this.#sockets, 'others', row),
    };
  }

  #compareBy(a: number, b: number, order: SortOrder): number {
    const [first, second] = [this.#socket(a), this.#socket(b)];
    switch (order) {
      case 'state':
        return first.state - second.state;
      case 'queues':
        return queues(second) - queues(first);
      case 'inode':
        return (first.inode ?? 0) - (second.inode ?? 0);
      case 'localPort':
        return compareText(first.local, second.local);
      case 'foreignAddress':
      case 'path':
        return 0;
    }
  }

  #socket(row: number): OtherSocket {
    const socket = this.#snapshot.others[row];
    if (socket === undefined) throw new RangeError(`There is no row ${row} of ${this.length}.`);
    return socket;
  }
}

function keyOf({ protocol, local, foreign = '', device = '', inode }: OtherSocket): string {
  return [protocol, local, foreign, device, inode ?? ''].join(' ').trim();
}

function queues({ rxQueue, txQueue }: OtherSocket): number {
  return rxQueue + txQueue;
}

function protocolIndex({ protocol }: OtherSocket): number {
  return OTHER_PROTOCOLS.indexOf(protocol);
}
