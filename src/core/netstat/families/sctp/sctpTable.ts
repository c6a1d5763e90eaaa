import { parseIPv4, parseIPv6 } from '../../../etc/addressLine';
import { type AddressWords, INET_PROTOCOLS, type InetSocket, type InetTable } from '../../../model/inetTable';
import type { InetRow } from '../../../model/page';
import type { SctpAddress, SctpAssociation, SctpEndpoint, UnstyledEndpoint } from '../../../model/sctp';
import { dotted } from '../../context/addressText';

const PROTOCOL = INET_PROTOCOLS.indexOf('sctp');
const NOWHERE: AddressWords = [0, 0, 0, 0];

/** Where the words of an IPv4 address stand in an IPv6 one (::ffff:0:0/96). */
const MAPPED = 0xffff;

/** The ends of a socket as they stand in a table of Internet sockets. */
type Ends = Pick<InetSocket, 'isIPv6' | 'localAddress' | 'remoteAddress'>;

type Numbers = Pick<
  SctpAssociation,
  'localPort' | 'remotePort' | 'socketState' | 'txQueue' | 'rxQueue' | 'uid' | 'inode'
>;

/** Adds a listening socket to a table of Internet sockets: a row for each of its addresses. */
export function addSctpEndpoint(table: InetTable, endpoint: SctpEndpoint): void {
  for (const address of endpoint.localAddresses) {
    add(table, endsOf(address, undefined), { ...endpoint, remotePort: 0, txQueue: 0, rxQueue: 0 });
  }
}

/** Adds an association to a table of Internet sockets: one row, with the first address of each end. */
export function addSctpAssociation(table: InetTable, association: SctpAssociation): void {
  add(table, sctpEnds(association), association);
}

/** The first address of each end of an association. */
export function sctpEnds({ localAddresses, remoteAddresses }: SctpAssociation): Ends {
  return endsOf(localAddresses[0], remoteAddresses[0]);
}

/** An address of an SCTP file as words; nothing where it is none. */
export function sctpWords(
  address: SctpAddress,
): { readonly words: AddressWords; readonly isIPv6: boolean } | undefined {
  const ipv4 = parseIPv4(address);
  if (ipv4 !== undefined) return { words: [ipv4, 0, 0, 0], isIPv6: false };
  const words = parseIPv6(address);
  return words && { words, isIPv6: true };
}

/** A row of SCTP as its files have it; a listening socket has the one address of its row. */
export function sctpSocketOf({ socket, association }: InetRow): SctpAssociation | UnstyledEndpoint {
  if (association !== undefined) return association;
  const { state, localPort, uid, inode } = socket;
  return { socketState: state, localPort, uid, inode, localAddresses: [sctpAddressOf(socket)] };
}

/** An association may have addresses of both families: where its first ones differ, the IPv4 one is mapped. */
function endsOf(local: SctpAddress | undefined, remote: SctpAddress | undefined): Ends {
  const ends = [local, remote].map((address) => sctpWords(address ?? ''));
  const isIPv6 = ends.some((end) => end?.isIPv6 === true);
  const [localAddress = NOWHERE, remoteAddress = NOWHERE] = ends.map((end): AddressWords => {
    if (end === undefined) return NOWHERE;
    return end.isIPv6 === isIPv6 ? end.words : [0, 0, MAPPED, end.words[0]];
  });
  return { isIPv6, localAddress, remoteAddress };
}

function add(table: InetTable, { isIPv6, localAddress, remoteAddress }: Ends, numbers: Numbers): void {
  const row = table.add();
  const { columns } = table;
  columns.protocol[row] = PROTOCOL;
  columns.isIPv6[row] = isIPv6 ? 1 : 0;
  columns.localAddress.set(localAddress, row * 4);
  columns.remoteAddress.set(remoteAddress, row * 4);
  columns.localPort[row] = numbers.localPort;
  columns.remotePort[row] = numbers.remotePort;
  columns.state[row] = numbers.socketState;
  columns.txQueue[row] = numbers.txQueue;
  columns.rxQueue[row] = numbers.rxQueue;
  columns.timer[row] = 0;
  columns.timerWhen[row] = 0;
  columns.retransmits[row] = 0;
  columns.uid[row] = numbers.uid;
  columns.timeout[row] = 0;
  columns.inode[row] = numbers.inode;
  columns.drops[row] = 0;
  columns.cgroup[row] = 0;
  columns.cookie[row] = 0;
}

function sctpAddressOf({ localAddress, isIPv6 }: InetSocket): SctpAddress {
  if (!isIPv6) return dotted(localAddress[0]);
  const groups = localAddress.flatMap((word) => [word >>> 16, word & 0xffff]);
  return groups.map((group) => group.toString(16).toUpperCase().padStart(4, '0')).join(':');
}
