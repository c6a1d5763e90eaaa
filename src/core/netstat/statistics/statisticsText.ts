/**
 * How a counter is written.
 * - `always`: its text, even where it is 0
 * - `nonzero`: its text, where it is not 0
 * - `input`, `output`: a line of the histogram of ICMP messages, where it is not 0
 * - `hidden`: never
 */
export type CounterClass = 'always' | 'nonzero' | 'input' | 'output' | 'hidden';

/** Class and text; # stands for the value. */
export type CounterText = readonly [CounterClass, string];

type Texts = Readonly<Record<string, CounterText>>;

const IP: Texts = {
  DefaultTTL: ['hidden', ''],
  ForwDatagrams: ['always', '# forwarded'],
  FragCreates: ['nonzero', '# fragments created'],
  FragFails: ['nonzero', '# outgoing packets failed fragmentation'],
  FragOKs: ['nonzero', '# outgoing packets fragmented ok'],
  InAddrErrors: ['nonzero', '# with invalid addresses'],
  InDelivers: ['always', '# incoming packets delivered'],
  InDiscards: ['always', '# incoming packets discarded'],
  InHdrErrors: ['nonzero', '# with invalid headers'],
  InReceives: ['always', '# total packets received'],
  InUnknownProtos: ['nonzero', '# with unknown protocol'],
  OutDiscards: ['nonzero', '# outgoing packets dropped'],
  OutNoRoutes: ['nonzero', '# dropped because of missing route'],
  OutRequests: ['always', '# requests sent out'],
  ReasmFails: ['nonzero', '# packet reassemblies failed'],
  ReasmOKs: ['nonzero', '# packets reassembled ok'],
  ReasmReqds: ['nonzero', '# reassemblies required'],
  ReasmTimeout: ['nonzero', '# fragments dropped after timeout'],
};

const ICMP: Texts = {
  InAddrMaskReps: ['input', 'address mask replies: #'],
  InAddrMasks: ['input', 'address mask request: #'],
  InDestUnreachs: ['input', 'destination unreachable: #'],
  InEchoReps: ['input', 'echo replies: #'],
  InEchos: ['input', 'echo requests: #'],
  InErrors: ['always', '# input ICMP message failed'],
  InMsgs: ['always', '# ICMP messages received'],
  InParmProbs: ['input', 'wrong parameters: #'],
  InRedirects: ['input', 'redirects: #'],
  InSrcQuenchs: ['input', 'source quenches: #'],
  InTimeExcds: ['input', 'timeout in transit: #'],
  InTimestampReps: ['input', 'timestamp reply: #'],
  InTimestamps: ['input', 'timestamp request: #'],
  OutAddrMaskReps: ['output', 'address mask replies: #'],
  OutAddrMasks: ['output', 'address mask requests: #'],
  OutDestUnreachs: ['output', 'destination unreachable: #'],
  OutEchoReps: ['output', 'echo replies: #'],
  OutEchos: ['output', 'echo requests: #'],
  OutErrors: ['always', '# ICMP messages failed'],
  OutMsgs: ['always', '# ICMP messages sent'],
  OutParmProbs: ['output', 'wrong parameters: #'],
  OutRedirects: ['output', 'redirect: #'],
  OutSrcQuenchs: ['output', 'source quench: #'],
  OutTimeExcds: ['output', 'time exceeded: #'],
  OutTimestampReps: ['output', 'timestamp replies: #'],
  OutTimestamps: ['output', 'timestamp requests: #'],
};

const TCP: Texts = {
  ActiveOpens: ['always', '# active connection openings'],
  AttemptFails: ['always', '# failed connection attempts'],
  CurrEstab: ['always', '# connections established'],
  EstabResets: ['always', '# connection resets received'],
  InErrs: ['always', '# bad segments received'],
  InSegs: ['always', '# segments received'],
  MaxConn: ['hidden', ''],
  OutRsts: ['always', '# resets sent'],
  OutSegs: ['always', '# segments sent out'],
  PassiveOpens: ['always', '# passive connection openings'],
  RetransSegs: ['always', '# segments retransmitted'],
  RtoAlgorithm: ['hidden', ''],
  RtoMax: ['hidden', ''],
  RtoMin: ['hidden', ''],
};

const UDP: Texts = {
  InDatagrams: ['always', '# packets received'],
  InErrors: ['always', '# packet receive errors'],
  NoPorts: ['always', '# packets to unknown port received'],
  OutDatagrams: ['always', '# packets sent'],
  RcvbufErrors: ['always', '# receive buffer errors'],
  SndbufErrors: ['always', '# send buffer errors'],
};

const TCPEXT: Texts = {
  DelayedACKLocked: ['nonzero', '# delayed acks further delayed because of locked socket'],
  DelayedACKLost: ['nonzero', 'Quick ack mode was activated # times'],
  DelayedACKs: ['nonzero', '# delayed acks sent'],
  EmbryonicRsts: ['nonzero', '# resets received for embryonic SYN_RECV sockets'],
  ListenDrops: ['nonzero', '# SYNs to LISTEN sockets dropped'],
  ListenOverflows: ['nonzero', '# times the listen queue of a socket overflowed'],
  LockDroppedIcmps: ['nonzero', '# ICMP packets dropped because socket was locked'],
  OfoPruned: ['nonzero', '# packets dropped from out-of-order queue because of socket buffer overrun'],
  OutOfWindowIcmps: ['nonzero', '# ICMP packets dropped because they were out-of-window'],
  PAWSActive: ['nonzero', '# active connections rejected because of time stamp'],
  PAWSEstab: ['nonzero', '# packets rejected in established connections because of timestamp'],
  PAWSPassive: ['nonzero', '# passive connections rejected because of time stamp'],
  PruneCalled: ['nonzero', '# packets pruned from receive queue because of socket buffer overrun'],
  RcvPruned: ['nonzero', '# packets pruned from receive queue'],
  SockMallocOOM: ['nonzero', 'Ran # times out of system memory during packet sending'],
  SyncookiesFailed: ['nonzero', '# invalid SYN cookies received'],
  SyncookiesRecv: ['nonzero', '# SYN cookies received'],
  SyncookiesSent: ['nonzero', '# SYN cookies sent'],
  TCPAbortFailed: ['nonzero', '# times unable to send RST due to no memory'],
  TCPAbortOnClose: ['nonzero', '# connections reset due to early user close'],
  TCPAbortOnData: ['nonzero', '# connections reset due to unexpected data'],
  TCPAbortOnLinger: ['nonzero', '# connections aborted after user close in linger timeout'],
  TCPAbortOnMemory: ['nonzero', '# connections aborted due to memory pressure'],
  TCPAbortOnSyn: ['nonzero', '# connections reset due to unexpected SYN'],
  TCPAbortOnTimeout: ['nonzero', '# connections aborted due to timeout'],
  TCPDirectCopyFromBacklog: ['nonzero', '# bytes directly in process context from backlog'],
  TCPFACKReorder: ['nonzero', 'Detected reordering # times using FACK'],
  TCPFastRetrans: ['nonzero', '# fast retransmits'],
  TCPForwardRetrans: ['nonzero', '# forward retransmits'],
  TCPFullUndo: ['nonzero', '# congestion windows fully recovered without slow start'],
  TCPHPAcks: ['nonzero', '# predicted acknowledgments'],
  TCPHPHits: ['always', '# packet headers predicted'],
  TCPHPHitsToUser: ['nonzero', '# packet headers predicted and directly queued to user'],
  TCPLossFailures: ['nonzero', '# timeouts in loss state'],
  TCPLossUndo: ['nonzero', '# congestion windows recovered without slow start after partial ack'],
  TCPLostRetransmits: ['nonzero', '# retransmits lost'],
  TCPMemoryPressures: ['nonzero', 'TCP ran low on memory # times'],
  TCPPartialUndo: ['nonzero', '# congestion windows partially recovered using Hoe heuristic'],
  TCPPrequeued: ['nonzero', '# packets directly queued to recvmsg prequeue'],
  TCPPureAcks: ['nonzero', '# acknowledgments not containing data payload received'],
  TCPRcvCollapsed: ['nonzero', '# packets collapsed in receive queue due to low socket buffer'],
  TCPRenoFailures: ['nonzero', '# timeouts after reno fast retransmit'],
  TCPRenoRecovery: ['nonzero', '# times recovered from packet loss due to fast retransmit'],
  TCPRenoReorder: ['nonzero', 'Detected reordering # times using reno fast retransmit'],
  TCPSACKReorder: ['nonzero', 'Detected reordering # times using SACK'],
  TCPSchedulerFailed: ['nonzero', '# times receiver scheduled too late for direct processing'],
  TCPSlowStartRetrans: ['nonzero', '# retransmits in slow start'],
  TCPTSReorder: ['nonzero', 'Detected reordering # times using time stamp'],
  TW: ['nonzero', '# TCP sockets finished time wait in fast timer'],
  TWRecycled: ['nonzero', '# time wait sockets recycled by time stamp'],
};

const SCTP: Texts = {
  SctpAborteds: ['always', '# Number of Aborteds '],
  SctpActiveEstabs: ['always', '# Active Associations'],
  SctpChecksumErrors: ['always', '# Number of Packets with invalid Checksum'],
  SctpCurrEstab: ['always', '# Current Associations'],
  SctpFragUsrMsgs: ['always', '# Number of messages fragmented'],
  SctpInCtrlChunks: ['always', '# Number of control chunks received'],
  SctpInOrderChunks: ['always', '# Number of ordered chunks received'],
  SctpInSCTPPacks: ['always', '# Number of SCTP packets received'],
  SctpInUnorderChunks: ['always', '# Number of Unordered chunks received'],
  SctpOutCtrlChunks: ['always', '# Number of control chunks sent'],
  SctpOutOfBlues: ['always', '# Number of Out of Blue packets'],
  SctpOutOrderChunks: ['always', '# Number of ordered chunks sent'],
  SctpOutSCTPPacks: ['always', '# Number of SCTP packets sent'],
  SctpOutUnorderChunks: ['always', '# Number of Unordered chunks sent'],
  SctpPassiveEstabs: ['always', '# Passive Associations'],
  SctpReasmUsrMsgs: ['always', '# Number of messages reassembled '],
  SctpShutdowns: ['always', '# Number of Graceful Terminations'],
};

const IP6: Texts = {
  Ip6FragCreates: ['nonzero', '# fragments created'],
  Ip6FragFails: ['nonzero', '# outgoing packets failed fragmentation'],
  Ip6FragOKs: ['nonzero', '# outgoing packets fragmented ok'],
  Ip6InAddrErrors: ['nonzero', '# with invalid addresses'],
  Ip6InDelivers: ['always', '# incoming packets delivered'],
  Ip6InDiscards: ['always', '# incoming packets discarded'],
  Ip6InHdrErrors: ['nonzero', '# with invalid headers'],
  Ip6InMcastPkts: ['nonzero', '# incoming multicast packets'],
  Ip6InNoRoutes: ['nonzero', '# incoming packets with no route'],
  Ip6InReceives: ['always', '# total packets received'],
  Ip6InTooBigErrors: ['nonzero', '# with packets too big'],
  Ip6InTruncatedPkts: ['nonzero', '# with truncated packets'],
  Ip6InUnknownProtos: ['nonzero', '# with unknown protocol'],
  Ip6OutDiscards: ['nonzero', '# outgoing packets dropped'],
  Ip6OutForwDatagrams: ['always', '# forwarded'],
  Ip6OutMcastPkts: ['nonzero', '# outgoing multicast packets'],
  Ip6OutNoRoutes: ['nonzero', '# dropped because of missing route'],
  Ip6OutRequests: ['always', '# requests sent out'],
  Ip6ReasmFails: ['nonzero', '# packet reassemblies failed'],
  Ip6ReasmOKs: ['nonzero', '# packets reassembled ok'],
  Ip6ReasmReqds: ['nonzero', '# reassemblies required'],
  Ip6ReasmTimeout: ['nonzero', '# fragments dropped after timeout'],
};

const ICMP6: Texts = {
  Icmp6InDestUnreachs: ['input', 'destination unreachable: #'],
  Icmp6InEchoReplies: ['input', 'echo replies: #'],
  Icmp6InEchos: ['input', 'echo requests: #'],
  Icmp6InErrors: ['always', '# input ICMP message failed'],
  Icmp6InGroupMembQueries: ['input', 'group member queries: #'],
  Icmp6InGroupMembReductions: ['input', 'group member reductions: #'],
  Icmp6InGroupMembResponses: ['input', 'group member responses: #'],
  Icmp6InMsgs: ['always', '# ICMP messages received'],
  Icmp6InNeighborAdvertisements: ['input', 'neighbour advertisement: #'],
  Icmp6InNeighborSolicits: ['input', 'neighbour solicits: #'],
  Icmp6InParmProblems: ['input', 'parameter problem: #'],
  Icmp6InPktTooBigs: ['input', 'packets too big: #'],
  Icmp6InRedirects: ['input', 'redirects: #'],
  Icmp6InRouterAdvertisements: ['input', 'router advertisement: #'],
  Icmp6InRouterSolicits: ['input', 'router solicits: #'],
  Icmp6InTimeExcds: ['input', 'received ICMPv6 time exceeded: #'],
  Icmp6OutDestUnreachs: ['output', 'destination unreachable: #'],
  Icmp6OutEchoReplies: ['output', 'echo replies: #'],
  Icmp6OutEchos: ['output', 'echo requests: #'],
  Icmp6OutGroupMembQueries: ['output', 'group member queries: #'],
  Icmp6OutGroupMembReductions: ['output', 'group member reductions: #'],
  Icmp6OutGroupMembResponses: ['output', 'group member responses: #'],
  Icmp6OutMsgs: ['always', '# ICMP messages sent'],
  Icmp6OutNeighborAdvertisements: ['output', 'neighbor advertisements: #'],
  Icmp6OutNeighborSolicits: ['output', 'neighbor solicits: #'],
  Icmp6OutParmProblems: ['output', 'parameter problem: #'],
  Icmp6OutPktTooBigs: ['output', 'packets too big: #'],
  Icmp6OutRedirects: ['output', 'redirects: #'],
  Icmp6OutRouterSolicits: ['output', 'router solicits: #'],
  Icmp6OutTimeExcds: ['output', 'sent ICMPv6 time exceeded: #'],
};

const UDP6: Texts = {
  Udp6InDatagrams: ['always', '# packets received'],
  Udp6InErrors: ['always', '# packet receive errors'],
  Udp6NoPorts: ['always', '# packets to unknown port received'],
  Udp6OutDatagrams: ['always', '# packets sent'],
};

/** Which of -t, -u, -w and -S a section belongs to. */
export type Group = 'tcp' | 'udp' | 'raw' | 'sctp';

/** A section that netstat has texts for. */
export interface KnownSection {
  readonly group: Group;
  readonly texts: Texts;
}

/**
 * The sections that netstat has texts for, with its words. Some more keys have words in netstat that it never finds;
 * they are written like unknown ones, so they are not here.
 */
export const KNOWN_SECTIONS: ReadonlyMap<string, KnownSection> = new Map([
  ['Ip', { group: 'raw', texts: IP }],
  ['Icmp', { group: 'raw', texts: ICMP }],
  ['Tcp', { group: 'tcp', texts: TCP }],
  ['Udp', { group: 'udp', texts: UDP }],
  ['TcpExt', { group: 'tcp', texts: TCPEXT }],
  ['Sctp', { group: 'sctp', texts: SCTP }],
  ['Ip6', { group: 'raw', texts: IP6 }],
  ['Icmp6', { group: 'raw', texts: ICMP6 }],
  ['Udp6', { group: 'udp', texts: UDP6 }],
]);
