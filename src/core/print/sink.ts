import type { ConntrackEntry } from '../model/conntrack';
import { csvLine, csvRow } from '../netstat/data/csvText';
import { jsonMembers } from '../netstat/data/jsonText';
import * as rows from '../netstat/data/rows';
import type { DataRow, DataSink } from '../netstat/data/sink';
import { columnsOf, type TableName } from '../netstat/data/tables';
import type { ByteText } from '../netstat/environment';
import { FLOW_COLUMNS, flowData } from './flow';

/** Collects rows as data. */
export class PrintSink implements DataSink {
  readonly rows = rows;
  readonly #rows: DataRow[] = [];
  readonly #tables = new Set<TableName>();
  #hasFlows = false;

  row(table: TableName, row: DataRow): void {
    this.#tables.add(table);
    this.#rows.push({ table, ...row });
  }

  /** A tracked connection: netstat has no table of them. */
  flow(flow: ConntrackEntry): void {
    this.#hasFlows = true;
    this.#rows.push({ table: 'conntrack', ...flowData(flow) });
  }

  issues(): void {}

  message(): void {}

  /** An object where there is a single row, else a list. */
  get json(): ByteText {
    const lines = this.#rows.map((row) => `{${jsonMembers(row)}}`);
    return lines.length === 1 ? `${lines[0]}\n` : `[\n${lines.join(',\n')}\n]\n`;
  }

  /** A line of columns, and one for each row. */
  get csv(): ByteText {
    const flows = this.#hasFlows ? FLOW_COLUMNS : [];
    const columns = [...new Set([...columnsOf(this.#tables), ...flows])];
    return [csvLine(columns), ...this.#rows.map((row) => csvRow(row, columns)), ''].join('\n');
  }
}
