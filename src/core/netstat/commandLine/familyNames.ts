import type { ByteText } from '../context/environment';
import type { Family } from './options';

/** The names that -A takes, exactly as they stand here, and the family each means. */
const FAMILIES: ReadonlyMap<ByteText, Family> = new Map([
  ['ax25', 'ax25'],
  ['ip', 'inet'],
  ['inet', 'inet'],
  ['tcpip', 'inet'],
  ['ip6', 'inet6'],
  ['inet6', 'inet6'],
  ['ipx', 'ipx'],
  ['rose', 'rose'],
  ['appletalk', 'ddp'],
  ['ddp', 'ddp'],
  ['netrom', 'netrom'],
  ['unix', 'unix'],
  ['econet', 'ec'],
  ['x25', 'x25'],
  ['ash', 'ash'],
  ['bluetooth', 'bluetooth'],
]);

/** The families of a comma-separated list, or the first element that is none (it may be empty). */
export function parseFamilies(
  list: ByteText,
): { readonly families: Family[] } | { readonly unknown: ByteText } {
  const families: Family[] = [];
  for (const name of list.split(',')) {
    const family = FAMILIES.get(name);
    if (family === undefined) return { unknown: name };
    families.push(family);
  }
  return { families };
}
