import type { Options } from './options';
import { routeTables } from './routes';
import { socketTables } from './socketListing';
import type { TableName } from './data/tables';

/** The tables that a command line asks for, whether the kernel has them or not. */
export function wantedTables(options: Options): TableName[] {
  switch (options.mode) {
    case 'sockets':
      return socketTables(options);
    case 'routes':
      return routeTables(options);
    case 'interfaces':
    case 'masquerade':
    case 'statistics':
      return [options.mode];
  }
}
