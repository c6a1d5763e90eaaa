import { browserCommands } from './browser.contributions';
import { openInBrowser } from './browser';
import type { Commands } from '../handlers';
import { askForRow, type RowArguments, rowsFor } from './selectedRows';

/** "Open in Browser". */
export const commands: Commands = ({ listeningPorts }) => [
  [
    browserCommands.openInBrowser,
    async (...args: RowArguments) => {
      const rows = rowsFor(listeningPorts, args);
      if (rows.length === 0) return askForRow();
      for (const { row } of rows) await openInBrowser(row.port);
    },
  ],
];
