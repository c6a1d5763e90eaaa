export const PATH = 'PATH';

/** Where a variable's value is put, with the numbers of VS Code's EnvironmentVariableMutatorType. */
export const REPLACE = 1;
export const APPEND = 2;
export const PREPEND = 3;

/** When a change of a variable takes effect. */
export interface MutatorOptions {
  readonly applyAtProcessCreation?: boolean;
  readonly applyAtShellIntegration?: boolean;
}

/** What of VS Code's EnvironmentVariableCollection is needed. It outlives windows and updates of the extension. */
export interface Variables {
  get(
    variable: string,
  ): { readonly type: number; readonly value: string; readonly options: MutatorOptions } | undefined;
  replace(variable: string, value: string, options: MutatorOptions): void;
  append(variable: string, value: string, options: MutatorOptions): void;
  prepend(variable: string, value: string, options: MutatorOptions): void;
  delete(variable: string): void;
}

/**
 * Has PATH lead to a folder: before all others, or behind them. Any change of the collection asks to relaunch the
 * terminals that are open, so nothing is said twice.
 */
export function contributePath(
  variables: Variables,
  folder: string,
  { isFirst, options }: { readonly isFirst: boolean; readonly options: MutatorOptions },
): void {
  const type = isFirst ? PREPEND : APPEND;
  const value = isFirst ? `${folder}:` : `:${folder}`;
  if (isKnown(variables, PATH, type, value, options)) return;
  if (isFirst) variables.prepend(PATH, value, options);
  else variables.append(PATH, value, options);
}

/** Has a variable be what the extension says, under the same rule. */
export function contributeValue(
  variables: Variables,
  name: string,
  value: string,
  options: MutatorOptions,
): void {
  if (!isKnown(variables, name, REPLACE, value, options)) variables.replace(name, value, options);
}

/** Leaves a variable alone from now on. */
export function withdraw(variables: Variables, name: string): void {
  if (variables.get(name) !== undefined) variables.delete(name);
}

function isKnown(
  variables: Variables,
  name: string,
  type: number,
  value: string,
  options: MutatorOptions,
): boolean {
  const known = variables.get(name);
  return known?.type === type && known.value === value && sameOptions(known.options, options);
}

function sameOptions(a: MutatorOptions, b: MutatorOptions): boolean {
  return (
    a.applyAtProcessCreation === b.applyAtProcessCreation &&
    a.applyAtShellIntegration === b.applyAtShellIntegration
  );
}
