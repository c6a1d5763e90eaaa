import { l10n } from 'vscode';
import { shorten } from '../../core/text/clean';
import { endpointName, processName } from '../describe';
import { isPortsRow } from '../views/listeningPorts/nodes';
import type { GroupNode, SocketNode } from '../views/sockets/nodes';
import { rowLabel } from '../views/sockets/rowText';
import { protocolOf } from '../views/sockets/states';
import { protocolName } from '../views/sockets/words';
import { portRows, type Subject } from './subject';

const LONGEST_TITLE = 80;

/** What a row of a view of sockets stands for; undefined where it stands for no socket and no process. */
export function subjectOf(node: unknown, readAt: number): Subject | undefined {
  if (isPortsRow(node)) {
    const { port } = node;
    const [first] = port.sockets;
    const name = first === undefined ? String(port.port) : endpointName(port.transport, first);
    return subject(port.id, l10n.t('Details of {0}', name), portRows(port, readAt), port.owners);
  }
  if (isSocket(node)) {
    const { row } = node;
    const name = `${protocolName(protocolOf(row))} ${rowLabel(row)}`;
    return subject(row.key, l10n.t('Details of {0}', name), [row], row.owners);
  }
  if (isGroup(node) && node.summary.subject.by === 'process') {
    const { owner } = node.summary.subject;
    if (owner === undefined) return undefined;
    const id = `${owner.pid} ${owner.startTime}`;
    return subject(id, l10n.t('Details of {0}', processName(owner)), [], [owner]);
  }
  return undefined;
}

function subject(id: string, title: string, sockets: Subject['sockets'], owners: Subject['owners']): Subject {
  return { id, title: shorten(title, LONGEST_TITLE), sockets, owners };
}

function isSocket(node: unknown): node is SocketNode {
  const { kind, row } = Object(node) as Partial<SocketNode>;
  return kind === 'socket' && typeof row === 'object';
}

function isGroup(node: unknown): node is GroupNode {
  const { kind, summary } = Object(node) as Partial<GroupNode>;
  return kind === 'group' && typeof summary === 'object';
}
