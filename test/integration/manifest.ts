import assert from 'node:assert/strict';
import * as vscode from 'vscode';

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

/** Values of context keys; those that are not named are false. */
export type Clause = Readonly<Record<string, string | boolean>>;

/** package.json as VS Code has read it. */
export function manifest(): Manifest {
  const extension = vscode.extensions.getExtension('netstat-vscode.netstat');
  assert.ok(extension, 'the extension is not there');
  return extension.packageJSON as Manifest;
}

/** Whether a `when` clause holds: `||` of `&&` of keys, equalities and regular expressions, without brackets. */
export function holds(clause: string, keys: Clause): boolean {
  if (clause.trim() === '') return true;
  return clause
    .split(/\s*\|\|\s*/)
    .some((part) => part.split(/\s*&&\s*/).every((term) => isTrue(term, keys)));
}

function isTrue(term: string, keys: Clause): boolean {
  const [, name = '', operator, operand = ''] = /^(!?[\w.]+)\s*(==|!=|=~)?\s*(.*)$/.exec(term) ?? [];
  const value = keys[name] ?? '';
  const text = operand.replace(/^'(.*)'$/, '$1');
  switch (operator) {
    case '==':
      return value === text;
    case '!=':
      return value !== text;
    case '=~':
      return new RegExp(operand.slice(1, operand.lastIndexOf('/'))).test(String(value));
    default:
      return name.startsWith('!') ? !keys[name.slice(1)] : Boolean(value);
  }
}
