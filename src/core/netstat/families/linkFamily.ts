import { reportMissing } from '../context/support';
import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import type { ExitStatus } from '../context/output';
import { noted, printMessage } from '../context/printRow';
import type { DataRow } from '../data/dataSink';
import { QUEUES, STATE } from '../data/ownTables';
import {
  type FamilyRow,
  type FamilySpec,
  printFamilySocket,
  socketFamily,
  type SocketFamily,
} from './socketFamily';

/** A family of links, whose socket table stands or falls with one file. */
export interface LinkFamilySpec<Row extends FamilyRow> extends Omit<
  FamilySpec<Row>,
  'states' | 'stateName' | 'header' | 'print' | 'text'
> {
  /** Where netstat looks for its table. */
  readonly path: ByteText;
  /** As the message on a missing file has it: "AF AX25". */
  readonly supportName: ByteText;
  /** Title and header with their newlines. */
  readonly header: ByteText;
  /** netstat's names of the states, by number. */
  readonly stateNames: readonly ByteText[];
  readonly text: (row: Row) => ByteText;
  readonly isShown?: (row: Row, context: ModeContext) => boolean;
  /** What stands in the place of an unreadable row; `firstLine` is the number of the line after the header. */
  readonly problem: (bytes: Uint8Array) => { readonly text: ByteText; readonly firstLine: number };
}

/** netstat's names of the states of NET/ROM and ROSE. */
export const CIRCUIT_STATES = ['LISTENING', 'CONN SENT', 'DISC SENT', 'ESTABLISHED'];

/** The fields of a row as data that AX.25, NET/ROM and X.25 share behind the device and what stands there too. */
export const LINK_FIELDS = [...STATE, 'receiveSequence', 'sendSequence', ...QUEUES, 'inode'];

/** What the rows of AX.25, NET/ROM and X.25 share. */
export interface LinkRow extends FamilyRow {
  readonly device: string;
  readonly sendSequence: number;
  readonly receiveSequence: number;
  readonly inode: number;
}

/** A family of links. */
export function linkFamily<Row extends FamilyRow>(spec: LinkFamilySpec<Row>): SocketFamily {
  return socketFamily({
    ...spec,
    states: 'link',
    stateName: (state) => linkState(spec.stateNames, state),
    header: () => spec.header,
    print: (context) => printLinkTable(context, spec),
  });
}

/** The name of a state. */
export function linkState(stateNames: readonly ByteText[], state: number): ByteText {
  return stateNames[state] ?? 'UNKNOWN';
}

/** The data of what is in {@link LINK_FIELDS}. */
export function linkData(row: LinkRow, stateNames: readonly ByteText[]): DataRow {
  return {
    state: { code: row.state, name: linkState(stateNames, row.state) },
    receiveSequence: row.receiveSequence,
    sendSequence: row.sendSequence,
    recvQ: row.rxQueue,
    sendQ: row.txQueue,
    inode: row.inode,
  };
}

/** `vr/vs`, as {@link OtherSocket.more} has it. */
export function linkSequences({ receiveSequence, sendSequence }: LinkRow): readonly [string, string] {
  return ['Vr/Vs', `${receiveSequence}/${sendSequence}`];
}

/** Sequence numbers as netstat prints them, of so many digits. */
export function sequenceCell({ receiveSequence, sendSequence }: LinkRow, digits: number): ByteText {
  const [received, sent] = [receiveSequence, sendSequence].map((each) => String(each).padStart(digits, '0'));
  return `${received}/${sent}`;
}

/** Both queues as netstat prints them. */
export function queueCells({ txQueue, rxQueue }: FamilyRow): ByteText[] {
  return [txQueue, rxQueue].map((queue) => String(queue).padEnd(6));
}

/** A directory reads as an empty file, as it does for netstat. */
async function printLinkTable<Row extends FamilyRow>(
  context: ModeContext,
  spec: LinkFamilySpec<Row>,
): Promise<ExitStatus> {
  const { environment, output } = context;
  const { path, supportName, header, parse, problem, isShown } = spec;
  const file = environment.readFile(path);
  if (!file.ok && file.code !== 'EISDIR') {
    return reportMissing(context, path, file, supportName, ['ENOENT'], false);
  }
  await output.stdout(header);
  if (!file.ok) return 0;
  const { rows, issues } = noted(context, path, parse(file.bytes));
  const { text, firstLine } = problem(file.bytes);
  const unreadable = new Set(issues.filter((issue) => !issue.rowKept).map((issue) => issue.line));
  let row = 0;
  for (let line = firstLine; line < firstLine + rows.length + unreadable.size; line++) {
    const next = unreadable.has(line) ? undefined : rows[row++];
    if (next === undefined) await printMessage(context, text);
    else if (isShown?.(next, context) !== false) await printFamilySocket(context, spec, next);
  }
  return 0;
}
