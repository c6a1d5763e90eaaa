import type { ParseIssue } from '../../model/issue';
import { latin1 } from '../../procfs/scan';
import type { ByteText } from '../context/environment';
import type { ExitStatus, Output } from '../context/output';
import type { Mode } from '../commandLine/options';
import { versionLine } from '../commandLine/version';
import { jsonMembers, jsonText } from './jsonText';
import type { DataRow, DataWriter } from './dataSink';
import type { TableName } from './ownTables';

/** The version of the documents, which README.md describes: counted up when a field changes its meaning or goes. */
export const SCHEMA = 1;

/** Issues that are kept for a document's end, and as many messages. */
const MOST_KEPT = 1000;

/**
 * Writes a round as one JSON document, its rows as they come.
 * @param isLine whether it is to be a single line; else each row has one of its own
 */
export class JsonWriter implements DataWriter {
  readonly #output: Output;
  readonly #mode: Mode;
  readonly #break: string;
  #issues: DataRow[] = [];
  #messages: ByteText[] = [];
  #leftOut = 0;
  #separator = '';

  constructor(output: Output, mode: Mode, isLine: boolean) {
    this.#output = output;
    this.#mode = mode;
    this.#break = isLine ? '' : '\n';
  }

  begin(time: string): void | Promise<void> {
    this.#issues = [];
    this.#messages = [];
    this.#leftOut = 0;
    this.#separator = this.#break;
    const head = { schema: SCHEMA, program: versionLine(), mode: this.#mode, time };
    return this.#output.stdout(`{${jsonMembers(head)},${this.#break}"rows":[`);
  }

  row(table: TableName, row: DataRow): void | Promise<void> {
    const text = `${this.#separator}{"table":"${table}",${jsonMembers(row)}}`;
    this.#separator = `,${this.#break}`;
    return this.#output.stdout(text);
  }

  issues(file: ByteText, issues: readonly ParseIssue[]): void {
    for (const { raw, line, field, reason, rowKept } of issues) {
      this.#keep(this.#issues, { file, line, field, raw: latin1(raw, 0, raw.length), reason, rowKept });
    }
  }

  message(text: ByteText): void {
    for (const line of text.trimEnd().split('\n')) this.#keep(this.#messages, line.trim());
  }

  error(text: ByteText): void {
    if (text === '') return;
    this.message(text);
    // A document has it among its messages: beside them it would be no JSON.
    if (this.#output.showsOneRound !== true) this.#output.stderr(text);
  }

  end(sources: readonly DataRow[], exitStatus: ExitStatus): void | Promise<void> {
    const members = {
      sources,
      issues: this.#issues,
      messages: this.#messages,
      leftOut: this.#leftOut,
      exitStatus,
    };
    const text = Object.entries(members).map(([name, value]) => `"${name}":${jsonText(value)}`);
    return this.#output.stdout(`${this.#break}],${this.#break}${text.join(`,${this.#break}`)}}\n`);
  }

  #keep<T>(list: T[], entry: T): void {
    if (list.length < MOST_KEPT) list.push(entry);
    else this.#leftOut++;
  }
}
