import { l10n } from 'vscode';
import { stateOf } from '../../../core/query/interfaceRates';
import { interfacesView } from './interfaces.contributions';
import type { Monitor } from '../../monitor';
import { countText } from '../table/numberTexts';
import { emptinessOf, type RegisteredTable, registerTable } from '../table/registerTable';
import { interfaceRows } from './interfaceRows';

/** Registers the view "Interfaces". */
export function registerInterfaces(monitor: Monitor): RegisteredTable {
  return registerTable<'interfaces'>(monitor, {
    view: interfacesView,
    table: 'interfaces',
    rows: interfaceRows,
    summary: ({ contents: { interfaces } }) => {
      const up = interfaces.filter((facts) => stateOf(facts) === 'up').length;
      return l10n.t('{0} of {1} up', countText(up), countText(interfaces.length));
    },
    emptiness: emptinessOf,
  });
}
