import type * as vscode from 'vscode';
import type { Disposable } from '../lifetime';

/**
 * Has VS Code lay out a view as soon as it is first seen. One that was collapsed at first has rows without height
 * for two seconds otherwise, until VS Code sets its message: then it lays out the view.
 */
export function layOutWhenSeen<T>(tree: vscode.TreeView<T>): Disposable {
  const listener = tree.onDidChangeVisibility(({ visible }) => {
    if (!visible) return;
    listener.dispose();
    const { message = '' } = tree;
    tree.message = message;
  });
  return listener;
}
