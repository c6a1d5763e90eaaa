import type { Parsed } from '../../model/issue';
import { OTHER_TABLES, type OtherEnds, type OtherProtocol, type OtherSocket } from '../../model/otherSocket';
import type { Options } from '../commandLine/options';
import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import type { ExitStatus } from '../context/output';
import { printRow } from '../context/printRow';
import type { DataRow } from '../data/dataSink';
import type { FamilyRoutes } from './familyRoutes';

/** What the socket table of every family has. */
export interface FamilyRow extends Pick<OtherSocket, 'state' | 'txQueue' | 'rxQueue' | 'inode' | 'uid'> {}

/** What a family is called, and what is true of it whatever its rows are. */
interface FamilyFacts {
  readonly name: OtherProtocol;
  /** Its name as people write it. */
  readonly title: string;
  /** Its table below /proc/net: that of today's kernels, then that of those before 2.6. The first that is there counts. */
  readonly files: readonly string[];
  /** Whose numbers its states are: TCP's, or those of links (listening, asked for, being closed, established, recovering). */
  readonly states: 'tcp' | 'link';
  readonly stateName: (state: number) => ByteText;
  /** The fields of its rows as data, in order. */
  readonly fields: readonly string[];
  /** Title and header with their newlines; missing where netstat prints no sockets of the family. */
  readonly header?: (options: Options) => ByteText;
  /** Prints its table by netstat's rules, where the kernel has it. */
  readonly print: (context: ModeContext) => Promise<ExitStatus>;
  readonly routes: FamilyRoutes;
}

/** All there is to say about a family of sockets, in terms of the rows of its table. */
export interface FamilySpec<Row extends FamilyRow> extends FamilyFacts {
  /** What -A and the long options call it, where that is not its name alone. */
  readonly optionNames?: readonly ByteText[];
  readonly parse: (bytes: Uint8Array) => Parsed<Row>;
  readonly ends: (row: Row) => OtherEnds;
  /** What else its table tells, see {@link OtherSocket.more}. */
  readonly more?: (row: Row) => OtherSocket['more'];
  /** A row as netstat prints it, with its newline; missing where it prints none. */
  readonly text?: (row: Row, context: ModeContext) => ByteText;
  readonly data: (row: Row, context: ModeContext) => DataRow;
}

/** A family to those who do not know the rows of its table. */
export interface SocketFamily extends FamilyFacts {
  /** What -A and the long options call it. */
  readonly optionNames: readonly ByteText[];
  /** The name of its sockets' table as data. */
  readonly table: (typeof OTHER_TABLES)[OtherProtocol];
  /** The sockets of its table. */
  readonly parse: (bytes: Uint8Array) => Parsed<OtherSocket>;
  /** Prints one of its sockets. */
  readonly printSocket: (context: ModeContext, socket: OtherSocket) => void | Promise<void>;
}

/** Hides what the rows of a family's table are. */
export function socketFamily<Row extends FamilyRow>(spec: FamilySpec<Row>): SocketFamily {
  const { name, parse } = spec;
  return {
    ...spec,
    optionNames: spec.optionNames ?? [name],
    table: OTHER_TABLES[name],
    parse: (bytes) => {
      const { rows, issues } = parse(bytes);
      return { rows: rows.map((row) => otherSocket(spec, row)), issues };
    },
    printSocket: (context, { own }) => printFamilySocket(context, spec, own as Row),
  };
}

/** Prints a socket of a family. */
export function printFamilySocket<Row extends FamilyRow>(
  context: ModeContext,
  { name, text, data }: Pick<FamilySpec<Row>, 'name' | 'text' | 'data'>,
  row: Row,
): void | Promise<void> {
  return printRow(
    context,
    OTHER_TABLES[name],
    () => text?.(row, context) ?? '',
    () => data(row, context),
  );
}

/** The ends of a socket. @param foreign may be what stands in a table where there is no other end */
export function endsOf(local: string, foreign: string | undefined, device?: string): OtherEnds {
  const isThere = foreign !== undefined && foreign !== '*' && foreign !== '';
  return { local, ...(isThere && { foreign }), ...(device !== undefined && { device }) };
}

/** A logical channel, as {@link OtherSocket.more} has it. */
export function channelText(channel: number): string {
  return channel === 0 ? '' : String(channel);
}

function otherSocket<Row extends FamilyRow>({ name, ends, more }: FamilySpec<Row>, row: Row): OtherSocket {
  const { state, txQueue, rxQueue, inode, uid } = row;
  return {
    protocol: name,
    ...ends(row),
    state,
    txQueue,
    rxQueue,
    ...(inode !== undefined && { inode }),
    ...(uid !== undefined && { uid }),
    more: more?.(row) ?? [],
    own: row,
  };
}
