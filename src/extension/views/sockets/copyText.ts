import type { SocketRow } from '../../../core/model/page';
import { otherEnds } from '../../../core/query/otherSocket';
import { formatLocal } from '../../../core/text/address';
import { clean } from '../../../core/text/clean';
import type { GroupNode, SocketsNode } from './nodes';
import { foreignEnd, rowLabel } from './rowText';
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

/** What can be copied of a socket, each where it has such a thing. */
export interface SocketValues {
  /** Both ends as `address:port`; a family's own form of address where it has one. */
  readonly local: string | undefined;
  readonly foreign: string | undefined;
  /** The local port. */
  readonly port: string | undefined;
}

/** The addresses and the port of a socket. A UNIX socket has none. */
export function socketValues(row: SocketRow): SocketValues {
  switch (row.kind) {
    case 'inet': {
      const { localPort } = row.socket;
      const port = localPort > 0 ? String(localPort) : undefined;
      return { local: formatLocal(row.socket), foreign: foreignEnd(row.socket), port };
    }
    case 'unix':
      return { local: undefined, foreign: undefined, port: undefined };
    case 'other': {
      const { local, foreign } = otherEnds(row.socket);
      return { local: clean(local), foreign: foreign && clean(foreign), port: undefined };
    }
  }
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
