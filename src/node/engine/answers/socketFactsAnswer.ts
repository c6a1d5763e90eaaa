import type { InetSocket } from '../../../core/model/inetTable';
import type { SocketFacts, SocketQuestion } from '../../../core/model/socketFacts';
import { diagProtocolOf, InetFactsReader, inetFactsRequest } from '../../../core/netlink/inetFacts';
import { readUnixDiagnosis, type UnixDiagnosis, unixDiagRequest } from '../../../core/netlink/unixDiag';
import type { Netlink } from '../sockets/netlink';
import type { Processes } from '../owners/processes';
import type { Holder } from '../owners/socketFiles';

/** What looking up sockets needs. */
export interface SocketFactsOptions {
  /** The way to the kernel, where there is one. */
  readonly netlink: Netlink | undefined;
  readonly processes: Processes;
  /** All processes and their sockets, as they were read last. */
  readonly holders: readonly Holder[];
}

/**
 * Asks the kernel for all that it knows of a socket.
 * @returns nothing in it where the socket is gone; undefined where the kernel does not tell
 */
export function readSocketFacts(
  question: SocketQuestion,
  { netlink, ...dependencies }: SocketFactsOptions,
): SocketFacts | undefined {
  if (netlink === undefined) return undefined;
  return question.kind === 'inet'
    ? inetFacts(netlink, question.socket)
    : unixFacts(netlink, question.inode, dependencies);
}

/** Nothing in it where the socket is gone, or none of TCP or UDP; undefined where the kernel does not tell. */
export function inetFacts(netlink: Netlink, socket: InetSocket): SocketFacts | undefined {
  const protocol = diagProtocolOf(socket);
  if (protocol === undefined) return {};
  const reader = new InetFactsReader(socket.inode, protocol, netlink.littleEndian);
  const request = inetFactsRequest(socket, protocol, netlink.littleEndian);
  const isAnswered = netlink.ask([{ request, take: (part) => reader.take(part) }]);
  return isAnswered ? (reader.facts ?? {}) : undefined;
}

/** Undefined where the socket is gone, or the kernel does not tell. */
export function unixDiagnosis(netlink: Netlink, inode: number): UnixDiagnosis | undefined {
  const { littleEndian } = netlink;
  let diagnosis: UnixDiagnosis | undefined;
  netlink.ask([
    {
      request: unixDiagRequest(inode, littleEndian),
      take: (part) => {
        diagnosis = readUnixDiagnosis(part, littleEndian);
        return 'done';
      },
    },
  ]);
  return diagnosis;
}

function unixFacts(
  netlink: Netlink,
  inode: number,
  { processes, holders }: Omit<SocketFactsOptions, 'netlink'>,
): SocketFacts | undefined {
  const diagnosis = unixDiagnosis(netlink, inode);
  if (diagnosis === undefined) return undefined;
  const { peerInode, ...facts } = diagnosis;
  if (peerInode === undefined) return facts;
  const owners = holders
    .filter(({ inodes }) => inodes.includes(peerInode))
    .map(({ pid }) => processes.owner(pid))
    .filter((owner) => owner !== undefined);
  return { ...facts, peer: { inode: peerInode, owners } };
}
