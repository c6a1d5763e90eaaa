import * as vscode from 'vscode';

/** Calls a setter when its value is another than before: what is set crosses over to another process. */
export type SetOnChange = (name: string, value: string, set: (value: string) => void) => void;

/** A {@link SetOnChange} that knows nothing yet. */
export function onlyChanges(): SetOnChange {
  const last = new Map<string, string>();
  return (name, value, set) => {
    if (last.get(name) === value) return;
    last.set(name, value);
    set(value);
  };
}

/** Sets a context key, which the clauses of package.json ask for. */
export function setContext(key: string, value: string): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
