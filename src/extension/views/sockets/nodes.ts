import type { GroupSummary, SocketRow } from '../../../core/model/page';
import type { ProblemNode, ProblemsNode } from '../listeningPorts/nodes';

/** Rows that belong together. VS Code knows rows by object, so that a group keeps its node for as long as it lives. */
export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  /** Names the node in its resource URI, where what a process calls itself has no place. */
  readonly serial: number;
  summary: GroupSummary;
  /** Absent until its rows were asked for. */
  children: readonly (SocketNode | MoreNode)[] | undefined;
}

/** A socket. */
export interface SocketNode {
  readonly kind: 'socket';
  /** Unique in the tree: a socket is in one group at a time, and in two for a moment. */
  readonly id: string;
  readonly serial: number;
  readonly group: GroupNode;
  row: SocketRow;
}

/** Stands for the rows, or the groups, beyond those that are shown. */
export interface MoreNode {
  readonly kind: 'more';
  readonly id: string;
  /** Absent where it stands for groups, and in a list without groups. */
  readonly group: GroupNode | undefined;
  readonly count: number;
}

/** A row of Connections or UNIX Sockets. */
export type SocketsNode = GroupNode | SocketNode | MoreNode | ProblemsNode | ProblemNode;
