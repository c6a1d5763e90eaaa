import { unixSocketAt, type UnixColumns } from '../../model/unixTable';
import { latin1 } from '../../procfs/scan';
import type { ModeContext } from '../context/modeContext';
import type { SortColumn } from '../commandLine/options';
import { byText, pidOf, programIn } from './sortInternet';
import { unixStateName } from './unixRow';

type Compare = (a: number, b: number) => number;

/** The rows' indices in the order of --sort; rows that are equal stay in the order of the file. */
export function sortUnix(context: ModeContext, columns: UnixColumns, length: number): Uint32Array {
  const order = Uint32Array.from({ length }, (_, row) => row);
  const compare = comparison(context, columns, context.options.sort);
  return compare === undefined ? order : order.sort((a, b) => compare(a, b) || a - b);
}

/** How a column orders two rows; nothing for the columns that UNIX sockets lack. */
function comparison(
  context: ModeContext,
  columns: UnixColumns,
  column: SortColumn | undefined,
): Compare | undefined {
  const inode = (row: number): number => columns.inode[row] ?? 0;
  const program = (row: number): string => context.programs?.cell(inode(row)) ?? '';
  switch (column) {
    case 'state':
      return byText((row) => unixStateName(unixSocketAt(columns, row)));
    case 'inode':
      return (a, b) => inode(a) - inode(b);
    case 'pid':
      return (a, b) => pidOf(program(a)) - pidOf(program(b));
    case 'program':
      return byText((row) => programIn(program(row)));
    case 'path':
      return byText((row) => {
        const { path } = unixSocketAt(columns, row);
        return latin1(path, 0, path.length);
      });
    default:
      return undefined;
  }
}
