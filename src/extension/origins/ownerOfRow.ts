import type { ProcessOwner } from '../../core/model/process';
import { leaders } from '../../core/ports/leaders';
import { groupOwners } from '../../core/query/groupOwners';
import type { Row } from '../views/tree/row';

/** The process that a row is about, the one that speaks for several; undefined where none is known. */
export function ownerOfRow({ port, socket, group }: Row): ProcessOwner | undefined {
  if (port !== undefined) return port.leader;
  if (socket !== undefined) return leaders(socket.owners)[0];
  return group && leaders(groupOwners(group.subject))[0];
}
