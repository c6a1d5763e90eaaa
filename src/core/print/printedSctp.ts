import type { InetSocket } from '../model/inetTable';
import type { InetRow } from '../model/page';
import type { SctpAddress, SctpAssociation } from '../model/sctp';
import { dotted } from '../netstat/context/addressText';
import type { UnstyledEndpoint } from '../model/sctp';

/** A row of SCTP as its files have it; a listening socket has the one address of its row. */
export function sctpSocketOf({ socket, association }: InetRow): SctpAssociation | UnstyledEndpoint {
  if (association !== undefined) return association;
  const { state, localPort, uid, inode } = socket;
  return { socketState: state, localPort, uid, inode, localAddresses: [sctpAddressOf(socket)] };
}

function sctpAddressOf({ localAddress, isIPv6 }: InetSocket): SctpAddress {
  if (!isIPv6) return dotted(localAddress[0]);
  const groups = localAddress.flatMap((word) => [word >>> 16, word & 0xffff]);
  return groups.map((group) => group.toString(16).toUpperCase().padStart(4, '0')).join(':');
}
