import { l10n } from 'vscode';
import type { ContainerFacts } from '../../../core/model/container';
import type { NetworkTable } from '../../../core/model/networkTable';
import type { TableName } from '../../../core/tables/tables';
import { clean, shorten } from '../../../core/text/clean';
import { namespaceCommands } from '../../namespaces/namespaces.contributions';
import { MOST_NAMESPACES, type NamespaceTable, type TableReading } from '../../namespaces/tableReading';
import { namespaceText } from '../../namespaces/namespaceTexts';
import { problemRows } from '../tree/problemRows';
import type { Row } from '../tree/row';
import { tooltipOf } from '../tooltip';
import { countText } from './numberTexts';
import { icons } from '../../catalog/icons';

/** How the rows of one table follow from it, and why there are none. */
export interface OneTable<Name extends TableName> {
  rows(
    now: NetworkTable<Name>,
    before: NetworkTable<Name> | undefined,
    opened?: NetworkTable<Name>,
  ): readonly Row[];
  emptiness(now: NetworkTable<Name>): string;
}

/** A reading, the one before, and the first since the view came into sight, as far as there are such. */
export interface Readings<Of> {
  readonly now: Of;
  readonly before: Of | undefined;
  readonly opened: Of | undefined;
}

/** The rows of a reading: those of its table, or where all network namespaces are shown, a group for each, the own one first. */
export function rowsOfReading<Name extends TableName>(
  { now, before, opened }: Readings<TableReading<Name>>,
  table: OneTable<Name>,
  containers: readonly ContainerFacts[],
): readonly Row[] {
  const { each, omitted = 0 } = now;
  if (each === undefined) return table.rows(now, before, opened);
  const [earlier, first] = [partsOf(before), partsOf(opened)];
  const groups = each.flatMap((part) =>
    namespaceRow(part, earlier.get(part.facts.key), first.get(part.facts.key), table, containers),
  );
  return omitted > 0 && groups.length > 0 ? [...groups, omittedRow(omitted)] : groups;
}

/** What was read of each namespace, by its key; nothing of those where that failed. */
function partsOf<Name extends TableName>(
  reading: TableReading<Name> | undefined,
): ReadonlyMap<string, NetworkTable<Name>> {
  const each = reading?.each ?? [];
  return new Map(
    each.flatMap(({ facts, read }) => (read instanceof Error ? [] : [[facts.key, read] as const])),
  );
}

function namespaceRow<Name extends TableName>(
  { facts, read }: NamespaceTable<Name>,
  before: NetworkTable<Name> | undefined,
  opened: NetworkTable<Name> | undefined,
  table: OneTable<Name>,
  containers: readonly ContainerFacts[],
): Row[] {
  const rows = read instanceof Error ? [] : [...table.rows(read, before, opened), ...problemRows(read)];
  const reason = read instanceof Error ? 'failed' : table.emptiness(read);
  // What a filter leaves out is in no view.
  if (rows.length === 0 && reason === 'noMatch') return [];
  const id = `namespace ${facts.key}`;
  const label = namespaceText(facts, containers);
  const count = read instanceof Error ? 0 : read.matching;
  const description = rows.length > 0 ? countText(count) : emptyText(reason);
  return [
    {
      id,
      label,
      description,
      spoken: rows.length > 0 ? l10n.t('{0}, {1} rows', label, countText(count)) : `${label}, ${description}`,
      icon: { id: namespaceIcon(facts) },
      isOpen: facts.isOwn,
      // One that comes is news, and what is in it then is not.
      facts: '',
      children: rows.map((row) => within(id, row)),
      tooltip: () =>
        tooltipOf(label, [
          ['', description],
          ...(read instanceof Error && read.message !== ''
            ? [['', clean(shorten(read.message, 200))] as const]
            : []),
        ]),
    },
  ];
}

function namespaceIcon({ isOwn, containers }: NamespaceTable<TableName>['facts']): string {
  if (isOwn) return icons.thisMachine;
  return containers.length > 0 ? icons.container : icons.networkNamespace;
}

/** The row with ids that no other namespace has. */
function within(namespace: string, row: Row): Row {
  const { children } = row;
  return {
    ...row,
    id: `${namespace} ${row.id}`,
    ...(children && { children: children.map((child) => within(namespace, child)) }),
  };
}

function emptyText(reason: string): string {
  return reason === 'none'
    ? l10n.t('nothing')
    : l10n.t('not known: this user may not read it there, or there is none');
}

function omittedRow(omitted: number): Row {
  const label = l10n.t('{0} more network namespaces…', countText(omitted));
  const text = l10n.t(
    'A view of a table shows {0} network namespaces. Choose one of the others to see its own.',
    MOST_NAMESPACES,
  );
  return {
    id: 'namespaces more',
    label,
    icon: { id: icons.more },
    command: { command: namespaceCommands.selectNamespace.id, title: label },
    tooltip: () => tooltipOf(label, [['', text]]),
  };
}
