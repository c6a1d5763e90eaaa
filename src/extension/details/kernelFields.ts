import { l10n } from 'vscode';
import type { ConnectionFacts, SocketFacts } from '../../core/model/socketFacts';
import { formatBytes } from '../../core/text/quantity';
import { type Field, field } from '../views/tooltip';
import { peerLine } from '../views/sockets/socketFields';
import { byteRateText, countText, decimalText } from '../views/table/numberTexts';

/** What the kernel tells of a socket beside its columns, with what it means. */
export function kernelFields(facts: SocketFacts): Field[] {
  const { acceptQueue, connection, congestionControl, buffers, peer } = facts;
  return [
    ...(peer === undefined ? [] : [field(l10n.t('Other end'), peerLine(peer, undefined))]),
    ...(acceptQueue === undefined ? [] : [field(l10n.t('Accept queue'), queueText(acceptQueue))]),
    ...(connection === undefined ? [] : connectionFields(connection)),
    ...(congestionControl === undefined ? [] : [field(l10n.t('Congestion control'), congestionControl)]),
    ...(buffers === undefined
      ? []
      : [
          field(l10n.t('Receive buffer'), ofAtMost(buffers.receive, buffers.receiveLimit)),
          field(l10n.t('Send buffer'), ofAtMost(buffers.send, buffers.sendLimit)),
        ]),
  ];
}

/** It is full once more wait than the limit: include/net/sock.h:sk_acceptq_is_full(). */
function queueText({ waiting, limit }: Required<SocketFacts>['acceptQueue']): string {
  const counts = l10n.t('{0} waiting, at most {1}', countText(waiting), countText(limit));
  return waiting > limit ? l10n.t('{0}: full, more connections wait or are dropped', counts) : counts;
}

function connectionFields(facts: ConnectionFacts): Field[] {
  return [
    ...trafficFields(facts),
    ...agoField(l10n.t('Sent last'), facts.sentAgo),
    ...agoField(l10n.t('Received last'), facts.receivedAgo),
    ...(facts.roundTrip === undefined
      ? []
      : [field(l10n.t('Round trip time'), roundTripText(facts.roundTrip))]),
    field(
      l10n.t('Retransmission timeout'),
      l10n.t('{0} ms', decimalText(facts.retransmissionTimeout / 1000, 0)),
    ),
    field(
      l10n.t('Congestion window'),
      l10n.t(
        '{0} segments of {1}, {2} not acknowledged',
        countText(facts.congestionWindow),
        bytesText(facts.segmentSize),
        countText(facts.unacknowledged),
      ),
    ),
    field(l10n.t('Path MTU'), bytesText(facts.pathMtu)),
  ];
}

function trafficFields(facts: ConnectionFacts): Field[] {
  const { sent, acknowledged, sentAgain, retransmitted, received, unsent, deliveryRate } = facts;
  const again = l10n.t('{0} segments', countText(retransmitted));
  return [
    ...bytesField(l10n.t('Sent'), sent),
    ...(sent === undefined ? bytesField(l10n.t('Acknowledged'), acknowledged) : []),
    ...bytesField(l10n.t('Received'), received),
    ...bytesField(l10n.t('Not sent yet'), unsent),
    field(
      l10n.t('Sent again'),
      sentAgain === undefined ? again : l10n.t('{0}, {1}', again, formatBytes(sentAgain)),
    ),
    ...(deliveryRate === undefined || deliveryRate === 0
      ? []
      : [field(l10n.t('Delivery rate'), byteRateText(deliveryRate))]),
  ];
}

function bytesField(name: string, bytes: number | undefined): Field[] {
  return bytes === undefined ? [] : [field(name, formatBytes(bytes))];
}

function agoField(name: string, milliseconds: number | undefined): Field[] {
  if (milliseconds === undefined) return [];
  return [field(name, l10n.t('{0} s ago', decimalText(milliseconds / 1000, 1)))];
}

/** To the byte: a few more or less are what one looks for. */
function bytesText(bytes: number): string {
  return l10n.t('{0} bytes', countText(bytes));
}

function roundTripText({ time, variation, least }: Required<ConnectionFacts>['roundTrip']): string {
  const usual = l10n.t('{0} ms, give or take {1} ms', milliseconds(time), milliseconds(variation));
  return least === undefined ? usual : l10n.t('{0}, {1} ms at best', usual, milliseconds(least));
}

function ofAtMost(bytes: number, limit: number): string {
  return l10n.t('{0} of {1}', formatBytes(bytes), formatBytes(limit));
}

function milliseconds(microseconds: number): string {
  return decimalText(microseconds / 1000, microseconds < 10_000 ? 3 : 1);
}
