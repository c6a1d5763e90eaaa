import { labelOf } from '../../containers/containerNames';
import { INET_PROTOCOLS, type InetProtocol, addressAt, inetSocketAt } from '../../model/inetTable';
import type { GroupSubject, Grouping, InetRow, Peer, SocketRow, SortOrder } from '../../model/page';
import { inetOwnership, inetReasons, likelyOwnerOf, type Snapshot } from '../../model/snapshot';
import { formatAddress, formatEndpoint } from '../../text/address';
import type { CompiledFilter } from '../filter/compile';
import { SctpDetails } from '../sctpDetails';
import { isListening, isTcpRow, TCP_CLOSE_WAIT, TCP_LISTEN } from '../socketState';
import { inetIdentity } from './identity';
import { type Folds, InetFolds } from './inetFolds';
import { OwnerGroups } from './ownerGroups';
import { RowLeaders } from './ownerOrder';
import { identityIn, keyIn, namespaceSubject, readOf } from './namespacedRow';
import type { RowSource, Sign } from './pageSource';
import type { ShownSockets } from './shownSockets';

/**
 * Retransmissions without an answer between them: the kernel waits twice as long before each, so that the third comes after more
 * than a second, and no lost packet alone brings it.
 */
const MANY_RETRANSMITS = 3;

const FORGOTTEN: Sign = { trouble: 'closeWait', level: 0 };
const UNANSWERED: Sign = { trouble: 'retransmits', level: 0, stands: true };

/** The Internet sockets of Connections: all but UDP ones that only wait. Others that wait are among them for who asks. */
export class InetRows implements RowSource {
  readonly length: number;
  readonly #sockets: ShownSockets;
  readonly #snapshot: Snapshot;
  readonly #owners: OwnerGroups;
  readonly #details: SctpDetails;
  #signed: readonly number[] | undefined;
  readonly folds: Folds;

  constructor(sockets: ShownSockets) {
    const { snapshot } = sockets;
    this.#sockets = sockets;
    this.#snapshot = snapshot;
    this.length = snapshot.inet.inode.length;
    const leaders = new RowLeaders(snapshot, snapshot.ownerStart);
    this.#owners = new OwnerGroups({
      leader: (row) => leaders.of(row),
      likely: (row) => likelyOwnerOf(snapshot, row),
      reasons: (row) => inetReasons(snapshot, row),
    });
    this.#details = new SctpDetails(snapshot);
    this.folds = new InetFolds(sockets, this.#owners);
  }

  isListening(row: number): boolean {
    return isListening(this.#snapshot.inet, row);
  }

  includes(row: number): boolean {
    const { inet } = this.#snapshot;
    return isTcpRow(inet, row) || !this.#protocol(row).startsWith('udp') || !isListening(inet, row);
  }

  passing({ inet }: CompiledFilter): (row: number) => boolean {
    return inet;
  }

  groupKey(row: number, grouping: Grouping): string | number {
    const { inet } = this.#snapshot;
    const transport = (inet.protocol[row] ?? 0) >> 1;
    switch (grouping) {
      case 'process':
      case 'unit':
        return this.#owners.key(row, grouping);
      case 'container':
        return this.#sockets.containers.main(row)?.id ?? '';
      case 'project':
        return this.#sockets.containers.main(row)?.project ?? '';
      case 'namespace':
        return this.namespaceKey(row) ?? '';
      case 'state':
        return transport * 2 ** 8 + (inet.state[row] ?? 0);
      case 'foreignHost':
        return inet.isIPv6[row] === 1 ? this.#foreignHost(row) : (inet.remoteAddress[row * 4] ?? 0);
      case 'localPort':
        return transport * 2 ** 16 + (inet.localPort[row] ?? 0);
      case 'protocol':
        return inet.protocol[row] ?? 0;
      case 'user':
        return inet.uid[row] ?? 0;
      case 'path':
      case 'none':
        return '';
    }
  }

  subject(row: number, grouping: Grouping): GroupSubject {
    const { inet } = this.#snapshot;
    const protocol = this.#protocol(row);
    switch (grouping) {
      case 'process':
      case 'unit':
        return this.#owners.subject(row, grouping);
      case 'container':
        return { by: 'container', container: labelOf(this.#sockets.containers.main(row)) };
      case 'project':
        return { by: 'project', project: this.#sockets.containers.main(row)?.project };
      case 'namespace':
        return namespaceSubject(this.#sockets, 'inet', row);
      case 'state':
        return { by: 'state', state: inet.state[row] ?? 0, protocol: stateFamily(protocol) };
      case 'foreignHost':
        return { by: 'foreignHost', address: this.#foreignHost(row), ...this.#hostContainer(row) };
      case 'localPort':
        return { by: 'localPort', port: inet.localPort[row] ?? 0, protocol: stateFamily(protocol) };
      case 'protocol':
        return { by: 'protocol', protocol };
      case 'user':
        return { by: 'user', uid: inet.uid[row] ?? 0 };
      case 'path':
      case 'none':
        return { by: 'none' };
    }
  }

  compare(a: number, b: number, order: SortOrder): number {
    const { inet } = this.#snapshot;
    return (
      this.#compareBy(a, b, order) ||
      compareWords(inet.remoteAddress, a, b) ||
      difference(inet.remotePort, a, b) ||
      compareWords(inet.localAddress, a, b) ||
      difference(inet.localPort, a, b) ||
      difference(inet.inode, a, b) ||
      a - b
    );
  }

  identity(row: number): number {
    return identityIn(this.#sockets, 'inet', row, inetIdentity(this.#snapshot.inet, row));
  }

  namespaceKey(row: number): string | undefined {
    return this.#sockets.partOf('inet', row)?.namespace.key;
  }

  state(row: number): number {
    return this.#snapshot.inet.state[row] ?? 0;
  }

  /** Queues of sockets that listen, and of other protocols, count other things. */
  sign(row: number): Sign | undefined {
    const { inet } = this.#snapshot;
    if (!isTcpRow(inet, row) || inet.state[row] === TCP_LISTEN) return undefined;
    if (inet.state[row] === TCP_CLOSE_WAIT) return FORGOTTEN;
    if ((inet.retransmits[row] ?? 0) >= MANY_RETRANSMITS) return UNANSWERED;
    const [unread, sent] = [inet.rxQueue[row] ?? 0, inet.txQueue[row] ?? 0];
    if (unread > 0) return { trouble: 'unread', level: unread };
    return sent > 0 ? { trouble: 'unacknowledged', level: sent } : undefined;
  }

  get signed(): readonly number[] {
    return (this.#signed ??= this.#findSigned());
  }

  /** Over few columns: nearly all rows of very many have no sign. */
  #findSigned(): number[] {
    const { state, retransmits, rxQueue, txQueue } = this.#snapshot.inet;
    const found: number[] = [];
    for (let row = 0; row < this.length; row++) {
      if (
        (rxQueue[row] !== 0 ||
          txQueue[row] !== 0 ||
          state[row] === TCP_CLOSE_WAIT ||
          (retransmits[row] ?? 0) >= MANY_RETRANSMITS) &&
        this.sign(row) !== undefined
      ) {
        found.push(row);
      }
    }
    return found;
  }

  row(row: number): SocketRow {
    const socket = inetSocketAt(this.#snapshot.inet, row);
    const { protocol, isIPv6, localAddress, localPort, remoteAddress, remotePort, inode } = socket;
    const ends = `${formatEndpoint(localAddress, isIPv6, localPort)} ${formatEndpoint(remoteAddress, isIPv6, remotePort)}`;
    const key = remotePort === 0 ? `${protocol} ${ends} ${inode}` : `${protocol} ${ends}`;
    const peer = this.#sockets.peerOf(row);
    const server = this.#serverOf(row, peer);
    const association = this.#details.of(socket);
    const localContainer = labelOf(this.#sockets.containers.local(row));
    const foreignContainer = labelOf(
      this.#sockets.containers.foreign(row, peer && (peer.namespace ?? 'same')),
    );
    return {
      kind: 'inet',
      key: keyIn(this.#sockets, 'inet', row, key),
      socket,
      ...inetOwnership(this.#snapshot, row),
      ...readOf(this.#sockets, 'inet', row),
      ...(peer && { peer }),
      ...(server && { server }),
      ...(this.#sockets.servers.isIncoming(row) && { isIncoming: true }),
      ...(localContainer && { localContainer }),
      ...(foreignContainer && { foreignContainer }),
      ...(association && { association }),
    };
  }

  /** Whoever waits at the port answers for an end that nobody is seen to have, as of one that has closed there. */
  #serverOf(row: number, peer: Peer | undefined): InetRow['server'] {
    if (peer !== undefined && (peer.owners.length > 0 || peer.likelyOwner !== undefined)) return undefined;
    const listener = this.#sockets.servers.listenerOf(row);
    if (listener === undefined) return undefined;
    const { owners, likelyOwner } = inetOwnership(this.#snapshot, listener);
    if (owners.length === 0 && likelyOwner === undefined) return undefined;
    return { owners, ...(likelyOwner && { likelyOwner }) };
  }

  #compareBy(a: number, b: number, order: SortOrder): number {
    const { inet } = this.#snapshot;
    switch (order) {
      case 'localPort':
        return difference(inet.localPort, a, b);
      case 'state':
        return difference(inet.state, a, b);
      case 'queues':
        return this.#queues(b) - this.#queues(a);
      case 'inode':
        return difference(inet.inode, a, b);
      case 'foreignAddress':
      case 'path':
        return difference(inet.isIPv6, a, b);
    }
  }

  #queues(row: number): number {
    const { inet } = this.#snapshot;
    return (inet.rxQueue[row] ?? 0) + (inet.txQueue[row] ?? 0);
  }

  #foreignHost(row: number): string {
    const { inet } = this.#snapshot;
    return formatAddress(addressAt(inet.remoteAddress, row), inet.isIPv6[row] === 1);
  }

  /** Of an address that means the same to all rows. */
  #hostContainer(row: number): Pick<Extract<GroupSubject, { by: 'foreignHost' }>, 'container'> {
    const { parts, containers } = this.#sockets;
    const container = parts.length === 1 ? labelOf(containers.foreign(row)) : undefined;
    return container === undefined ? {} : { container };
  }

  #protocol(row: number): InetProtocol {
    return INET_PROTOCOLS[this.#snapshot.inet.protocol[row] ?? 0] ?? 'tcp';
  }
}

/** A protocol without its address family: the numbers of states and ports mean the same in both. */
function stateFamily(protocol: InetProtocol): string {
  return protocol.replace('6', '');
}

function difference(column: ArrayLike<number>, a: number, b: number): number {
  return (column[a] ?? 0) - (column[b] ?? 0);
}

function compareWords(column: Uint32Array, a: number, b: number): number {
  for (let word = 0; word < 4; word++) {
    const order = (column[a * 4 + word] ?? 0) - (column[b * 4 + word] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
