import * as vscode from 'vscode';

/** Whether a tab has the document open. */
export function hasTab(uri: vscode.Uri): boolean {
  const text = uri.toString();
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === text),
  );
}

/** Resolves once an editor shows the document. */
export function whenVisible(uri: vscode.Uri): Promise<void> {
  const text = uri.toString();
  const isVisible = (editors: readonly vscode.TextEditor[]): boolean =>
    editors.some(({ document }) => document.uri.toString() === text);
  if (isVisible(vscode.window.visibleTextEditors)) return Promise.resolve();
  return new Promise((resolve) => {
    const listener = vscode.window.onDidChangeVisibleTextEditors((editors) => {
      if (!isVisible(editors)) return;
      listener.dispose();
      resolve();
    });
  });
}
