import { l10n, window } from 'vscode';
import { readRowContext } from '../../core/traffic/pageMessage';
import { filterOfRows } from '../../core/traffic/rowFilter';
import type { Commands } from '../handlers';
import { filterHistory } from '../filter/filterHistory';
import { trafficCommands } from './traffic.contributions';
import { copyRows, exportTraffic, pickExport } from './trafficExport';

/** The commands of the Traffic page itself. */
export const commands: Commands = ({ traffic, engine, context }) => {
  const { page, state, rows, tab } = traffic;
  const history = filterHistory(context.workspaceState);
  const filterToRow = async (given?: unknown): Promise<void> => {
    const chosen = await rows.rows(given);
    if (chosen.length === 0) return;
    const expression = filterOfRows(chosen);
    if (expression === '') {
      void window.showInformationMessage(
        l10n.t('No filter asks for this row: it is not known which process it is.'),
      );
      return;
    }
    if ((await state.filter.set(expression)) !== undefined) return;
    await history.add(expression);
  };
  const copy = async (given?: unknown): Promise<void> => {
    const read = readRowContext(given);
    if (read !== undefined) await copyRows(engine, page.place(read.place), read.ids);
  };
  return [
    [trafficCommands.openTraffic, () => tab.open()],
    [trafficCommands.openTrafficInEditor, () => tab.open()],
    [
      trafficCommands.exportTraffic,
      async () => {
        const of = await pickExport();
        if (of !== undefined) await exportTraffic(engine, page.last, of);
      },
    ],
    [trafficCommands.filterToRow, filterToRow, 'pageContext'],
    [trafficCommands.copyRows, copy, 'pageContext'],
  ];
};
