import type { FileIssue, Parsed } from '../../../core/model/issue';
import type { NetworkTable } from '../../../core/model/networkTable';
import type { Source } from '../../../core/model/snapshot';
import type { GatheredInterfaces } from '../../../core/netstat/interfaces/gatherInterfaces';
import { readFilter } from '../../../core/query/filter/parse';
import { appliesTo, type FilterSubject, passes } from '../../../core/query/filter/filterSubject';
import { MOST_ROWS } from '../../../core/query/parts';
import type { RouteQuestion, Table, TableReader } from '../../../core/tables/table';
import { type TableContents, type TableName, type TableRow, TABLES } from '../../../core/tables/tables';
import type { ProcReader } from '../../reader';
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
    const file = this.#options.reader.read(name);
    return file.status === 'ok' ? Number.parseInt(decode(file.value), 10) : undefined;
  };

  interfaces(): GatheredInterfaces['interfaces'] {
    return this.#options.gatherInterfaces().interfaces;
  }

  ask(name: string, question: RouteQuestion): boolean {
    const isTold = this.#options.routes?.ask([question]) === true;
    this.sources.push({ file: name, status: isTold ? 'ok' : 'absent', rows: 0 });
    return isTold;
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
   * @throws where the filter expression is wrong; the views take only right ones from their users
   */
  read<Name extends TableName>(name: Name, filter = '', most = MOST_ROWS): NetworkTable<Name> {
    const collector = new Collector(this.#options);
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
  rows(name: TableName, filter: string): readonly TableRow[] {
    return tableNamed(name).rows(this.read(name, filter, Number.POSITIVE_INFINITY).contents);
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
