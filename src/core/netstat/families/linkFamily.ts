import type { Fields } from '../../procfs/lineFields';
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
  /** Title and header with their newlines. */
  readonly header: ByteText;
  /** netstat's names of the states, by number. */
  readonly stateNames: readonly ByteText[];
  readonly text: (row: Row) => ByteText;
  readonly isShown?: (row: Row, context: ModeContext) => boolean;
  /** What stands in the place of an unreadable row, where it is not what most families say. */
  readonly problem?: (bytes: Uint8Array) => ByteText;
  /** The number of the first row's line, where it is not the second. */
  readonly firstLine?: (bytes: Uint8Array) => number;
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

/** A row of AX.25 or NET/ROM as netstat prints it. */
export function linkText(
  row: LinkRow,
  addresses: readonly string[],
  stateNames: readonly ByteText[],
): ByteText {
  const cells = [
    ...addresses.map((address) => address.padEnd(9)),
    row.device.padEnd(6),
    linkState(stateNames, row.state).padEnd(11),
    sequenceCell(row, 3),
    ...queueCells(row),
  ];
  return `${cells.join('  ')}\n`;
}

/** Reads the last columns of AX.25 before 2.2, NET/ROM and X.25: the inode is 0 where a kernel has no such column. */
export function readQueues(fields: Fields): Pick<LinkRow, 'txQueue' | 'rxQueue' | 'inode'> {
  return {
    txQueue: fields.int32('Snd-Q'),
    rxQueue: fields.int32('Rcv-Q'),
    inode: fields.failed || fields.atEnd ? 0 : fields.uint32('inode'),
  };
}

/** Prints the table of a family. A directory reads as an empty file, as it does for netstat. */
async function printLinkTable<Row extends FamilyRow>(
  context: ModeContext,
  spec: LinkFamilySpec<Row>,
): Promise<ExitStatus> {
  const { environment, output } = context;
  const { name, files, header, parse, isShown } = spec;
  // netstat knows the paths of kernels before 2.6.
  const path = `/proc/net/${files.at(-1)}`;
  const file = environment.readFile(path);
  if (!file.ok && file.code !== 'EISDIR') {
    return reportMissing(context, path, file, `AF ${name.toUpperCase()}`, ['ENOENT'], false);
  }
  await output.stdout(header);
  if (!file.ok) return 0;
  const { rows, issues } = noted(context, path, parse(file.bytes));
  const problem = spec.problem?.(file.bytes) ?? `Problem reading data from ${path}\n`;
  const firstLine = spec.firstLine?.(file.bytes) ?? 2;
  const unreadable = new Set(issues.filter((issue) => !issue.rowKept).map((issue) => issue.line));
  let row = 0;
  for (let line = firstLine; line < firstLine + rows.length + unreadable.size; line++) {
    const next = unreadable.has(line) ? undefined : rows[row++];
    if (next === undefined) await printMessage(context, problem);
    else if (isShown?.(next, context) !== false) await printFamilySocket(context, spec, next);
  }
  return 0;
}
