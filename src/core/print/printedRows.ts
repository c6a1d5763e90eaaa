import { InetTable } from '../model/inetTable';
import type { SocketRow } from '../model/page';
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
import type { RowKind } from '../tables/table';
import { TABLES, type TableRow } from '../tables/tables';

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
    if (hasTitles) {
      const its = 'socket' in row ? socketTable(row) : titleOf(row, context.options);
      if (its !== table) {
        table = its;
        await flush();
        await context.output.stdout(titleOf(row, context.options));
      }
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
function socketTable(row: SocketRow): string {
  return row.kind === 'other' ? row.socket.protocol : row.kind;
}

/** Every kind of row of the machine's tables, by its name. */
const KINDS = Object.assign({}, ...Object.values(TABLES).map(({ kinds }) => kinds)) as {
  readonly [Kind in TableRow['kind']]: RowKind<Extract<TableRow, { kind: Kind }>['row']>;
};

/** The kind that the row is of, which takes it. */
function kindOf<Row extends TableRow>({ kind }: Row): RowKind<Row['row']> {
  return KINDS[kind];
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
      return kindOf(row).title(row.row, options);
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
      return kindOf(row).print(context, row.row, sink);
  }
}
