import type { GroupNode, SocketsNode } from './nodes';
import { rowLabel } from './rowText';
import { stateName } from './states';
import { pathText } from './words';

/**
 * What "Copy Address" copies: the foreign end, else the local one; a path; what a group stands for, which of a process
 * is its pid. Empty where there is nothing.
 */
export function addressOf(node: SocketsNode): string {
  if (node.kind === 'group') return groupAddress(node);
  if (node.kind !== 'socket') return '';
  return rowLabel(node.row);
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
    case 'others':
    case 'none':
      return '';
  }
}
