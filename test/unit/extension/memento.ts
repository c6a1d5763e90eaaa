import type * as vscode from 'vscode';

/** What VS Code keeps for a workspace, in memory. */
export class FakeMemento implements vscode.Memento {
  readonly kept = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.kept.keys()];
  }

  readonly get: vscode.Memento['get'] = (key: string, otherwise?: unknown) =>
    (this.kept.get(key) ?? otherwise) as never;

  update(key: string, value: unknown): Promise<void> {
    this.kept.set(key, value);
    return Promise.resolve();
  }
}
