import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export { type ContextValues as Clause, holds } from '../../src/extension/catalog/holds';

/** An entry of a menu, a key binding or a welcome text. */
interface Contribution {
  readonly view?: string;
  readonly command?: string;
  readonly submenu?: string;
  readonly key?: string;
  readonly args?: unknown;
  readonly when?: string;
  readonly group?: string;
}

/** What package.json contributes, as far as the tests ask for it. */
interface Manifest {
  readonly contributes: {
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly type?: string }[]>>;
    readonly viewsWelcome?: readonly Contribution[];
    readonly menus: Readonly<Record<string, readonly Contribution[]>>;
    readonly keybindings: readonly Contribution[];
  };
}

/** package.json as VS Code has read it. */
export function manifest(): Manifest {
  const extension = vscode.extensions.getExtension('netstat-vscode.netstat');
  assert.ok(extension, 'the extension is not there');
  return extension.packageJSON as Manifest;
}
