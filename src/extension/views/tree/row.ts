import type { CancellationToken, Command } from 'vscode';
import type { HistoryEntry } from '../../../core/model/history';
import type { GroupSummary, RowMark, SocketRow, SocketView } from '../../../core/model/page';
import type { Asked } from '../../../core/history/asked';
import type { PrintRequest } from '../../../core/model/print';
import type { ListeningPort } from '../../../core/ports/listeningPorts';
import type { Tooltip, TooltipLink } from '../tooltip';

/** A codicon and a theme colour, by their names. */
export interface RowIcon {
  readonly id: string;
  readonly color?: string;
}

/** What can be copied of a row, by what it is; the first is what Ctrl+C copies. */
export type CopyValues = Partial<
  Record<
    | 'destination'
    | 'gateway'
    | 'address'
    | 'hardwareAddress'
    | 'group'
    | 'original'
    | 'reply'
    | 'value'
    | 'foreignAddress'
    | 'localAddress'
    | 'port'
    | 'path'
    | 'listening'
    | 'url'
    | 'subject',
    string
  >
>;

/** A row of a view as one reading of the machine has it. Its texts may be hostile: they are cleaned where shown. */
export interface Row {
  /** The same in every reading, and no other row's of the view. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** What a screen reader says in place of label and description. */
  readonly spoken?: string;
  readonly icon?: RowIcon;
  /** Words of `rowFlags` for what can be done with the row, beside copying its values. */
  readonly flags?: readonly string[];
  readonly copyValues?: CopyValues;
  /** What netstat prints of the row; without it, that of the rows below. */
  readonly prints?: () => PrintRequest['rows'];
  /** What the row is marked for where it changes. Rows without it are never marked. */
  readonly facts?: string | undefined;
  /**
   * Stands for all that the row says, its tooltip too: it is drawn again where this changed. Where it is absent, the
   * texts are compared.
   */
  readonly told?: string;
  /** Whether it came since the window opened: it bears a quiet mark. */
  readonly isNew?: boolean;
  /** What is wrong, in a few words: the row is marked for it. */
  readonly trouble?: string | undefined;
  readonly children?: readonly Row[];
  /** Whether the rows below are only the first of more: that one is missing then says nothing. */
  readonly isCut?: boolean;
  /** Whether the rows below are shown from the start. */
  readonly isOpen?: boolean;
  /** Whether it is there and not shown: filtered away, which is no news. */
  readonly isHidden?: boolean;
  /** What a click does. */
  readonly command?: Command;
  /** Made when asked for. */
  readonly tooltip?: (token?: CancellationToken) => Tooltip | Promise<Tooltip>;
  /** What the tooltip offers to do. */
  readonly links?: () => readonly TooltipLink[];
  /** The entry of the history that it tells of. */
  readonly entry?: HistoryEntry;
  /** What of the history it is about. */
  readonly asked?: Asked | undefined;
  /** The port that it stands for, or the part of one. */
  readonly port?: ListeningPort;
  /** The socket that it stands for. */
  readonly socket?: SocketRow;
  /** The group of sockets that it stands for, and the view that has it. */
  readonly group?: GroupSummary & { readonly view: SocketView };
}

/** A row over time. VS Code knows rows by object, so that a row keeps its node for as long as it lives. */
export interface RowNode<Of extends Row = Row> {
  readonly id: string;
  /** Names the row in its resource URI, where what others named has no place. */
  readonly serial: number;
  parent: RowNode | undefined;
  row: Of;
  mark: RowMark | undefined;
  /** Absent until they were asked for. */
  children: readonly RowNode[] | undefined;
}

/** What must be drawn again. */
export interface TreeUpdate {
  /** Rows that say something else or have others below; `undefined` stands for the list itself. None lies below another. */
  readonly changed: readonly (RowNode | undefined)[];
  /** Rows whose mark or trouble changed. */
  readonly marked: readonly RowNode[];
}

/** A row that stands for a port. */
export type PortNode = RowNode<Row & { readonly port: ListeningPort }>;
/** A row that stands for a socket. */
export type SocketNode = RowNode<Row & { readonly socket: SocketRow }>;
/** A row that stands for a group of sockets. */
export type GroupNode = RowNode<Row & { readonly group: NonNullable<Row['group']> }>;

let serials = 0;

/** The node of a row that is new. @param children absent where they must be asked for */
export function nodeOf(
  id: string,
  parent: RowNode | undefined,
  row: Row,
  children: RowNode['children'],
): RowNode {
  return { id, serial: ++serials, parent, row, mark: undefined, children };
}

/** Whether two readings of a row say the same, as far as that can be told without their texts. */
export function isToldAlike(a: Row, b: Row): boolean {
  return a === b || (a.told !== undefined && a.told === b.told);
}

/** Whether two readings of a row look the same. */
export function looksAlike(a: Row, b: Row): boolean {
  if (isToldAlike(a, b)) return true;
  return (
    a.told === b.told &&
    a.label === b.label &&
    a.description === b.description &&
    a.spoken === b.spoken &&
    a.trouble === b.trouble &&
    a.isNew === b.isNew &&
    a.icon?.id === b.icon?.id &&
    a.icon?.color === b.icon?.color &&
    a.flags?.join() === b.flags?.join() &&
    Object.keys(a.copyValues ?? {}).join() === Object.keys(b.copyValues ?? {}).join()
  );
}

/** Whether the node, of which not even the view is known, stands for a port. */
export function isPortNode(node: unknown): node is PortNode {
  return rowOf(node)?.port !== undefined;
}

/** Whether the node, of which not even the view is known, stands for a socket. */
export function isSocketNode(node: unknown): node is SocketNode {
  return rowOf(node)?.socket !== undefined;
}

/** Whether the node, of which not even the view is known, stands for a group of sockets. */
export function isGroupNode(node: unknown): node is GroupNode {
  return rowOf(node)?.group !== undefined;
}

function rowOf(node: unknown): Row | undefined {
  return (Object(node) as Partial<RowNode>).row;
}
