import { l10n, QuickPickItemKind, type QuickPickItem, ThemeIcon } from 'vscode';
import type { Snapshot } from '../../core/model/snapshot';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { labelText } from '../../core/text/clean';
import type { RowMenuItem, RowMenus } from '../menus/rowMenus';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';
import { portRow } from '../views/listeningPorts/portRows';
import type { TooltipSources } from '../views/listeningPorts/portTooltip';
import { nodeOf, type RowNode } from '../views/tree/row';
import { contextOf } from '../views/tree/treeItems';
import { type Action, actionsFor } from './findActions';

/** What the row of a port that was found is made of. */
export type FoundSources = Omit<TooltipSources, 'snapshot'>;

/** Something that can be done with a port that was found. */
export interface FoundChoice extends QuickPickItem {
  /** One of Find Port Owner's own. */
  readonly action?: Action;
  /** A command of the row's menu, and the row that it is meant for. */
  readonly command?: { readonly id: string; readonly node: RowNode };
}

/**
 * All that can be done with a port that was found: showing it in the view, then what the menu of its row has, in the menu's
 * order and with its lines.
 */
export function foundChoices(
  port: ListeningPort,
  snapshot: Snapshot,
  menus: RowMenus,
  sources: FoundSources,
): FoundChoice[] {
  const row = portRow(port, { ...sources, snapshot: () => snapshot });
  const node = nodeOf(port.id, undefined, row, []);
  const items = menus.of({ view: listeningPortsView.id, viewItem: contextOf(node, 'sockets') });
  const [show] = actionsFor(port);
  return [
    ...(show ? [{ label: show.title, iconPath: new ThemeIcon(show.icon), action: show }] : []),
    ...items.flatMap((item, at): FoundChoice[] => {
      const isNew = at > 0 && item.group !== items[at - 1]?.group;
      return [...(isNew ? [{ label: '', kind: QuickPickItemKind.Separator }] : []), choiceOf(item, node)];
    }),
  ];
}

function choiceOf({ command, title, icon, path }: RowMenuItem, node: RowNode): FoundChoice {
  const label = path.reduceRight((text, menu) => l10n.t('{0}: {1}', menu, text), title);
  return {
    label: labelText(label),
    ...(icon !== undefined && { iconPath: new ThemeIcon(icon) }),
    command: { id: command, node },
  };
}
