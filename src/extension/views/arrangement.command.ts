import * as vscode from 'vscode';
import { l10n, ThemeIcon } from 'vscode';
import { viewCommandId } from '../catalog/command';
import { viewId } from '../catalog/view';
import type { Commands, Handler } from '../handlers';
import type { RegisteredView } from './tree/registerView';
import type { Arranged, ArrangedView, Arrangement } from './arrangement';
import { arrangeCommand, arrangements } from './arrangement.contributions';
import { groupingName, sortOrderName } from './arrangementNames';

interface ArrangeableView extends Pick<RegisteredView, 'tree'> {
  readonly arrangement: Pick<Arrangement, 'view' | 'current' | 'choose'>;
}

interface Choice extends vscode.QuickPickItem {
  readonly choice?: Partial<Arranged>;
}

/** The commands that ask how the rows of views are grouped and sorted, one a view. */
export const commands: Commands = ({ listeningPorts, connections, unixSockets }) =>
  [listeningPorts, connections, unixSockets].flatMap((view: ArrangeableView): Handler[] => {
    const { arrangement } = view;
    const former = choicesOf(arrangement.view).flatMap((choice) =>
      formerCommands(arrangement.view, choice).map((id): Handler => [
        { id },
        () => arrangement.choose(choice),
      ]),
    );
    const id = viewCommandId(arrangeCommand, viewId(arrangement.view));
    return [...former, [{ id }, () => pickArrangement(view)]];
  });

/** What views can be grouped by since they are asked for in one list. */
const SINCE_THEN: ReadonlySet<Arranged['groupBy']> = new Set([
  'auto',
  'unit',
  'container',
  'project',
  'namespace',
]);

/**
 * The ids that stood for one choice when each was a command in a submenu, and its twin while it was chosen. Nothing
 * offers them any more; keys that users bound to them do what they did. What can be chosen since had none.
 */
function formerCommands(view: ArrangedView, choice: Partial<Arranged>): string[] {
  if (choice.groupBy !== undefined && SINCE_THEN.has(choice.groupBy)) return [];
  return Object.entries(choice).flatMap(([kind, value]) => {
    const id = `netstat.${view}.${kind}.${value}`;
    return [id, `${id}.chosen`];
  });
}

function choicesOf(view: ArrangedView): Partial<Arranged>[] {
  const { groupBy, sortBy } = arrangements[view];
  return [
    ...groupBy.map((grouping): Partial<Arranged> => ({ groupBy: grouping })),
    ...sortBy.map((order): Partial<Arranged> => ({ sortBy: order })),
  ];
}

async function pickArrangement({ arrangement, tree }: ArrangeableView): Promise<void> {
  const { groupBy, sortBy } = arrangements[arrangement.view];
  const { current } = arrangement;
  const section = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const row = (label: string, isChosen: boolean, choice: Partial<Arranged>): Choice => ({
    label,
    choice,
    iconPath: new ThemeIcon(isChosen ? 'check' : 'blank'),
    ...(isChosen && { description: l10n.t('now') }),
  });
  const items: Choice[] = [
    section(l10n.t('Group by')),
    ...groupBy.map((each) => row(groupingName(each), each === current.groupBy, { groupBy: each })),
    section(l10n.t('Sort by')),
    ...sortBy.map((each) => row(sortOrderName(each), each === current.sortBy, { sortBy: each })),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: tree.title ?? '',
    placeHolder: l10n.t('How the list is grouped and sorted'),
  });
  if (picked?.choice !== undefined) await arrangement.choose(picked.choice);
}
