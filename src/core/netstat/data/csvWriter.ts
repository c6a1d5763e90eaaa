import type { ByteText } from '../context/environment';
import type { Output } from '../context/output';
import { withoutNewline } from '../context/terminal';
import { csvLine, csvRow } from './csvText';
import type { DataRow, DataWriter } from './dataSink';
import type { TableName } from './ownTables';

/**
 * Writes rows as one table, that of all rounds; where each round is a document, one each. CSV has no place for
 * messages: they go to stderr, in a document behind the table.
 */
export class CsvWriter implements DataWriter {
  readonly #output: Output;
  readonly #columns: readonly string[];
  readonly #lineEnd: string;
  #hasHeader = false;
  #time = '';
  #held = '';

  constructor(output: Output, columns: readonly string[]) {
    this.#output = output;
    this.#columns = columns;
    // By RFC 4180; a terminal and an editor would show the carriage return.
    this.#lineEnd = output.isTerminal === true || output.showsOneRound === true ? '\n' : '\r\n';
  }

  begin(time: string): void | Promise<void> {
    this.#time = time;
    if (this.#hasHeader) return;
    this.#hasHeader = this.#output.showsOneRound !== true;
    return this.#output.stdout(csvLine(this.#columns) + this.#lineEnd);
  }

  row(table: TableName, row: DataRow): void | Promise<void> {
    const line = csvRow({ time: this.#time, table, ...row }, this.#columns);
    // In a file a field may have newlines; in a terminal they would make rows that are none.
    const shown = this.#output.isTerminal === true ? withoutNewline(line) : line;
    return this.#output.stdout(shown + this.#lineEnd);
  }

  issues(): void {}

  message(text: ByteText): void {
    this.error(text);
  }

  error(text: ByteText): void {
    if (this.#output.showsOneRound === true) this.#held += text;
    else this.#output.stderr(text);
  }

  end(): void {
    if (this.#held !== '') this.#output.stderr(`\n${this.#held}`);
    this.#held = '';
  }
}
