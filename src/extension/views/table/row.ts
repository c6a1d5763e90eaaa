import type { MarkdownString } from 'vscode';
import type { TableRow } from '../../../core/model/print';

/** A codicon and a theme colour, by their names. */
export interface RowIcon {
  readonly id: string;
  readonly color?: string;
}

/** What can be copied of a row, by what it is; the first is what Ctrl+C copies. */
export type CopyValues = Partial<
  Record<
    'destination' | 'gateway' | 'address' | 'hardwareAddress' | 'group' | 'original' | 'reply' | 'value',
    string
  >
>;

/** A row of a view as one reading of the machine has it. Its texts may be hostile: they are cleaned where shown. */
export interface Row {
  /** The same in every reading, and no other row's. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** What a screen reader says in place of label and description. */
  readonly spoken?: string;
  readonly icon?: RowIcon;
  readonly copyValues?: CopyValues;
  /** What netstat prints a row of; a group's rows stand below it. */
  readonly prints?: TableRow;
  /** What the row is marked for where it changes. Rows without it are never marked. */
  readonly facts?: string;
  /** What is wrong, in a few words: the row is marked for it. */
  readonly trouble?: string | undefined;
  readonly children?: readonly Row[];
  /** Whether the rows below are only the first of more: that one is missing then says nothing. */
  readonly isCut?: boolean;
  /** Whether the rows below are shown from the start. */
  readonly isOpen?: boolean;
  readonly tooltip?: () => MarkdownString;
}

/** What happened to a row lately. */
export type Mark = 'appeared' | 'changed' | 'vanished';

/** A row over time. VS Code knows rows by object, so that a row keeps its node for as long as it lives. */
export interface RowNode {
  readonly id: string;
  /** Names the row in its resource URI, where what others named has no place. */
  readonly serial: number;
  readonly parent: RowNode | undefined;
  row: Row;
  mark: Mark | undefined;
  children: readonly RowNode[];
}
