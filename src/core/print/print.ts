import type { ContainerFacts } from '../model/container';
import type { ProcessOwner } from '../model/process';
import type { PrintableRow, PrintRequest } from '../model/print';
import type { ByteText, Environment } from '../netstat/context/environment';
import type { ModeContext } from '../netstat/context/modeContext';
import type { Output } from '../netstat/context/output';
import { openNames } from '../netstat/context/nameDatabases';
import type { Options } from '../netstat/commandLine/options';
import { parseArguments } from '../netstat/commandLine/parseArguments';
import { encodeByteText } from '../text/utf8';
import { RowHolders } from './holders';
import { printRows } from './printedRows';
import { PrintSink, type SnapshotFacts } from './printSink';

/** What is known beside the rows. */
export interface PrintFacts {
  /** All of whose sockets the rows are: then JSON is a document of it, as --json writes one. */
  readonly snapshot?: SnapshotFacts | undefined;
  /** Data name them; netstat's text has no place for them. */
  readonly containers?: readonly ContainerFacts[];
}

/**
 * Rows with all columns that netstat has, sockets as `netstat -aeoW --likely` prints them; a title stands before the rows of a
 * table where there are several rows. As data, a single row is a JSON object, and several are a list; CSV begins with
 * a line of columns.
 * @returns one character a byte; empty where netstat prints nothing of the rows
 */
export async function print(
  rows: readonly PrintableRow[],
  { format, numeric, areServers, commandLines = false }: Omit<PrintRequest, 'rows'>,
  environment: Environment,
  { snapshot, containers }: PrintFacts = {},
): Promise<ByteText> {
  const texts: ByteText[] = [];
  const output: Output = {
    stdout: (text) => void texts.push(text),
    stderr: () => undefined,
    flush: () => undefined,
  };
  const sink = format === 'text' ? undefined : new PrintSink();
  const holders = new RowHolders(rows, commandLines, containers);
  const context: ModeContext = {
    options: optionsFor(numeric, areServers === true, environment),
    environment,
    output,
    names: openNames(environment),
    programs: holders,
    owners: holders,
    round: 0,
    ...(sink && { sink }),
  };
  await printRows(context, rows, sink);
  if (sink === undefined) return texts.join('') + (commandLines ? processesText(holders.processes) : '');
  if (format === 'csv') return sink.csv;
  return snapshot === undefined ? sink.json : sink.documentOf(snapshot);
}

/** netstat has no such table: a process in a line, its arguments apart by blanks. */
function processesText(processes: readonly ProcessOwner[]): ByteText {
  const line = ({ pid, commandLine, comm }: ProcessOwner): ByteText =>
    `${String(pid).padEnd(10)} ${encodeByteText(commandLine.length === 0 ? `[${comm}]` : commandLine.join(' ')).replaceAll('\n', ' ')}\n`;
  return `Processes\nPID        Command line\n${processes.map(line).join('')}`;
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
