const PATH = 'PATH';

/** Where a variable's value is put, with the numbers of VS Code's EnvironmentVariableMutatorType. */
export const APPEND = 2;
export const PREPEND = 3;

/** When a change of a variable takes effect. */
export interface MutatorOptions {
  readonly applyAtProcessCreation?: boolean;
  readonly applyAtShellIntegration?: boolean;
}

/** What of VS Code's EnvironmentVariableCollection is needed. It outlives windows and updates of the extension. */
export interface PathVariables {
  get(
    variable: string,
  ): { readonly type: number; readonly value: string; readonly options: MutatorOptions } | undefined;
  append(variable: string, value: string, options: MutatorOptions): void;
  prepend(variable: string, value: string, options: MutatorOptions): void;
  delete(variable: string): void;
}

/**
 * Has PATH lead to a folder: before all others, or behind them. Any change of the collection asks to relaunch the
 * terminals that are open, so nothing is said twice.
 */
export function contributePath(
  variables: PathVariables,
  folder: string,
  { isFirst, options }: { readonly isFirst: boolean; readonly options: MutatorOptions },
): void {
  const type = isFirst ? PREPEND : APPEND;
  const value = isFirst ? `${folder}:` : `:${folder}`;
  const known = variables.get(PATH);
  if (known?.type === type && known.value === value && sameOptions(known.options, options)) return;
  if (isFirst) variables.prepend(PATH, value, options);
  else variables.append(PATH, value, options);
}

/** Leaves PATH alone from now on. */
export function withdrawPath(variables: PathVariables): void {
  if (variables.get(PATH) !== undefined) variables.delete(PATH);
}

function sameOptions(a: MutatorOptions, b: MutatorOptions): boolean {
  return (
    a.applyAtProcessCreation === b.applyAtProcessCreation &&
    a.applyAtShellIntegration === b.applyAtShellIntegration
  );
}
