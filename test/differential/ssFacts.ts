import type { SocketFacts } from '../../src/core/model/socketFacts';
import type { UnixDiagnosis } from '../../src/core/netlink/unixDiag';

/** What ss shows of a socket, 0 where it leaves it out: neither times that move, nor the algorithm. */
type Shown = Readonly<Record<string, number>>;

/** A line of `ss -HtanemiO`: the inode, and what it tells of the socket. */
export function tcpShown(line: string): readonly [inode: number, shown: Shown] {
  const number = (pattern: RegExp): number => Number(pattern.exec(line)?.[1] ?? 0);
  const [, memory = ''] = /skmem:\(([^)]*)\)/.exec(line) ?? [];
  const [receive = 0, receiveLimit = 0, , sendLimit = 0, , send = 0] = (memory.match(/\d+/g) ?? []).map(
    Number,
  );
  const [state, waiting, limit] = line.split(/\s+/);
  const isListening = state === 'LISTEN';
  const buffers = { receive, receiveLimit, send, sendLimit };
  if (isListening)
    return [number(/\bino:(\d+)/), { waiting: Number(waiting), limit: Number(limit), ...buffers }];
  const time = Math.round(number(/\brtt:([\d.]+)/) * 1000);
  const shown = {
    time,
    variation: time === 0 ? 0 : Math.round(number(/\brtt:[\d.]+\/([\d.]+)/) * 1000),
    segmentSize: number(/\bmss:(\d+)/),
    pathMtu: number(/\bpmtu:(\d+)/),
    congestionWindow: number(/\bcwnd:(\d+)/),
    unacknowledged: number(/\bunacked:(\d+)/),
    retransmitted: number(/\bretrans:\d+\/(\d+)/),
    sent: number(/\bbytes_sent:(\d+)/),
    sentAgain: number(/\bbytes_retrans:(\d+)/),
    acknowledged: number(/\bbytes_acked:(\d+)/),
    received: number(/\bbytes_received:(\d+)/),
    unsent: number(/\bnotsent:(\d+)/),
    ...buffers,
  };
  return [number(/\bino:(\d+)/), shown];
}

/** The same of what we know. */
export function ourShown({ acceptQueue, connection, buffers }: SocketFacts): Shown {
  if (connection === undefined) return { ...acceptQueue, ...buffers };
  const { roundTrip, sent, sentAgain, acknowledged, received, unsent } = connection;
  const { segmentSize, pathMtu, congestionWindow, unacknowledged, retransmitted } = connection;
  return {
    time: roundTrip?.time ?? 0,
    variation: roundTrip?.variation ?? 0,
    ...{ segmentSize, pathMtu, congestionWindow, unacknowledged, retransmitted },
    sent: sent ?? 0,
    sentAgain: sentAgain ?? 0,
    acknowledged: acknowledged ?? 0,
    received: received ?? 0,
    unsent: unsent ?? 0,
    ...buffers,
  };
}

/** A line of `ss -HxanO`: the inode, the other end's, and the queue of a listener. */
export function unixShown(line: string): readonly [inode: number, shown: UnixDiagnosis] {
  const [, state, waiting, limit, ...rest] = line.trim().split(/\s+/);
  const [inode = 0, peer = 0] = rest.filter((word) => /^\d+$/.test(word)).map(Number);
  return [
    inode,
    {
      ...(peer > 0 && { peerInode: peer }),
      ...(state === 'LISTEN' && { acceptQueue: { waiting: Number(waiting), limit: Number(limit) } }),
    },
  ];
}
