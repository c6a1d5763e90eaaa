import type * as vscode from 'vscode';

/** A view whose selection a command may be meant for. */
export interface Selectable<Node = unknown> {
  readonly tree: Pick<vscode.TreeView<Node>, 'selection'>;
  /** Its key bindings pass the view's id, since a key comes without a row. */
  readonly provider: { readonly view: string };
}

/** The selection of the view of that id; of the one view that has some where none is named. */
export function selectionIn<Node>(all: readonly Selectable<Node>[], view?: string): readonly Node[] {
  const [selection = [], ...others] = all
    .filter(({ provider }) => view === undefined || provider.view === view)
    .map(({ tree }) => tree.selection)
    .filter(({ length }) => length > 0);
  return others.length === 0 ? selection : [];
}
