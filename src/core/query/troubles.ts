/**
 * What a counter that moved speaks of.
 * - `retransmits`: segments had to be sent again
 * - `listenQueue`: connections came faster than a server accepted them
 * - `checksums`: packets arrived damaged
 * - `malformed`: packets arrived that are not as they should be
 * - `receiveBuffer`: a program read too slowly
 * - `sendBuffer`: datagrams were not sent for want of room
 * - `memory`: the kernel ran short of memory for the network
 * - `aborts`: connections were broken off
 * - `timeouts`: the other end stopped answering
 * - `discards`: packets were dropped for want of resources
 * - `noRoute`: there was no way to the destination
 * - `reassembly`: fragments could not be put together or made
 * - `synFlood`: SYN cookies are in use
 * - `backlog`: packets waited for a busy socket until there was no room
 */
export type Trouble =
  | 'retransmits'
  | 'listenQueue'
  | 'checksums'
  | 'malformed'
  | 'receiveBuffer'
  | 'sendBuffer'
  | 'memory'
  | 'aborts'
  | 'timeouts'
  | 'discards'
  | 'noRoute'
  | 'reassembly'
  | 'synFlood'
  | 'backlog';

/** Keys by trouble; those of IPv6 without their protocol's name before them. */
const KEYS: Readonly<Record<Trouble, readonly string[]>> = {
  retransmits: [
    'RetransSegs',
    'TCPLostRetransmit',
    'TCPSynRetrans',
    'TCPSlowStartRetrans',
    'TCPRetransFail',
    'RetransSegsFail',
  ],
  listenQueue: ['ListenOverflows', 'ListenDrops', 'TCPReqQFullDrop'],
  checksums: ['InCsumErrors', 'ChecksumErrors'],
  malformed: ['InErrors', 'InErrs', 'InHdrErrors', 'InAddrErrors', 'InTruncatedPkts', 'OutErrors'],
  receiveBuffer: [
    'RcvbufErrors',
    'PruneCalled',
    'RcvPruned',
    'OfoPruned',
    'TCPOFODrop',
    'TCPRcvQDrop',
    'TCPZeroWindowDrop',
  ],
  sendBuffer: ['SndbufErrors'],
  memory: ['MemErrors', 'TCPAbortOnMemory', 'TCPMemoryPressures', 'SockMallocOOM', 'TCPAbortFailed'],
  aborts: ['TCPAbortOnClose', 'TCPAbortOnData', 'TCPAbortOnLinger', 'TCPAbortOnSyn', 'Aborteds'],
  timeouts: ['TCPTimeouts', 'TCPAbortOnTimeout', 'TCPLossFailures', 'TCPSackFailures', 'TCPRenoFailures'],
  discards: ['InDiscards', 'OutDiscards', 'InNoRoutes'],
  noRoute: ['OutNoRoutes'],
  reassembly: ['ReasmFails', 'ReasmTimeout', 'FragFails'],
  synFlood: ['SyncookiesSent', 'SyncookiesFailed', 'TCPReqQFullDoCookies'],
  backlog: ['TCPBacklogDrop', 'LockDroppedIcmps'],
};

const TROUBLES: ReadonlyMap<string, Trouble> = new Map(
  Object.entries(KEYS).flatMap(([trouble, keys]) => keys.map((key) => [key, trouble as Trouble])),
);

/** Sections whose keys begin with their name: those of snmp6 and of SCTP. */
const PREFIXED = /^(?:Ip6|Icmp6|Udp6|UdpLite6|Sctp)$/;

/** What it means where this counter moves; undefined where that is nothing to worry about. */
export function troubleOf(section: string, key: string): Trouble | undefined {
  const own = PREFIXED.test(section) && key.startsWith(section) ? key.slice(section.length) : key;
  return TROUBLES.get(own);
}
