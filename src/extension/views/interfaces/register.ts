import { l10n } from 'vscode';
import { stateOf } from '../../../core/query/interfaces';
import { interfacesView } from './contributions';
import type { Monitor } from '../../monitor';
import { countText } from '../table/numbers';
import { emptinessOf, type RegisteredTable, registerTable } from '../table/register';
import { interfaceRows } from './rows';

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
