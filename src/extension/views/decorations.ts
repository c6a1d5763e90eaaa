import * as vscode from 'vscode';
import { ThemeColor } from 'vscode';
import { markSettings } from './marks.contributions';
import { onDidChangeSetting } from '../settings';

/** The scheme of rows' resource URIs, which carry their decorations. */
const rowScheme = 'netstat-row';

/** What marks a row: a badge, the words that say what it means, and a colour. */
export interface Decoration {
  readonly badge: string;
  readonly text: string;
  /** The colours of the row stay as they are without one. */
  readonly color?: string;
}

/** The rows of one view. */
export interface DecoratedRows<Node extends { readonly serial: number }> {
  /** Id of the view. */
  readonly view: string;
  readonly onDidChangeMarks: vscode.Event<readonly Node[]>;
  /** The node that has this number; nothing where it is not shown. */
  node(serial: number): Node | undefined;
  /** What marks it now. */
  decorationOf(node: Node): Decoration | undefined;
}

/** Carries a row's decoration. What a process calls itself has no place in it. */
export function rowUri(view: string, { serial }: { readonly serial: number }): vscode.Uri {
  return vscode.Uri.from({ scheme: rowScheme, path: `/${view}/${serial}` });
}

/** Marks the rows of one view: by a badge with a tooltip, and by colour. */
export function registerDecorations<Node extends { readonly serial: number }>(
  rows: DecoratedRows<Node>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri[] | undefined>();
  const start = `/${rows.view}/`;
  return vscode.Disposable.from(
    changed,
    rows.onDidChangeMarks((nodes) => changed.fire(nodes.map((node) => rowUri(rows.view, node)))),
    onDidChangeSetting(markSettings.showMarks)(() => changed.fire(undefined)),
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changed.event,
      provideFileDecoration: ({ scheme, path }) => {
        if (scheme !== rowScheme || !path.startsWith(start)) return undefined;
        const node = rows.node(Number(path.slice(start.length)));
        const decoration = node && rows.decorationOf(node);
        if (decoration === undefined) return undefined;
        const { badge, text, color } = decoration;
        return new vscode.FileDecoration(
          badge,
          text,
          color === undefined ? undefined : new ThemeColor(color),
        );
      },
    }),
  );
}
