import type { ModeContext } from '../context/modeContext';
import { stateText } from './internetRows';
import type { SortColumn } from '../commandLine/options';
import { sctpStateName } from '../families/sctp/sctpListing';
import { SCTP, type SortTable } from './sortTable';

/** Compares two rows by their indices. */
export type Compare = (a: number, b: number) => number;

/** Where SCTP stands in netstat's order: behind tcp6. */
const SCTP_RANK = 1.5;

/** The rows' indices in the order of --sort; rows that are equal stay in the order of the files. */
export function sortInternet(context: ModeContext, sorted: SortTable): Uint32Array {
  return orderOf(sorted.table.length, comparison(context, sorted, context.options.sort));
}

/** All rows in an order; in that of the file without one, and where rows are equal. */
export function orderOf(length: number, compare: Compare | undefined): Uint32Array {
  const order = Uint32Array.from({ length }, (_, row) => row);
  return compare === undefined ? order : order.sort((a, b) => compare(a, b) || a - b);
}

/** How a column orders two rows; nothing for the columns that Internet sockets lack. */
function comparison(
  context: ModeContext,
  { table: { columns }, sctp }: SortTable,
  column: SortColumn | undefined,
): Compare | undefined {
  switch (column) {
    case 'proto':
      return (a, b) => rank(columns.protocol[a] ?? 0) - rank(columns.protocol[b] ?? 0);
    case 'recv-q':
      return byNumber(columns.rxQueue);
    case 'send-q':
      return byNumber(columns.txQueue);
    case 'local-address':
      return byAddress(columns.isIPv6, columns.localAddress, columns.localPort);
    case 'foreign-address':
      return byAddress(columns.isIPv6, columns.remoteAddress, columns.remotePort);
    case 'local-port':
      return byNumber(columns.localPort);
    case 'foreign-port':
      return byNumber(columns.remotePort);
    case 'state':
      return byText((row) => {
        const socket = sctp.get(row);
        return socket === undefined ? stateText(columns, row) : sctpStateName(socket.socketState);
      });
    case 'user':
      return byNumber(columns.uid);
    default:
      return byHolder(context, columns.inode, column);
  }
}

function rank(protocol: number): number {
  return protocol === SCTP ? SCTP_RANK : protocol;
}

/** How the columns of either table order rows that tell of the inode and who holds it; nothing for others. */
export function byHolder(
  { programs }: ModeContext,
  inodes: ArrayLike<number>,
  column: SortColumn | undefined,
): Compare | undefined {
  const program = (row: number): string => programs?.cell(inodes[row] ?? 0) ?? '';
  switch (column) {
    case 'inode':
      return byNumber(inodes);
    case 'pid':
      return (a, b) => pidOf(program(a)) - pidOf(program(b));
    case 'program':
      return byText((row) => programIn(program(row)));
    default:
      return undefined;
  }
}

/** The pid of a program cell, also of a likely one; those without one come last. */
function pidOf(cell: string): number {
  return Number(/^~?(\d+)\//.exec(cell)?.[1] ?? 2 ** 32);
}

/** What stands behind the pid; of a likely owner without one the unit. */
function programIn(cell: string): string {
  return cell.replace(/^~?(?:\d+\/)?/, '');
}

function byNumber(column: ArrayLike<number>): Compare {
  return (a, b) => (column[a] ?? 0) - (column[b] ?? 0);
}

/** Compares byte by byte. */
export function byText(text: (row: number) => string): Compare {
  return (a, b) => {
    const [left, right] = [text(a), text(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
}

/** IPv4 before IPv6, then by value, then by port. */
function byAddress(isIPv6: Uint8Array, words: Uint32Array, ports: Uint16Array): Compare {
  return (a, b) => {
    let difference = (isIPv6[a] ?? 0) - (isIPv6[b] ?? 0);
    for (let word = 0; word < 4 && difference === 0; word++) {
      difference = (words[a * 4 + word] ?? 0) - (words[b * 4 + word] ?? 0);
    }
    return difference || (ports[a] ?? 0) - (ports[b] ?? 0);
  };
}
