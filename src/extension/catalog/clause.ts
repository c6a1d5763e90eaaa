import type { BooleanSetting } from './setting';

/** A condition of a menu, a key or a welcome text, in VS Code's language of `when` clauses. */
export type Clause = string;

/** All of them. A condition of several alternatives (`||`) binds weaker, and has to come alone. */
export function and(...clauses: readonly Clause[]): Clause {
  return clauses.join(' && ');
}

/** One of them at least. */
export function or(...clauses: readonly Clause[]): Clause {
  return clauses.join(' || ');
}

/** Not this: a single condition, without `&&` and `||`. */
export function not(clause: Clause): Clause {
  return `!${clause}`;
}

/** Whether a setting that is on or off is on. */
export function isOn(setting: BooleanSetting): Clause {
  return `config.${setting.id}`;
}

/** In a document of this scheme. */
export function inScheme(scheme: string): Clause {
  return `resourceScheme == ${scheme}`;
}

/** In one view. */
export function inView({ id }: { readonly id: string }): Clause {
  return `view == ${id}`;
}

/** In a tab of the editor that shows this page. */
export function inPage({ id }: { readonly id: string }): Clause {
  return `activeWebviewPanelId == '${id}'`;
}

/** On a row with one of these words in its `contextValue`. */
export function onRow(...flags: readonly string[]): Clause {
  return onRowLike(flags.map((flag) => `\\b${flag}\\b`).join('|'));
}

/** On a row whose `contextValue` fits a regular expression. */
export function onRowLike(expression: string): Clause {
  return `viewItem =~ /${expression}/`;
}
