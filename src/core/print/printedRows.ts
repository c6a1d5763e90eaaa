import { InetTable } from '../model/inetTable';
import type { OtherSocket } from '../model/otherSocket';
import type { PrintableRow } from '../model/print';
import { AX25_TABLE } from '../netstat/families/ax25/ax25';
import { appletalkData } from '../netstat/data/familyData';
import { unixData } from '../netstat/data/socketData';
import type { ByteText } from '../netstat/context/environment';
import type { ModeContext } from '../netstat/context/modeContext';
import { printFamilyRow } from '../netstat/families/linkTable';
import { printInternetRows } from '../netstat/sockets/internetRows';
import { ipxTitle, printIpxRow } from '../netstat/families/ipx/ipx';
import { NETROM_TABLE } from '../netstat/families/netrom/netrom';
import type { Options } from '../netstat/commandLine/options';
import { ROSE_TABLE } from '../netstat/families/rose/rose';
import { printSctp } from '../netstat/sockets/sctpListing';
import { internetTitle, unixTitle } from '../netstat/sockets/titles';
import { printRow } from '../netstat/context/printRow';
import { unixRow } from '../netstat/sockets/unixRow';
import { X25_TABLE } from '../netstat/families/x25/x25';
import { sctpSocketOf } from './printedSctp';
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
      return otherTitle(row.socket, options);
    default:
      return tableTitle(row, options);
  }
}

/** netstat has no table of AppleTalk sockets. */
function otherTitle({ protocol }: OtherSocket, options: Options): ByteText {
  switch (protocol) {
    case 'ipx':
      return ipxTitle(options);
    case 'ax25':
      return AX25_TABLE.title;
    case 'netrom':
      return NETROM_TABLE.title;
    case 'rose':
      return ROSE_TABLE.title;
    case 'x25':
      return X25_TABLE.title;
    case 'ddp':
      return '';
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
      return printOther(context, row.socket);
    default:
      return printTableRow(context, row, sink);
  }
}

function printOther(context: ModeContext, socket: OtherSocket): void | Promise<void> {
  switch (socket.protocol) {
    case 'ipx':
      return printIpxRow(context, socket);
    case 'ax25':
      return printFamilyRow(context, AX25_TABLE, socket);
    case 'netrom':
      return printFamilyRow(context, NETROM_TABLE, socket);
    case 'rose':
      return printFamilyRow(context, ROSE_TABLE, socket);
    case 'x25':
      return printFamilyRow(context, X25_TABLE, socket);
    case 'ddp':
      return context.sink?.row('appletalk', appletalkData(context, socket));
  }
}
