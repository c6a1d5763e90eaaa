import type { Clause } from './clause';

/** Values of context keys; those that are not named are false. */
export type ContextValues = Readonly<Record<string, string | boolean>>;

/**
 * Whether a `when` clause of ours holds: `||` of `&&` of keys, negated keys, equalities and regular expressions, without
 * brackets (code.visualstudio.com/api/references/when-clause-contexts).
 */
export function holds(clause: Clause, keys: ContextValues): boolean {
  if (clause.trim() === '') return true;
  return clause
    .split(/\s*\|\|\s*/)
    .some((part) => part.split(/\s*&&\s*/).every((term) => isTrue(term, keys)));
}

function isTrue(term: string, keys: ContextValues): boolean {
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
