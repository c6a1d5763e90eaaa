import type { Options } from './commandLine/options';
import { routeTables } from './routes/routeListing';
import { socketTables } from './sockets/socketListing';
import type { TableName } from './data/ownTables';

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
