import { l10n } from 'vscode';
import type { NetworkTable } from '../../../core/model/networkTable';
import { contextKeys, views } from '../../ids';
import type { Monitor } from '../../monitor';
import { countText } from '../table/numbers';
import { emptinessOf } from '../table/provider';
import { type RegisteredTable, registerTable } from '../table/register';
import { natRows } from './rows';

/** Registers the view "NAT". */
export function registerNat(monitor: Monitor): RegisteredTable {
  return registerTable<'nat'>(monitor, {
    view: views.nat,
    table: 'nat',
    emptinessKey: contextKeys.natEmptiness,
    rows: ({ contents }) => natRows(contents),
    summary,
    emptiness: natEmptiness,
  });
}

/** Why the view is empty: `unlisted` where the kernel tracks connections and has no list of them. */
export function natEmptiness(table: NetworkTable<'nat'>): string {
  const reason = emptinessOf(table);
  return reason === 'absent' && table.contents.count !== undefined ? 'unlisted' : reason;
}

function summary({ contents: { translated, plain, masqueraded, count } }: NetworkTable<'nat'>): string {
  const rows = countText(translated.total + plain.total + masqueraded.total);
  return count?.most === undefined ? rows : l10n.t('{0} of at most {1}', rows, countText(count.most));
}
