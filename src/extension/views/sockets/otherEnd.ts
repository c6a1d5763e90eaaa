import { l10n } from 'vscode';
import { containerName } from '../../../core/containers/containerNames';
import type { InetSocket } from '../../../core/model/inetTable';
import type { InetRow, Peer } from '../../../core/model/page';
import { leaders } from '../../../core/ports/leaders';
import { addressName } from '../../../core/query/addressName';
import { formatAddress, formatEndpoint } from '../../../core/text/address';
import { personPhrase, processName, shortPersonName } from '../../describe';
import { likelyName, likelySpoken } from '../../likely/likelyTexts';
import { isMadeUp } from './madeUp';
import { placedPeer } from './rowNamespace';
import type { Facts } from './socketFacts';

/** Who has an end of a connection, or waits for what comes to it. */
type End = Pick<Peer, 'owners' | 'likelyOwner'>;

/** The foreign end as `address:port`; nothing where the socket has none. */
export function foreignEnd({ remoteAddress, remotePort, isIPv6 }: InetSocket): string | undefined {
  if (remotePort === 0 && remoteAddress.every((word) => word === 0)) return undefined;
  return formatEndpoint(remoteAddress, isIPv6, remotePort);
}

/** What the host at the other end is called, where there is one and rows show it. */
export function foreignHost({ socket, foreignContainer }: InetRow, { names }: Facts): string | undefined {
  if (foreignEnd(socket) === undefined) return undefined;
  if (foreignContainer !== undefined) return containerName(foreignContainer);
  return names.host(formatAddress(socket.remoteAddress, socket.isIPv6));
}

/**
 * Who is at the other end, as a person says it: a container by its name, a program of this machine, a host that has a name,
 * what its address is for, else the address.
 */
export function otherEnd(row: InetRow, facts: Facts, isSpoken = false): string {
  const { remoteAddress, isIPv6 } = row.socket;
  const known =
    (row.foreignContainer && containerName(row.foreignContainer)) ??
    programThere(row, facts, isSpoken) ??
    foreignHost(row, facts);
  if (known !== undefined) return known;
  const name = facts.names.mode === 'numbers' ? undefined : addressName(remoteAddress, isIPv6);
  return name ?? formatAddress(remoteAddress, isIPv6);
}

/** The program at the other end. Of what a program may have written nothing is said but what stands there. */
function programThere(row: InetRow, facts: Facts, isSpoken: boolean): string | undefined {
  if (isMadeUp(row)) return undefined;
  const port = row.isIncoming ? undefined : row.socket.remotePort;
  for (const end of [row.peer, row.server]) {
    const name = end && endName(end, facts, isSpoken, port);
    if (name !== undefined) return name;
  }
  return undefined;
}

function endName(
  { owners, likelyOwner }: End,
  { snapshot }: Facts,
  isSpoken: boolean,
  port?: number,
): string | undefined {
  const [leader] = leaders(owners);
  if (leader !== undefined) return (isSpoken ? personPhrase : shortPersonName)(leader, port);
  if (likelyOwner === undefined) return undefined;
  return (isSpoken ? likelySpoken : likelyName)(likelyOwner, snapshot);
}

/**
 * What stands behind a row's name of its other end within this machine: its process' number, and where it is; who it is where a
 * container stands in the name.
 * @param isSpoken whether a screen reader says it: a word stands for the sign then
 */
export function peerFacts(
  { peer, foreignContainer }: InetRow,
  { snapshot }: Facts,
  isSpoken = false,
): string[] {
  const [leader] = leaders(peer?.owners ?? []);
  if (peer === undefined || leader === undefined) return [];
  const who = foreignContainer === undefined ? l10n.t('pid {0}', leader.pid) : processName(leader);
  const placed = placedPeer(who, peer, snapshot);
  return [isSpoken ? l10n.t('other end {0}', placed) : `↔ ${placed}`];
}
