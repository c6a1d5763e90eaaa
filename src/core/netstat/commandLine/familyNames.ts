import type { ByteText } from '../context/environment';
import { FAMILY_LIST } from '../families/families';
import type { Family } from './options';

/** The names that -A takes, exactly as they stand here, and the family each means. */
const FAMILIES: ReadonlyMap<ByteText, Family> = new Map<ByteText, Family>([
  ...FAMILY_LIST.flatMap(({ name, optionNames }) => optionNames.map((option) => [option, name] as const)),
  ['ip', 'inet'],
  ['inet', 'inet'],
  ['tcpip', 'inet'],
  ['ip6', 'inet6'],
  ['inet6', 'inet6'],
  ['unix', 'unix'],
  ['econet', 'ec'],
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
