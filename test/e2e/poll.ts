export { until } from '../host/until';

/** Whether a text is, or matches, what is wanted. */
export function matches(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text === wanted : wanted.test(text);
}

/** The pattern that a text has to match; a string stands for the whole text. */
export function pattern(wanted: string | RegExp): RegExp {
  return typeof wanted === 'string'
    ? new RegExp(`^${wanted.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`)
    : wanted;
}
