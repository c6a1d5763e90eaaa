import { formatLocal } from '../../../core/text/address';
import type { GroupNode, SocketsNode } from './nodes';
import { foreignEnd } from './rowText';
import { stateName } from './states';
import { pathText, unixName } from './words';

/**
 * What "Copy Address" copies: the foreign end, else the local one; a path; what a group stands for, which of a process
 * is its pid. Empty where there is nothing.
 */
export function addressOf(node: SocketsNode): string {
  if (node.kind === 'group') return groupAddress(node);
  if (node.kind !== 'socket') return '';
  const { row } = node;
  if (row.kind === 'unix') return unixName(row.socket);
  return foreignEnd(row.socket) ?? formatLocal(row.socket);
}

function groupAddress({ summary: { subject } }: GroupNode): string {
  switch (subject.by) {
    case 'process':
      return subject.owner === undefined ? '' : String(subject.owner.pid);
    case 'foreignHost':
      return subject.address;
    case 'localPort':
      return String(subject.port);
    case 'path':
      return pathText(subject.path);
    case 'state':
      return stateName(subject.protocol, subject.state);
    case 'protocol':
      return subject.protocol;
    case 'user':
      return subject.uid < 0 ? '' : String(subject.uid);
    case 'none':
      return '';
  }
}
