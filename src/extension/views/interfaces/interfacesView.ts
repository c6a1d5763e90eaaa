import { l10n } from 'vscode';
import { stateOf } from '../../../core/query/interfaceRates';
import { interfacesView } from './interfaces.contributions';
import { countText } from '../table/numberTexts';
import type { TableView } from '../table/registerTable';
import { interfaceRows } from './interfaceRows';

/** The view "Interfaces". */
export const interfaces: TableView<'interfaces'> = {
  view: interfacesView,
  table: 'interfaces',
  rows: interfaceRows,
  summary: ({ contents: { interfaces } }) => {
    const up = interfaces.filter((facts) => stateOf(facts) === 'up').length;
    return l10n.t('{0} of {1} up', countText(up), countText(interfaces.length));
  },
};
