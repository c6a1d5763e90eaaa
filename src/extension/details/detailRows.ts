import { l10n } from 'vscode';
import { shorten } from '../../core/text/clean';
import { processName } from '../describe';
import { leaders } from '../../core/ports/leaders';
import { groupOwners } from '../../core/query/groupOwners';
import { endpointName } from '../../core/ports/endpointName';
import { choiceOf } from '../../core/model/namespace';
import { isGroupNode, isPortNode, isSocketNode } from '../views/tree/row';
import { rowLabel } from '../views/sockets/rowText';
import { protocolOf } from '../views/sockets/stateTexts';
import { protocolName } from '../views/sockets/socketWords';
import { portRows, type Subject } from './detailsSubject';

/** Characters of a document's title. */
export const LONGEST_TITLE = 80;

/** What a row of a view of sockets stands for; undefined where it stands for no socket and no process. */
export function subjectOf(node: unknown, readAt: number): Subject | undefined {
  if (isPortNode(node)) {
    const { port } = node.row;
    const [first] = port.sockets;
    // What is no socket is told by its row.
    if (first === undefined) return undefined;
    const name = endpointName(port.transport, first);
    const title = l10n.t('Details of {0}', name);
    const namespace = port.namespace && choiceOf(port.namespace);
    return {
      ...subject(port.id, title, portRows(port, readAt), port.owners),
      port,
      ...(namespace && { namespace }),
    };
  }
  if (isSocketNode(node)) {
    const { socket: row } = node.row;
    const name = `${protocolName(protocolOf(row))} ${rowLabel(row)}`;
    return subject(row.key, l10n.t('Details of {0}', name), [row], row.owners);
  }
  if (isGroupNode(node)) {
    const [owner] = leaders(groupOwners(node.row.group.subject));
    if (owner === undefined) return undefined;
    const id = `${owner.pid} ${owner.startTime}`;
    return subject(id, l10n.t('Details of {0}', processName(owner)), [], [owner]);
  }
  return undefined;
}

function subject(id: string, title: string, sockets: Subject['sockets'], owners: Subject['owners']): Subject {
  return { id, title: shorten(title, LONGEST_TITLE), sockets, owners };
}
