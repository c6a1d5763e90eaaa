import { readSpanText } from '../../history/spanText';
import type { ByteText } from '../context/environment';
import type { Options } from './options';

/** What means something beside --history, or is typed by habit and changes nothing about it. */
export const WITH_HISTORY: ReadonlySet<string> = new Set([
  ...['history', 'json', 'csv', 'n', 'numeric-hosts', 'numeric-ports', 'numeric-users', 'W', 'v', 'd'],
]);

/** The argument of --history: nothing, or a span. Undefined where it is none. */
export function readHistorySpan(value: ByteText): Options['history'] {
  if (value === '') return {};
  const span = readSpanText(value);
  return span && { span };
}
