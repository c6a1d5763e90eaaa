import { InetTable } from '../model/inetTable';
import type { PrintableRow } from '../model/print';
import { unixData } from '../netstat/data/socketData';
import type { ByteText } from '../netstat/context/environment';
import type { ModeContext } from '../netstat/context/modeContext';
import { FAMILIES } from '../netstat/families/families';
import { printInternetRows } from '../netstat/sockets/internetRows';
import type { Options } from '../netstat/commandLine/options';
import { printSctp } from '../netstat/families/sctp/sctpListing';
import { internetTitle, unixTitle } from '../netstat/sockets/titles';
import { printRow } from '../netstat/context/printRow';
import { unixRow } from '../netstat/sockets/unixRow';
import { sctpSocketOf } from '../netstat/families/sctp/sctpTable';
import type { PrintSink } from './printSink';
import { partOf, printTableRow, tableTitle } from './printedTables';

/**
 * Prints the rows in their order. As text, several rows have titles: those of one table that follow one another have
 * one.
 */
export async function printRows(
  context: ModeContext,
  rows: readonly PrintableRow[],
  sink: PrintSink | undefined,
): Promise<void> {
  const internet = new InetTable();
  const flush = async (): Promise<void> => {
    await printInternetRows(context, internet);
    internet.clear();
  };
  const hasTitles = sink === undefined && rows.length > 1;
  let table = '';
  for (const row of rows) {
    if (hasTitles && tableOf(row) !== table) {
      table = tableOf(row);
      await flush();
      await context.output.stdout(titleOf(row, context.options));
    }
    if (row.kind === 'inet' && row.socket.protocol !== 'sctp') {
      internet.addSocket(row.socket);
      continue;
    }
    await flush();
    await printOne(context, row, sink);
  }
  await flush();
}

/** netstat lists SCTP among the Internet sockets. */
function tableOf(row: PrintableRow): string {
  if (row.kind === 'other') return row.socket.protocol;
  return row.kind === 'inet' || row.kind === 'unix' ? row.kind : partOf(row);
}

function titleOf(row: PrintableRow, options: Options): ByteText {
  switch (row.kind) {
    case 'inet':
      return internetTitle(options);
    case 'unix':
      return unixTitle(options);
    case 'other':
      return FAMILIES[row.socket.protocol].header?.(options) ?? '';
    default:
      return tableTitle(row, options);
  }
}

function printOne(
  context: ModeContext,
  row: PrintableRow,
  sink: PrintSink | undefined,
): void | Promise<void> {
  switch (row.kind) {
    case 'inet':
      return printSctp(context, sctpSocketOf(row));
    case 'unix':
      return printRow(
        context,
        'unix',
        () => unixRow(context, row.socket),
        () => unixData(context, row.socket),
      );
    case 'other':
      return FAMILIES[row.socket.protocol].printSocket(context, row.socket);
    default:
      return printTableRow(context, row, sink);
  }
}
