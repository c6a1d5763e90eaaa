import * as vscode from 'vscode';
import { l10n, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { Snapshot } from '../../core/model/snapshot';
import { labelText } from '../../core/text/clean';
import { accepted } from '../accepted';
import { selectionIn } from '../commands/selection';
import { portItem } from '../find/findItems';
import { type SharedEngine, using } from '../sharedEngine';
import { isPortNode, isSocketNode, type RowNode } from '../views/tree/row';
import type { RegisteredView } from '../views/tree/registerView';
import { contextOf } from '../views/tree/treeItems';
import type { RowMenus } from './rowMenus';
import { type RowReadSources, rowsOfView } from './rowsOfViews';

/** Rows of one view in the list; more nobody reads. */
const MOST_ROWS = 1_000;

/** Finds the rows that a command is meant for which came without one; nothing where the user gives up. */
export type AskRows = (command: string) => Promise<readonly RowNode[]>;

/** What rows are asked for with. */
export interface AskSources extends RowReadSources {
  readonly engine: SharedEngine;
  readonly monitor: RowReadSources['monitor'] & { readonly snapshot: Snapshot | undefined };
  readonly views: readonly RegisteredView[];
  readonly menus: RowMenus;
}

interface RowItem extends vscode.QuickPickItem {
  readonly node?: RowNode;
}

/**
 * Asks for the row that a command of rows is meant for, of the views whose menus have it: those that are selected in sight are
 * taken without a question.
 */
export function makeAskRows(sources: AskSources): AskRows {
  const { views, menus, engine } = sources;
  return async (command) => {
    const fits = (view: RegisteredView, node: RowNode): boolean =>
      menus.has({ view: view.provider.view, viewItem: contextOf(node, kindOf(view)) }, command);
    const visible = views.filter(({ tree }) => tree.visible);
    const selected = selectionIn(
      visible.map((view) => ({
        provider: view.provider,
        tree: { selection: view.tree.selection.filter((node) => fits(view, node)) },
      })),
    );
    if (selected.length > 0) return selected;
    const pick = vscode.window.createQuickPick<RowItem>();
    pick.title = menus.titleOf(command);
    pick.placeholder = l10n.t('The row that is meant');
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    pick.busy = true;
    const choosing = accepted(pick, ({ node }) => node !== undefined);
    const isOver = choosing.then(() => true);
    await using(engine, async () => {
      const items: RowItem[] = [];
      for (const view of views.filter((each) => menus.canHave(each.provider.view, command))) {
        const rows = (await rowsOfView(view, sources)).filter((node) => fits(view, node));
        items.push(...sectionOf(view, rows.slice(0, MOST_ROWS), sources));
        if (await Promise.race([isOver, Promise.resolve(false)])) return;
        pick.items = [...items];
      }
      if (items.length === 0) pick.items = [{ label: l10n.t('There is no row that it could be meant for') }];
    }).catch((error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      pick.items = [{ label: l10n.t('The machine could not be read'), detail, alwaysShow: true }];
    });
    pick.busy = false;
    const chosen = (await choosing)?.node;
    return chosen === undefined ? [] : [chosen];
  };
}

/** Rows of the views of sockets say themselves what they are. */
function kindOf({ subject }: RegisteredView): 'sockets' | 'facts' {
  return subject === 'listening' || subject === 'inet' || subject === 'all' ? 'sockets' : 'facts';
}

/** Rows below the name of their view, a port as Find Port Owner words it. */
function sectionOf(view: RegisteredView, rows: readonly RowNode[], sources: AskSources): RowItem[] {
  if (rows.length === 0) return [];
  const label = view.tree.title ?? view.provider.view;
  return [{ label, kind: QuickPickItemKind.Separator }, ...rows.map((node) => itemOf(node, sources))];
}

function itemOf(node: RowNode, { monitor: { snapshot }, names }: AskSources): RowItem {
  const { row } = node;
  if (isPortNode(node) && snapshot !== undefined) {
    const {
      buttons: _buttons,
      alwaysShow: _always,
      ...item
    } = portItem(node.row.port, {
      ...{ snapshot, names, past: [] },
    });
    return { ...item, node };
  }
  const detail = isSocketNode(node) ? undefined : row.trouble;
  return {
    label: labelText(row.label),
    description: labelText(row.description ?? ''),
    ...(detail !== undefined && { detail: labelText(detail) }),
    ...(row.icon !== undefined && { iconPath: new ThemeIcon(row.icon.id) }),
    node,
  };
}
