import type { GroupSubject } from '../../core/model/page';
import type { Ownership } from '../../core/model/snapshot';
import { leaders } from '../../core/ports/leaders';
import { isOwnPort, type ListeningPort } from '../../core/ports/listeningPorts';
import type { TypedUnit } from '../../core/units/typedLines';
import { unitOfOwner } from '../../core/units/ownersUnit';
import { provableEnds, type SocketEnds } from './proof';
import { rowFlags } from '../views/rows.contributions';
import { isGroupNode, isPortNode, isSocketNode, type RowNode } from '../views/tree/row';

/** Who has what a row stands for, as far as units go. */
type Owned = Pick<Ownership, 'owners' | 'likelyOwner'>;

/** The words of a row that has a unit, and of one whose owner is likely; see `rowFlags`. */
export function unitFlags(owned: Owned): string[] {
  return [
    ...(unitOf(owned) === undefined ? [] : [rowFlags.unit]),
    ...(owned.likelyOwner === undefined ? [] : [rowFlags.likely]),
  ];
}

/** The unit that the owner of a row runs in, known or likely; nothing where there is none, or it is a container's. */
export function unitOfRow(node: RowNode): TypedUnit | undefined {
  const owned = ownedOf(node);
  return owned && unitOf(owned);
}

/** What a row whose owner is likely is to be proven by; nothing of other rows. */
export function provableRow(node: RowNode): SocketEnds | undefined {
  if (ownedOf(node)?.likelyOwner === undefined) return undefined;
  if (isPortNode(node) && !isOwnPort(node.row.port)) return undefined;
  if (isPortNode(node)) return { localPort: node.row.port.port, remotePort: 0 };
  return isSocketNode(node) ? provableEnds(node.row.socket) : undefined;
}

/** Who has a port: its sockets may have several owners, of whom some are known. */
export function ownedPort({ owners, sockets }: ListeningPort): Owned {
  const likelyOwner = sockets.find((socket) => socket.likelyOwner !== undefined)?.likelyOwner;
  return { owners, ...(likelyOwner && { likelyOwner }) };
}

/** Who has all sockets of a group; nothing where it stands for something else. */
function ownedGroup(subject: GroupSubject): Owned | undefined {
  if (subject.by === 'fold') return subject.row;
  if (subject.by !== 'process') return undefined;
  const { owner, likelyOwner } = subject;
  return { owners: owner === undefined ? [] : [owner], ...(likelyOwner && { likelyOwner }) };
}

/** The same of a group, whose sockets are proven one by one. */
export function groupUnitFlags(subject: GroupSubject): string[] {
  const owned = ownedGroup(subject);
  return owned === undefined || unitOf(owned) === undefined ? [] : [rowFlags.unit];
}

function ownedOf(node: RowNode): Owned | undefined {
  if (node.mark === 'closed') return undefined;
  if (isPortNode(node)) return ownedPort(node.row.port);
  if (isSocketNode(node)) return node.row.socket;
  return isGroupNode(node) ? ownedGroup(node.row.group.subject) : undefined;
}

function unitOf({ owners, likelyOwner }: Owned): TypedUnit | undefined {
  const [leader] = leaders(owners);
  const unit = leader === undefined ? likelyOwner : unitOfOwner(leader);
  return unit?.unit === undefined || unit.unitOf === 'container' ? undefined : unit;
}
