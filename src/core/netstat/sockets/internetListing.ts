import { INET_PROTOCOLS, type InetProtocol, InetTable } from '../../model/inetTable';
import type { ParseIssue } from '../../model/issue';
import { parseInetRows } from '../../procfs/inet';
import { InetMemory } from '../../procfs/inetMemory';
import { lineEnd } from '../../procfs/scan';
import type { ModeContext } from '../context/modeContext';
import type { ExitStatus } from '../context/output';
import { internetFiles, type InternetFile, type InternetPart } from './internetFiles';
import { printInternetRows } from './internetRows';
import { printSctp, readSctp, type TakeSctp } from '../families/sctp/sctpListing';
import { sortInternet } from './sortInternet';
import { SortTable } from './sortTable';
import { FATAL, reportMissing } from '../context/support';
import { internetTitle } from './titles';

/** Prints the table of Internet sockets. Rows are printed as they are read, unless they are to be sorted. */
export async function printInternet(context: ModeContext): Promise<ExitStatus> {
  await context.output.stdout(internetTitle(context.options));
  const sorted = context.options.sort === undefined ? undefined : new SortTable();
  const takeSctp: TakeSctp = async (socket) => {
    if (sorted === undefined) await printSctp(context, socket);
    else sorted.addSctp(socket);
  };
  let status: ExitStatus = 0;
  for (const part of internetFiles(context.options)) {
    status =
      part.kind === 'sctp'
        ? await readSctp(context, takeSctp)
        : await printPart(context, part.files, sorted, askKernel(context, part));
    if (status !== 0) break;
  }
  if (sorted !== undefined) await printSorted(context, sorted);
  return status;
}

async function printSorted(context: ModeContext, sorted: SortTable): Promise<void> {
  const order = sortInternet(context, sorted);
  let from = 0;
  for (const [at, row] of order.entries()) {
    const socket = sorted.sctp.get(row);
    if (socket === undefined) continue;
    await printInternetRows(context, sorted.table, order.subarray(from, at), sorted.exact);
    await printSctp(context, socket);
    from = at + 1;
  }
  await printInternetRows(context, sorted.table, order.subarray(from), sorted.exact);
}

/**
 * TCP's sockets otherwise than from its files, where they are as good: as text, unsorted and without timers. Data has all
 * columns, and says what each file told.
 */
function askKernel({ options, environment, sink }: ModeContext, part: InternetPart): InetTable | undefined {
  const isTcp = part.kind === 'protocol' && part.files[0]?.name === 'tcp';
  if (!isTcp || options.timers || options.sort !== undefined || sink !== undefined) return undefined;
  return environment.tcpSockets?.(options.which === 'listening');
}

/** One protocol: its IPv4 file, whose absence is told, then its IPv6 file, whose absence is not. */
async function printPart(
  context: ModeContext,
  files: readonly InternetFile[],
  sorted: SortTable | undefined,
  asked: InetTable | undefined,
): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  for (const file of files) {
    if (asked !== undefined) {
      await printInternetRows(context, asked, rowsOf(asked, file.protocol));
      continue;
    }
    const opened = context.environment.openFile(file.path);
    if (opened.ok) {
      await readRows(context, file, opened.pieces, sorted);
    } else if (!file.isOptional) {
      const missing = ['ENOENT', 'EACCES'];
      const name = `AF INET (${file.name})`;
      status = reportMissing(context, file.path, opened, name, missing, context.options.quiet);
      if (status === FATAL) return status;
    } else if (opened.code !== 'ENOENT' && opened.code !== 'EACCES') {
      return reportMissing(context, file.path, opened, file.name, [], false);
    }
  }
  return status;
}

function rowsOf({ columns, length }: InetTable, protocol: InetProtocol): Uint32Array {
  const code = INET_PROTOCOLS.indexOf(protocol);
  const rows = new Uint32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) if (columns.protocol[row] === code) rows[count++] = row;
  return rows.subarray(0, count);
}

/** Parses and prints piece by piece; what is unreadable is told as netstat does, and passed over. */
async function readRows(
  context: ModeContext,
  file: InternetFile,
  pieces: Iterable<Uint8Array>,
  sorted: SortTable | undefined,
): Promise<void> {
  const format = { protocol: file.protocol, littleEndian: context.environment.littleEndian };
  const table = sorted?.table ?? new InetTable();
  // Data tells what the file says, and not what netstat has in memory.
  const memory = context.sink === undefined ? new InetMemory(sorted?.exact) : undefined;
  let line = 1;
  for (const piece of pieces) {
    let from = 0;
    if (line === 1) {
      from = lineEnd(piece, 0, piece.length) + 1;
      line = 2;
    }
    const issues: ParseIssue[] = [];
    line += parseInetRows(piece, from, line, format, table, issues, memory);
    context.sink?.issues(file.path, issues);
    for (const issue of issues) {
      if (!issue.rowKept) context.output.stderr(`warning, got bogus ${file.family} line.\n`);
    }
    if (sorted === undefined) {
      await printInternetRows(context, table, undefined, memory?.exact);
      table.clear();
      memory?.exact.clear();
    }
  }
}
