import { l10n } from 'vscode';
import type { Grouping, InetRow, SocketRow } from '../../../core/model/page';
import { leaders } from '../../../core/ports/leaders';
import { clean } from '../../../core/text/clean';
import { personPhrase } from '../../describe';
import { likelyBehind, likelySpoken } from '../../likely/likelyTexts';
import { foreignEnd, otherEnd } from './otherEnd';
import { placeOfRow } from './rowNamespace';
import { endOfTimeWait, kindFacts, natureOf, shownLabel } from './rowText';
import { servedPortOf, serviceOf } from './servedPort';
import type { Facts } from './socketFacts';
import { isTcp, protocolOf, stateName, stateOf } from './stateTexts';
import { protocolName } from './socketWords';

/**
 * What a screen reader says of a row, as a sentence where it is a connection: "Connection of vite of shop to postgres at port
 * 5432, established, process 18543".
 * @param now in milliseconds since 1970
 */
export function spokenRow(row: SocketRow, grouping: Grouping, facts: Facts, now: number): string {
  const isConnection = row.kind === 'inet' && foreignEnd(row.socket) !== undefined;
  const state = stateName(protocolOf(row), stateOf(row));
  const isListener = row.kind === 'inet' && !isConnection && isTcp(row.socket.protocol);
  const parts = [
    isConnection ? connectionPhrase(row, facts) : l10n.t('Socket {0}', shownLabel(row, facts)),
    ...(isListener ? [protocolName(row.socket.protocol)] : []),
    ...natureOf(row),
    isConnection ? spokenState(state) : state,
    ...endOfTimeWait(row, now),
    ...(grouping === 'namespace' ? [] : placeOfRow(row, facts.snapshot)),
    ...processOf(row, facts, isConnection),
    ...kindFacts(row, grouping, facts, true),
  ];
  return clean(parts.join(', '));
}

/** The same of several that are told as one: "30 connections of vite of shop to postgres at port 5432, established". */
export function spokenFold(row: InetRow, count: number, grouping: Grouping, facts: Facts): string {
  const parts = [
    connectionPhrase(row, facts, count),
    ...natureOf(row),
    spokenState(stateName(protocolOf(row), stateOf(row))),
    ...(grouping === 'namespace' ? [] : placeOfRow(row, facts.snapshot)),
    ...processOf(row, facts, true),
    ...(isTcp(row.socket.protocol) ? [] : [protocolName(row.socket.protocol)]),
    ...serviceOf(row, facts),
  ];
  return clean(parts.join(', '));
}

/** The name of a state as it is read out: `CLOSE_WAIT` is "close wait". */
function spokenState(state: string): string {
  return state.toLowerCase().replaceAll('_', ' ');
}

/** Who speaks with whom, and at which port. */
function connectionPhrase(row: InetRow, facts: Facts, count = 1): string {
  const own = ownPhrase(row, facts);
  const other = otherEnd(row, facts, true);
  const { localPort, remotePort } = row.socket;
  if (row.isIncoming) {
    if (count > 1) {
      return own === undefined
        ? l10n.t('{0} connections from {1} to port {2}', count, other, localPort)
        : l10n.t('{0} connections from {1} to {2} at port {3}', count, other, own, localPort);
    }
    return own === undefined
      ? l10n.t('Connection from {0} to port {1}', other, localPort)
      : l10n.t('Connection from {0} to {1} at port {2}', other, own, localPort);
  }
  if (count > 1) {
    return own === undefined
      ? l10n.t('{0} connections to {1} at port {2}', count, other, remotePort)
      : l10n.t('{0} connections of {1} to {2} at port {3}', count, own, other, remotePort);
  }
  return own === undefined
    ? l10n.t('Connection to {0} at port {1}', other, remotePort)
    : l10n.t('Connection of {0} to {1} at port {2}', own, other, remotePort);
}

function ownPhrase(row: InetRow, { snapshot }: Facts): string | undefined {
  const [leader] = leaders(row.owners);
  if (leader !== undefined) return personPhrase(leader, servedPortOf(row));
  return row.likelyOwner && likelySpoken(row.likelyOwner, snapshot);
}

/** Which process it is, with its unit where that is likely; of what is no connection its name, too, which a sentence has. */
function processOf(row: SocketRow, { snapshot }: Facts, isNamed: boolean): string[] {
  const [leader] = leaders(row.owners);
  if (leader === undefined) {
    if (row.likelyOwner === undefined) return [];
    const behind = likelyBehind(row.likelyOwner, snapshot);
    return isNamed ? behind : [likelySpoken(row.likelyOwner, snapshot), ...behind];
  }
  const process = l10n.t('process {0}', leader.pid);
  const others = row.owners.length - 1;
  return [
    ...(isNamed ? [] : [personPhrase(leader)]),
    others > 0 ? l10n.t('{0} and {1} more', process, others) : process,
  ];
}
