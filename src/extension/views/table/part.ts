import { l10n } from 'vscode';
import type { Part } from '../../../core/model/networkContents';
import { groupBy } from '../../../core/query/groupBy';
import { MOST_ROWS } from '../../../core/query/parts';
import { countText } from './numberTexts';
import { shownText } from './shown';
import type { Row } from '../tree/row';
import { tooltipOf } from '../tooltip';
import { icons } from '../../catalog/icons';

/** What a group of rows says of itself. */
export interface GroupFacts {
  readonly id: string;
  readonly label: string;
  readonly icon?: Row['icon'];
  readonly isOpen: boolean;
  /** The command that prints all of them, netstat's or another. */
  readonly command: string;
}

/**
 * The row of a group with its rows below; none where it has none.
 * @param others rows that stand after those of the part
 */
export function groupRows<Item>(
  { id, label, icon, isOpen, command }: GroupFacts,
  { rows, total }: Part<Item>,
  rowOf: (item: Item) => Row,
  others: readonly Row[] = [],
): Row[] {
  if (total === 0 && others.length === 0) return [];
  const more = total - rows.length;
  return [
    {
      id,
      label,
      description: countText(total),
      spoken: l10n.t('{0}, {1} rows', label, countText(total)),
      ...(icon === undefined ? {} : { icon }),
      isOpen,
      isCut: more > 0,
      children: [...rows.map(rowOf), ...(more > 0 ? [moreRow(id, more, command)] : []), ...others],
    },
  ];
}

/**
 * Rows below the interfaces that they are of, each open; where not all are shown, the last says how many more there are.
 * @param command what prints all of them
 */
export function rowsByDevice<Item extends { readonly device: string }>(
  { rows, total }: Part<Item>,
  command: string,
  rowOf: (item: Item) => Row,
): Row[] {
  const byDevice = groupBy(rows, ({ device }) => device);
  const last = [...byDevice.keys()].at(-1);
  return [...byDevice].flatMap(([device, below]) =>
    groupRows(
      { id: device, label: shownText(device), icon: { id: icons.interface }, isOpen: true, command },
      {
        rows: below.slice(0, MOST_ROWS),
        total: below.length + (device === last ? total - rows.length : 0),
      },
      rowOf,
    ),
  );
}

/** Stands for the rows that are not shown. @param command what prints all of them */
export function moreRow(group: string, more: number, command: string): Row {
  const label = l10n.t('{0} more…', countText(more));
  const where = command.startsWith('netstat')
    ? l10n.t('A view shows the first 1,000. All of them: run {0} (Netstat: Run netstat Command…).', command)
    : l10n.t('A view shows the first 1,000. All of them: run {0} in a terminal.', command);
  return {
    id: `${group} more`,
    label,
    description: command,
    icon: { id: icons.more },
    tooltip: () => tooltipOf(label, [['', where]]),
  };
}
