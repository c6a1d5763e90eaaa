import type { Parsed } from '../../model/issue';
import type { Fields } from '../../procfs/lineFields';
import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import type { ExitStatus } from '../context/output';
import { noted, printMessage } from '../context/printRow';
import type { DataRow } from '../data/dataSink';
import type { FamilyTable } from '../data/ownTables';

/** What is said where the kernel has no routes of a family. */
export interface NoRoutes {
  readonly stdout: ByteText;
  readonly stderr: ByteText;
}

/** The routes of a family beside IPv4 and IPv6, in terms of its rows. */
interface RoutesSpec<Row> {
  /** Title and header with their newlines. */
  readonly header: ByteText;
  /** The fields of a row as data, in order. */
  readonly fields: readonly string[];
  readonly read: (context: ModeContext) => readonly Row[] | NoRoutes;
  /** A row with its newline. */
  readonly text: (row: Row) => ByteText;
  readonly data: (row: Row) => DataRow;
}

/** The routes of a family to those who do not know its rows. */
export interface FamilyRoutes extends Pick<RoutesSpec<never>, 'fields'> {
  /** -r of the family. @param table that the rows are of as data */
  readonly print: (context: ModeContext, table: FamilyTable) => Promise<ExitStatus>;
}

/** Hides what the rows of a family's routes are. */
export function familyRoutes<Row>({ header, fields, read, text, data }: RoutesSpec<Row>): FamilyRoutes {
  const print: FamilyRoutes['print'] = async (context, table) => {
    const { sink, output } = context;
    const rows = read(context);
    if ('stderr' in rows) {
      output.stderr(rows.stderr);
      if (rows.stdout !== '') await printMessage(context, rows.stdout);
      return 1;
    }
    if (sink === undefined) await output.stdout(`${header}${rows.map(text).join('')}`);
    else for (const row of rows) await sink.row(table, data(row));
    return 0;
  };
  return { fields, print };
}

/**
 * Reads the first of the files that can be read.
 * @param missing what is answered where none can; `code` is the system's of the last one's error: "ENOENT"
 */
export function readRoutes<Row, Missing>(
  context: ModeContext,
  paths: readonly ByteText[],
  parse: (bytes: Uint8Array) => Parsed<Row>,
  missing: (path: ByteText, code: string) => Missing,
): readonly Row[] | Missing {
  let [code, path] = ['ENOENT', ''];
  for (path of paths) {
    const file = context.environment.readFile(path);
    if (file.ok) return noted(context, path, parse(file.bytes)).rows;
    code = file.code;
  }
  return missing(path, code);
}

/** A station that others are reached by, as /proc/net/nr_neigh and rose_neigh have it. */
export interface Neighbour {
  readonly number: number;
  readonly callsign: string;
  readonly device: string;
}

/** Reads the first columns of a file of neighbours. */
export function readNeighbour(fields: Fields): Neighbour {
  return {
    number: fields.int32('addr'),
    callsign: fields.word('callsign'),
    device: fields.word('dev'),
  };
}

/** The neighbour of that number; nothing where the file of neighbours has none. */
export function neighbourOf(neighbours: readonly Neighbour[], number: number): Neighbour | undefined {
  return neighbours.find((neighbour) => neighbour.number === number);
}

/** The neighbour of that number as data. */
export function neighbourData(neighbours: readonly Neighbour[], number: number): DataRow {
  const neighbour = neighbourOf(neighbours, number);
  return { number, callsign: neighbour?.callsign ?? null, interface: neighbour?.device ?? null };
}
