import type * as vscode from 'vscode';
import type { KillTarget } from '../../core/kill/targets';

/** A view with rows that have owners. */
export interface KillSource {
  readonly tree: Pick<vscode.TreeView<unknown>, 'selection'>;
  /** Its key bindings pass the view's id, since a key comes without a row. */
  readonly provider: { readonly view: string };
}

/**
 * What a command is meant for.
 * @param views all that have rows with owners
 * @param args what VS Code passes: the row and all selected rows; a view's id, whose selection is meant; or nothing,
 *   where the one view that has a selection is meant
 * @param targetsOf what a row stands for; undefined where it stands for nothing of the kind
 * @returns undefined where there is no row
 */
export function targetsFor(
  views: readonly KillSource[],
  [subject, rows]: readonly unknown[],
  targetsOf: (node: unknown) => readonly KillTarget[] | undefined,
): readonly KillTarget[] | undefined {
  const nodes = Array.isArray(rows) ? (rows as readonly unknown[]) : nodesOf(views, subject);
  const found = nodes.map(targetsOf);
  return found.some((targets) => targets !== undefined)
    ? found.flatMap((targets) => targets ?? [])
    : undefined;
}

function nodesOf(views: readonly KillSource[], subject: unknown): readonly unknown[] {
  if (subject !== undefined && typeof subject !== 'string') return [subject];
  const [selection = [], ...others] = views
    .filter(({ provider }) => subject === undefined || provider.view === subject)
    .map(({ tree }) => tree.selection)
    .filter(({ length }) => length > 0);
  return others.length === 0 ? selection : [];
}
