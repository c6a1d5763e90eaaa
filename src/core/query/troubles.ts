/** Keys by trouble; those of IPv6 without their protocol's name before them. */
const KEYS = {
  /** Segments had to be sent again. */
  retransmits: [
    'RetransSegs',
    'TCPLostRetransmit',
    'TCPSynRetrans',
    'TCPSlowStartRetrans',
    'TCPRetransFail',
    'RetransSegsFail',
  ],
  /** Connections came faster than a server accepted them. */
  listenQueue: ['ListenOverflows', 'ListenDrops', 'TCPReqQFullDrop'],
  /** Packets arrived damaged. */
  checksums: ['InCsumErrors', 'ChecksumErrors'],
  /** Packets arrived that are not as they should be. */
  malformed: ['InErrors', 'InErrs', 'InHdrErrors', 'InAddrErrors', 'InTruncatedPkts', 'OutErrors'],
  /** A program read too slowly. */
  receiveBuffer: [
    'RcvbufErrors',
    'PruneCalled',
    'RcvPruned',
    'OfoPruned',
    'TCPOFODrop',
    'TCPRcvQDrop',
    'TCPZeroWindowDrop',
  ],
  /** Datagrams were not sent for want of room. */
  sendBuffer: ['SndbufErrors'],
  /** The kernel ran short of memory for the network. */
  memory: ['MemErrors', 'TCPAbortOnMemory', 'TCPMemoryPressures', 'SockMallocOOM', 'TCPAbortFailed'],
  /** Connections were broken off. */
  aborts: ['TCPAbortOnClose', 'TCPAbortOnData', 'TCPAbortOnLinger', 'TCPAbortOnSyn', 'Aborteds'],
  /** The other end stopped answering. */
  timeouts: ['TCPTimeouts', 'TCPAbortOnTimeout', 'TCPLossFailures', 'TCPSackFailures', 'TCPRenoFailures'],
  /** Packets were dropped for want of resources. */
  discards: ['InDiscards', 'OutDiscards', 'InNoRoutes'],
  /** There was no way to the destination. */
  noRoute: ['OutNoRoutes'],
  /** Fragments could not be put together or made. */
  reassembly: ['ReasmFails', 'ReasmTimeout', 'FragFails'],
  /** SYN cookies are in use. */
  synFlood: ['SyncookiesSent', 'SyncookiesFailed', 'TCPReqQFullDoCookies'],
  /** Packets waited for a busy socket until there was no room. */
  backlog: ['TCPBacklogDrop', 'LockDroppedIcmps'],
} as const;

/** What a counter that moved speaks of. */
export type Trouble = keyof typeof KEYS;

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
