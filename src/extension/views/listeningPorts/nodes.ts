import type { PortGroupSubject } from '../../../core/query/portGroups';
import type { ProcessOwner } from '../../../core/model/process';
import { type ListeningPort, partOf } from '../../../core/query/listeningPorts';
import type { Problem } from '../../../core/query/problems';

/** What happened to a row lately. */
export type Mark = 'appeared' | 'vanished';

/**
 * A port, one of its sockets, or one of the processes behind it. VS Code knows rows by object, so that a row keeps
 * its node for as long as it lives.
 */
export interface RowNode {
  readonly kind: 'port' | 'socket' | 'process';
  readonly id: string;
  /** Names the row in its resource URI, where what a process calls itself has no place. */
  readonly serial: number;
  readonly parent: RowNode | undefined;
  /** The port, or the part of it that this row stands for. */
  port: ListeningPort;
  mark: Mark | undefined;
  children: readonly RowNode[];
}

/** Ports that belong together. */
export interface PortGroupNode {
  readonly kind: 'portGroup';
  readonly id: string;
  subject: PortGroupSubject;
  children: readonly RowNode[];
}

/** All that could not be read. */
export interface ProblemsNode {
  readonly kind: 'problems';
  readonly id: string;
  children: readonly ProblemNode[];
}

/** One line, or one file, that could not be read. */
export interface ProblemNode {
  readonly kind: 'problem';
  readonly id: string;
  readonly problem: Problem;
  readonly parent: ProblemsNode;
}

export type PortsNode = RowNode | PortGroupNode | ProblemsNode | ProblemNode;

/** Whether the node stands for sockets. */
export function isRow(node: PortsNode): node is RowNode {
  return node.kind === 'port' || node.kind === 'socket' || node.kind === 'process';
}

/** The same for a node of which not even the view is known. */
export function isPortsRow(node: unknown): node is RowNode {
  if (typeof node !== 'object' || node === null || !('port' in node)) return false;
  return typeof node.port === 'object' && isRow(node as PortsNode);
}

/** What lies below a row: its sockets where it has several, else its processes where it has several. */
export function partsOf({ kind, port }: RowNode): readonly (readonly [RowNode['kind'], ListeningPort])[] {
  const { sockets, owners } = port;
  if (kind === 'port' && sockets.length > 1) {
    return sockets.map((socket) => ['socket', partOf(port, `${port.id}/${socket.id}`, [socket])]);
  }
  if (kind === 'process' || owners.length < 2) return [];
  return owners.map((owner) => ['process', partOf(port, processId(port, owner), sockets, [owner])]);
}

function processId(port: ListeningPort, { pid, startTime }: ProcessOwner): string {
  return `${port.id}/${pid} ${startTime}`;
}
