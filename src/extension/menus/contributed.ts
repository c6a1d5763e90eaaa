import type * as vscode from 'vscode';
import { type ContributedMenus, RowMenus } from './rowMenus';

/** The menus of rows as VS Code has read them from package.json, in the user's language. */
export function rowMenusOf({ extension }: Pick<vscode.ExtensionContext, 'extension'>): RowMenus {
  const { contributes } = extension.packageJSON as { readonly contributes: ContributedMenus };
  return new RowMenus(contributes);
}
