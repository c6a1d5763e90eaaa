import type { TrafficKind } from '../../core/model/traffic';
import { ROW_SECTION } from '../../core/traffic/messages';
import { and, type Clause, inPage } from '../catalog/clause';
import { page } from '../catalog/view';
import { trafficContainer } from '../extension.contributions';
import { icons } from '../catalog/icons';

/** The Traffic page. */
export const trafficPage = page({
  id: 'netstat.traffic',
  name: 'Traffic',
  icon: `$(${icons.traffic})`,
  container: trafficContainer,
  rowSection: ROW_SECTION,
});

/** In a tab that shows it. */
export const inTrafficTab = inPage(trafficPage);

/** On a row of such a kind, within a menu of rows of the page. */
export function ofTrafficKind(...kinds: readonly TrafficKind[]): Clause {
  return `trafficKind =~ /^(${kinds.join('|')})$/`;
}

/** On a row of the page; see `RowContext`. */
export function onTrafficRow(...kinds: readonly TrafficKind[]): Clause {
  const onRow = `webviewSection == '${ROW_SECTION}'`;
  return kinds.length === 0 ? onRow : and(onRow, ofTrafficKind(...kinds));
}

/** Kinds of rows that somebody has. */
export const OWNED_KINDS = ['connections', 'listeners', 'processes'] as const;
