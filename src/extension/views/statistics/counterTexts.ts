import { l10n } from 'vscode';
import type { CounterRow } from '../../../core/query/statistics';
import { troubleText } from './troubleTexts';

/**
 * What counters count, by the kernel's names: those of RFC 4293 (IP), 2011 (ICMP), 4022 (TCP) and 4113 (UDP), and Linux's
 * own, see Documentation/networking/snmp_counter.rst of its source.
 */
const MEANINGS: Readonly<Record<string, () => string>> = {
  InReceives: () => l10n.t('All packets that came from an interface, damaged ones among them.'),
  InDelivers: () => l10n.t('Packets that were for this machine and were handed to TCP, UDP and the like.'),
  OutRequests: () => l10n.t('Packets that programs and protocols of this machine gave to be sent.'),
  ForwDatagrams: () => l10n.t('Packets that were for others and were handed on: this machine routes.'),
  OutForwDatagrams: () => l10n.t('Packets that were for others and were handed on: this machine routes.'),
  InUnknownProtos: () => l10n.t('Packets of a protocol that nobody on this machine speaks.'),
  InTooBigErrors: () => l10n.t('Packets that could not be handed on: too big for the next link.'),
  ReasmReqds: () => l10n.t('Fragments of packets that had to be put together.'),
  ReasmOKs: () => l10n.t('Packets that were put together from fragments.'),
  FragOKs: () => l10n.t('Packets that were cut into fragments to be sent.'),
  FragCreates: () => l10n.t('Fragments that packets were cut into.'),
  InMcastPkts: () => l10n.t('Packets that came for a group of machines.'),
  OutMcastPkts: () => l10n.t('Packets that were sent to a group of machines.'),
  InOctets: () => l10n.t('Bytes that came in packets.'),
  OutOctets: () => l10n.t('Bytes that were sent in packets.'),

  InMsgs: () =>
    l10n.t('Messages about the network itself: echo requests, unreachable destinations and so on.'),
  OutMsgs: () => l10n.t('Messages about the network itself that this machine sent.'),
  InDestUnreachs: () => l10n.t('Others told that a packet of ours could not be delivered.'),
  OutDestUnreachs: () =>
    l10n.t(
      'This machine told others that their packet could not be delivered, mostly since nobody has the port.',
    ),
  InEchos: () => l10n.t('Others asked whether this machine is there: ping.'),
  OutEchos: () => l10n.t('This machine asked whether others are there: ping.'),
  InEchoReps: () => l10n.t('Others answered a ping.'),
  OutEchoReps: () => l10n.t('This machine answered a ping.'),
  InEchoReplies: () => l10n.t('Others answered a ping.'),
  OutEchoReplies: () => l10n.t('This machine answered a ping.'),
  InTimeExcds: () => l10n.t('Packets of ours died on the way, mostly in a loop, or for traceroute.'),
  InPktTooBigs: () => l10n.t('Others told that a packet of ours is too big for a link on the way.'),
  InRedirects: () => l10n.t('A router told of a better way to a destination.'),

  ActiveOpens: () => l10n.t('Connections that programs of this machine began.'),
  PassiveOpens: () => l10n.t('Connections that others began to servers of this machine.'),
  AttemptFails: () => l10n.t('Connections that did not come about: refused, or never answered.'),
  EstabResets: () => l10n.t('Open connections that ended at once, by a reset, and not in good order.'),
  CurrEstab: () => l10n.t('Connections that are open now. It is a level, and counts nothing.'),
  InSegs: () => l10n.t('Pieces of connections that came, repeated and damaged ones among them.'),
  OutSegs: () =>
    l10n.t('Pieces of connections that were sent; those that were sent again are counted apart.'),
  OutRsts: () => l10n.t('Resets that were sent: mostly, a client asked for a port that nobody listens on.'),

  InDatagrams: () => l10n.t('Datagrams that were handed to a program.'),
  OutDatagrams: () => l10n.t('Datagrams that programs sent.'),
  NoPorts: () => l10n.t('Datagrams that came for a port that nobody has.'),
  IgnoredMulti: () => l10n.t('Datagrams for groups that nobody on this machine is in.'),

  TW: () => l10n.t('Closed connections whose time of waiting for stray packets (TIME_WAIT) is over.'),
  TWRecycled: () =>
    l10n.t('Connections in TIME_WAIT whose ports were used again before their time was over.'),
  DelayedACKs: () => l10n.t('Confirmations that waited a little for data to travel with.'),
  DelayedACKLocked: () =>
    l10n.t('Confirmations that waited longer, since a program was busy with the socket.'),
  DelayedACKLost: () =>
    l10n.t('A delayed confirmation got lost, and the other end sent again what had arrived.'),
  EmbryonicRsts: () => l10n.t('Connections that the other end broke off before they were open.'),
  PAWSActive: () => l10n.t('Answers to a new connection that were refused: too old by their time stamp.'),
  PAWSEstab: () => l10n.t('Pieces that came too late by their time stamp, and were dropped.'),
  SyncookiesRecv: () => l10n.t('Connections that came about by a SYN cookie, while the queue was full.'),
  TCPHPHits: () => l10n.t('Data that came in order and took the fast way through the kernel.'),
  TCPHPAcks: () => l10n.t('Confirmations that came in order and took the fast way through the kernel.'),
  TCPPureAcks: () => l10n.t('Confirmations that came without data.'),
  TCPRcvCollapsed: () => l10n.t('Packets that were put together to save room: a program reads slowly.'),
  TCPFastRetrans: () => l10n.t('Pieces that were sent again at once, since the other end told of a gap.'),
  TCPSackRecovery: () => l10n.t('Times that losses were made good by what the other end told of gaps.'),
  TCPRenoRecovery: () => l10n.t('Times that losses were made good without news of the gaps.'),
  TCPLossProbes: () =>
    l10n.t('Pieces that were sent again early, to find out whether the last one got lost.'),
  TCPDSACKRecv: () => l10n.t('Others told that they got something twice: it was sent again for nothing.'),
  TCPDSACKOldSent: () => l10n.t('This machine told that it got something twice.'),
  TCPOFOQueue: () => l10n.t('Pieces that came before those in front of them, and had to wait.'),
  TCPKeepAlive: () => l10n.t('Questions to silent connections whether the other end is still there.'),
  TCPAutoCorking: () => l10n.t('Small pieces that were gathered into larger ones before they were sent.'),
  TCPOrigDataSent: () => l10n.t('Pieces with data that were sent for the first time.'),
  TCPDelivered: () => l10n.t('Pieces with data that the other end confirmed.'),
  TCPSynChallenge: () =>
    l10n.t('Times that an open connection was asked to begin anew, and the other end was asked back.'),
  TCPChallengeACK: () => l10n.t('Times that a doubtful packet of a connection was answered by a question.'),
  TCPBacklogCoalesce: () => l10n.t('Packets that were put together while they waited for a busy socket.'),
  TCPReqQFullDoCookies: () =>
    l10n.t('Times that the queue of new connections was full and SYN cookies were sent.'),
};

/** Sections whose keys begin with their name: those of snmp6. */
const PREFIX = /^(?:Ip6|Icmp6|Udp6|UdpLite6)(?=[A-Z])/;

/** A sentence on what a counter counts, and for those that speak of trouble on what to look at. */
export function counterMeaning({ key, meaning }: Pick<CounterRow, 'key' | 'meaning'>): string {
  if (meaning !== undefined) return troubleText(meaning);
  const own = key.replace(PREFIX, '');
  const known = Object.hasOwn(MEANINGS, own) ? MEANINGS[own]?.() : undefined;
  return (
    known ??
    l10n.t(
      'A counter of the kernel that is not explained here: look for its name in the documentation of Linux.',
    )
  );
}
