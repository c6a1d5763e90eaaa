import type { Parsed } from '../../model/issue';
import { type DataRow } from '../data/dataSink';
import { noted, printMessage, printRow } from '../context/printRow';
import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import type { ExitStatus } from '../context/output';
import { reportMissing } from '../context/support';

/** A socket table that stands or falls with one file. */
export interface FamilyTable<Row> {
  readonly path: ByteText;
  /** The family, by which its states are named. */
  readonly family: 'ax25' | 'netrom' | 'rose' | 'x25';
  /** As the message on a missing file has it: "AF AX25". */
  readonly name: ByteText;
  /** Title and header with their newlines. */
  readonly title: ByteText;
  /** Every line after the header is a row or has an issue. */
  readonly parse: (bytes: Uint8Array) => Parsed<Row>;
  readonly isShown?: (row: Row) => boolean;
  /** A row with its newline. */
  readonly rowText: (row: Row) => ByteText;
  readonly rowData: (row: Row, stateName: ByteText) => DataRow;
  /** What stands in the place of an unreadable row; `firstLine` is the number of the line after the header. */
  readonly problem: (bytes: Uint8Array) => { readonly text: ByteText; readonly firstLine: number };
}

const STATES = {
  ax25: ['LISTENING', 'SABM SENT', 'DISC SENT', 'ESTABLISHED', 'RECOVERY'],
  netrom: ['LISTENING', 'CONN SENT', 'DISC SENT', 'ESTABLISHED'],
  x25: ['LISTENING', 'SABM_SENT', 'DISC_SENT', 'ESTABLISHED', 'RECOVERY'],
} as const;

/** The name of a state; ROSE has NET/ROM's. */
export function familyStateName(family: FamilyTable<never>['family'], state: number): ByteText {
  return STATES[family === 'rose' ? 'netrom' : family][state] ?? 'UNKNOWN';
}

/** Sequence numbers as `vr/vs`, of so many digits. */
export function sequenceCell(received: number, sent: number, digits: number): ByteText {
  return `${String(received).padStart(digits, '0')}/${String(sent).padStart(digits, '0')}`;
}

/** Prints the table of a family, where the kernel has it. A directory reads as an empty file, as it does for netstat. */
export async function printFamilyTable<Row extends { readonly state: number }>(
  context: ModeContext,
  table: FamilyTable<Row>,
): Promise<ExitStatus> {
  const { environment, output } = context;
  const file = environment.readFile(table.path);
  if (!file.ok && file.code !== 'EISDIR') {
    return reportMissing(context, table.path, file, table.name, ['ENOENT'], false);
  }
  await output.stdout(table.title);
  if (!file.ok) return 0;
  const { rows, issues } = noted(context, table.path, table.parse(file.bytes));
  const { text, firstLine } = table.problem(file.bytes);
  const unreadable = new Set(issues.filter((issue) => !issue.rowKept).map((issue) => issue.line));
  let row = 0;
  for (let line = firstLine; line < firstLine + rows.length + unreadable.size; line++) {
    const next = unreadable.has(line) ? undefined : rows[row++];
    if (next === undefined) await printMessage(context, text);
    else if (table.isShown?.(next) !== false) await printFamilyRow(context, table, next);
  }
  return 0;
}

/** Prints a socket of a family. */
export function printFamilyRow<Row extends { readonly state: number }>(
  context: ModeContext,
  { family, rowText, rowData }: FamilyTable<Row>,
  row: Row,
): void | Promise<void> {
  return printRow(
    context,
    family,
    () => rowText(row),
    () => rowData(row, familyStateName(family, row.state)),
  );
}
