import type { Snapshot } from '../model/snapshot';
import { csvLine, csvRow } from '../netstat/data/csvText';
import { JsonWriter } from '../netstat/data/jsonWriter';
import { jsonMembers } from '../netstat/data/jsonText';
import type { DataRow, DataSink } from '../netstat/data/dataSink';
import { columnsOf } from '../netstat/data/dataTables';
import type { TableName } from '../netstat/data/ownTables';
import type { ByteText } from '../netstat/context/environment';
import type { OwnRowSink } from '../tables/table';

/** What a document tells of a snapshot beside its rows. */
export type SnapshotFacts = Pick<Snapshot, 'takenAt' | 'sources' | 'issues'>;

/** Collects rows as data. */
export class PrintSink implements DataSink, OwnRowSink {
  readonly #rows: { readonly table: string; readonly row: DataRow }[] = [];
  readonly #tables = new Set<TableName>();
  readonly #ownColumns = new Set<string>();

  row(table: TableName, row: DataRow): void {
    this.#tables.add(table);
    this.#rows.push({ table, row });
  }

  ownRow(table: string, columns: readonly string[], row: DataRow): void {
    for (const column of columns) this.#ownColumns.add(column);
    this.#rows.push({ table, row });
  }

  issues(): void {}

  message(): void {}

  /** An object where there is a single row, else a list. */
  get json(): ByteText {
    const lines = this.#rows.map(({ table, row }) => `{${jsonMembers({ table, ...row })}}`);
    return lines.length === 1 ? `${lines[0]}\n` : `[\n${lines.join(',\n')}\n]\n`;
  }

  /** The document that `netstat --json` would have written of the snapshot. */
  documentOf({ takenAt, sources, issues }: SnapshotFacts): ByteText {
    const texts: ByteText[] = [];
    const output = { stdout: (text: ByteText) => void texts.push(text), stderr: () => {}, flush: () => {} };
    const writer = new JsonWriter(output, 'sockets', false);
    void writer.begin(new Date(takenAt).toISOString());
    for (const { table, row } of this.#rows) void writer.row(table as TableName, row);
    for (const issue of issues) writer.issues(pathOf(issue.file), [issue]);
    const read = sources.map(({ file, status, code }) => ({
      file: pathOf(file),
      status,
      code: code ?? null,
    }));
    void writer.end(read, 0);
    return texts.join('');
  }

  /** A line of columns, and one for each row. */
  get csv(): ByteText {
    const columns = [...new Set([...columnsOf(this.#tables), ...this.#ownColumns])];
    return [
      csvLine(columns),
      ...this.#rows.map(({ table, row }) => csvRow({ table, ...row }, columns)),
      '',
    ].join('\n');
  }
}

/** The path of a file of a snapshot, as netstat names it. */
function pathOf(file: string): ByteText {
  return `/proc/${file.replace(/^self\/net\//, 'net/')}`;
}
