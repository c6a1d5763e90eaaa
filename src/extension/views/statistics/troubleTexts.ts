import { l10n } from 'vscode';
import type { Trouble } from '../../../core/query/troubles';

/** What it means where a counter of this kind moves, and what to look at. */
const MEANINGS: Readonly<Record<Trouble, () => string>> = {
  retransmits: () =>
    l10n.t(
      'Segments got lost or were not confirmed in time, and were sent again: the network drops packets, or the other end is slow.',
    ),
  listenQueue: () =>
    l10n.t(
      'A server accepts its connections too slowly: its queue was full, and connections were dropped. Look for the server whose receive queue is long, and for its backlog and net.core.somaxconn.',
    ),
  checksums: () =>
    l10n.t(
      'Packets arrived damaged: their checksum was wrong. A bad cable, interface or driver is the usual cause.',
    ),
  malformed: () => l10n.t('Packets were not as they should be, or could not be handed on, and were dropped.'),
  receiveBuffer: () =>
    l10n.t(
      'A program reads too slowly for what arrives: its receive buffer was full and data was dropped. A larger buffer (net.core.rmem_max) or a faster reader helps.',
    ),
  sendBuffer: () => l10n.t('Datagrams were not sent, since the send buffer was full (net.core.wmem_max).'),
  memory: () => l10n.t('The kernel ran short of memory for the network (net.ipv4.tcp_mem, udp_mem).'),
  aborts: () => l10n.t('Connections were broken off and not closed in good order, mostly with data unread.'),
  timeouts: () => l10n.t('The other end did not answer in time.'),
  discards: () =>
    l10n.t('Packets without a fault were dropped, for want of resources or of a rule for them.'),
  noRoute: () => l10n.t('Packets had no way to their destination and were dropped. Look at the routes.'),
  reassembly: () =>
    l10n.t(
      'Fragments of packets got lost, or packets that needed it could not be fragmented: the MTU on the way may be too small.',
    ),
  synFlood: () =>
    l10n.t(
      'SYN cookies are in use: more connections begin than the queues hold. A flood of them, or a backlog that is too short.',
    ),
  backlog: () => l10n.t('Packets were dropped, since the socket was busy and its backlog full.'),
};

/** A sentence on what it means where such a counter moves. */
export function troubleText(trouble: Trouble): string {
  return MEANINGS[trouble]();
}
