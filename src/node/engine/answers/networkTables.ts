import type { FileIssue, Parsed } from '../../../core/model/issue';
import type { NetworkTable } from '../../../core/model/networkTable';
import type { Source } from '../../../core/model/snapshot';
import type { GatheredInterfaces } from '../../../core/netstat/interfaces/gatherInterfaces';
import { readFilter } from '../../../core/query/filter/parse';
import { appliesTo, type FilterSubject, passes } from '../../../core/query/filter/filterSubject';
import { MOST_ROWS } from '../../../core/query/parts';
import type { RouteQuestion, Table, TableReader } from '../../../core/tables/table';
import { type TableContents, type TableName, type TableRow, TABLES } from '../../../core/tables/tables';
import type { ProcReader, ReadResult } from '../../reader';
import { decode } from '../../text';

/** Issues a file may report. */
const ISSUES_PER_FILE = 100;

/** Rows of these tables have no users that have names. */
const NO_USERS: ReadonlyMap<number, string> = new Map();

/** What reading the tables needs of the machine. */
export interface NetworkTablesOptions {
  /** Reads /proc. */
  readonly reader: ProcReader;
  readonly littleEndian: boolean;
  /** All interfaces, from /proc/net/dev and what the system tells beside it. */
  gatherInterfaces(): GatheredInterfaces;
  /** Tells what /proc/net has no file of, over rtnetlink(7); absent where the kernel cannot be asked. */
  readonly routes?: { ask(questions: readonly RouteQuestion[]): boolean };
  /** What is said of a source beside files that cannot be asked: of this machine there is none, of others it is closed. */
  readonly untold?: 'absent' | 'denied';
  /** Reads a file of the kernel's settings, which tell everybody of his own network; by the reader where left out. */
  readonly readSetting?: (path: string) => ReadResult<Uint8Array>;
}

/** Reads the sources of one table, and notes what each said. */
class Collector implements TableReader {
  readonly sources: Source[] = [];
  readonly issues: FileIssue[] = [];
  readonly #options: NetworkTablesOptions;

  constructor(options: NetworkTablesOptions) {
    this.#options = options;
  }

  get littleEndian(): boolean {
    return this.#options.littleEndian;
  }

  readonly rows = <Row>(name: string, parse: (bytes: Uint8Array) => Parsed<Row>): readonly Row[] => {
    const file = `self/net/${name}`;
    const result = this.#options.reader.read(file);
    if (result.status !== 'ok') {
      this.sources.push({ file, status: result.status, code: result.code, rows: 0 });
      return [];
    }
    const { rows, issues } = parse(result.value);
    this.sources.push({ file, status: 'ok', rows: rows.length });
    for (const issue of issues.slice(0, ISSUES_PER_FILE)) this.issues.push({ ...issue, file });
    return rows;
  };

  readonly number = (name: string): number | undefined => {
    const { reader, readSetting = (path) => reader.read(path), untold } = this.#options;
    const file = readSetting(name);
    if (untold === 'denied' && file.status !== 'ok') this.#noteUntold(name);
    return file.status === 'ok' ? Number.parseInt(decode(file.value), 10) : undefined;
  };

  interfaces(): GatheredInterfaces['interfaces'] {
    const { routes, untold } = this.#options;
    if (untold === 'denied' && routes === undefined) this.#noteUntold('rtnetlink links');
    return this.#options.gatherInterfaces().interfaces;
  }

  ask(name: string, question: RouteQuestion): boolean {
    const isTold = this.#options.routes?.ask([question]) === true;
    if (isTold) this.sources.push({ file: name, status: 'ok', rows: 0 });
    else this.#noteUntold(name);
    return isTold;
  }

  #noteUntold(file: string): void {
    const { untold: status = 'absent' } = this.#options;
    this.sources.push({ file, status, ...(status === 'denied' && { code: 'EPERM' }), rows: 0 });
  }
}

/** Reads the machine's tables beside those of sockets, each whenever it is asked for. */
export class NetworkTables {
  readonly #options: NetworkTablesOptions;

  constructor(options: NetworkTablesOptions) {
    this.#options = options;
  }

  /**
   * @param filter an expression; where it asks for what the table does not have, all rows are read
   * @param most rows that are kept of a list that may be very long
   * @param of whose tables these are; this machine's where left out
   * @throws where the filter expression is wrong; the views take only right ones from their users
   */
  read<Name extends TableName>(
    name: Name,
    filter = '',
    most = MOST_ROWS,
    of: NetworkTablesOptions = this.#options,
  ): NetworkTable<Name> {
    const collector = new Collector(of);
    const takenAt = Date.now();
    const began = performance.now();
    const table = tableNamed(name);
    const wanted = readFilter(filter);
    const isFiltered = wanted.terms.length > 0 && appliesTo(wanted, table.facts);
    const counts = { matching: 0, total: 0 };
    const filtered = <Row>(rows: readonly Row[], subjectOf: (row: Row) => FilterSubject): Row[] => {
      const found = isFiltered ? rows.filter((row) => passes(wanted, subjectOf(row), NO_USERS)) : [...rows];
      counts.matching += found.length;
      counts.total += rows.length;
      return found;
    };
    const contents = table.read(collector, { most, filtered });
    const { sources, issues } = collector;
    const duration = performance.now() - began;
    return { takenAt, duration, filter: isFiltered ? filter : '', ...counts, sources, issues, contents };
  }

  /** All rows of a table that the filter lets through, to be printed. */
  rows(name: TableName, filter: string, of?: NetworkTablesOptions): readonly TableRow[] {
    return tableNamed(name).rows(this.read(name, filter, Number.POSITIVE_INFINITY, of).contents);
  }
}

/** What stands in the list, with the types of that name together. */
function tableNamed<Name extends TableName>(
  name: Name,
): Omit<Table<TableContents[Name], object>, 'rows'> & {
  rows(contents: TableContents[Name]): readonly TableRow[];
} {
  return TABLES[name] as never;
}
