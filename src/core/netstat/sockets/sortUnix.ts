import { unixSocketAt, type UnixColumns } from '../../model/unixTable';
import { latin1 } from '../../procfs/scan';
import type { ModeContext } from '../context/modeContext';
import type { SortColumn } from '../commandLine/options';
import { byHolder, byText, type Compare, orderOf } from './sortInternet';
import { unixStateName } from './unixRow';

/** The rows' indices in the order of --sort; rows that are equal stay in the order of the file. */
export function sortUnix(context: ModeContext, columns: UnixColumns, length: number): Uint32Array {
  return orderOf(length, comparison(context, columns, context.options.sort));
}

/** How a column orders two rows; nothing for the columns that UNIX sockets lack. */
function comparison(
  context: ModeContext,
  columns: UnixColumns,
  column: SortColumn | undefined,
): Compare | undefined {
  switch (column) {
    case 'state':
      return byText((row) => unixStateName(unixSocketAt(columns, row)));
    case 'path':
      return byText((row) => {
        const { path } = unixSocketAt(columns, row);
        return latin1(path, 0, path.length);
      });
    default:
      return byHolder(context, columns.inode, column);
  }
}
