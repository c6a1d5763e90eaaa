import type { SocketRow } from '../model/page';
import type { PrintFormat, PrintRequest } from '../model/print';
import { csvLine, csvRow } from '../netstat/data/csvText';
import { jsonMembers } from '../netstat/data/jsonText';
import * as dataRows from '../netstat/data/rows';
import type { DataRow, DataSink } from '../netstat/data/sink';
import { columnsOf, type TableName } from '../netstat/data/tables';
import type { ByteText, Environment, ModeContext, Output } from '../netstat/environment';
import { openNames } from '../netstat/nameDatabases';
import type { Options } from '../netstat/options';
import { parseArguments } from '../netstat/parseArguments';
import { RowHolders } from './holders';
import { printRows } from './rows';

/** A row as data, and the table that it is of. */
interface TableRow {
  readonly table: TableName;
  readonly row: DataRow;
}

/**
 * Rows as `netstat -epoW` prints them; a title stands before the rows of a table where there are several rows. As data,
 * a single row is a JSON object, several are a list; CSV has a line of columns first.
 * @returns one character a byte; empty where netstat prints nothing of the rows
 */
export async function print(
  rows: readonly SocketRow[],
  { format, numeric, areServers }: Omit<PrintRequest, 'rows'>,
  environment: Environment,
): Promise<ByteText> {
  const texts: ByteText[] = [];
  const data: TableRow[] = [];
  const output: Output = {
    stdout: (text) => void texts.push(text),
    stderr: () => undefined,
    flush: () => undefined,
  };
  const holders = new RowHolders(rows);
  const context: ModeContext = {
    options: optionsFor(numeric, areServers === true, environment),
    environment,
    output,
    names: openNames(environment),
    programs: holders,
    owners: holders,
    round: 0,
    ...(format !== 'text' && { sink: sinkInto(data) }),
  };
  await printRows(context, rows, format === 'text' && rows.length > 1);
  return textIn(format, texts, data);
}

/** Hosts are numbers in any case: to ask for their names takes time. */
function optionsFor(numeric: boolean, areServers: boolean, environment: Environment): Options {
  const parsed = parseArguments(
    [numeric ? '-n' : '--numeric-hosts', areServers ? '-l' : '-a', '-e', '-p', '-o', '-W'],
    environment,
  );
  if (parsed.kind === 'exit') throw new Error(parsed.stderr);
  return parsed.options;
}

function sinkInto(data: TableRow[]): DataSink {
  return {
    rows: dataRows,
    row: (table, row) => void data.push({ table, row }),
    issues: () => undefined,
    message: () => undefined,
  };
}

function textIn(format: PrintFormat, texts: readonly ByteText[], data: readonly TableRow[]): ByteText {
  switch (format) {
    case 'text':
      return texts.join('');
    case 'json':
      return jsonOf(data);
    case 'csv':
      return csvOf(data);
  }
}

function jsonOf(data: readonly TableRow[]): ByteText {
  const lines = data.map(({ table, row }) => `{${jsonMembers({ table, ...row })}}`);
  return lines.length === 1 ? `${lines[0]}\n` : `[\n${lines.join(',\n')}\n]\n`;
}

function csvOf(data: readonly TableRow[]): ByteText {
  const columns = columnsOf(data.map(({ table }) => table));
  const lines = data.map(({ table, row }) => csvRow({ table, ...row }, columns));
  return [csvLine(columns), ...lines, ''].join('\n');
}
