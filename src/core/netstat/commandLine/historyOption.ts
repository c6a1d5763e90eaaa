import { isBackward, readMoment, readTwoMoments } from '../../query/filter/span';
import type { ByteText } from '../context/environment';
import type { Options } from './options';

/** What means something beside --history, or is typed by habit and changes nothing about it. */
export const WITH_HISTORY: ReadonlySet<string> = new Set([
  ...['history', 'json', 'csv', 'n', 'numeric-hosts', 'numeric-ports', 'numeric-users', 'W', 'v', 'd'],
]);

/** The argument of --history: nothing, since when (`10m`, `14:00`), or from when to when. Undefined where it is none. */
export function readHistorySpan(value: ByteText): Options['history'] {
  if (value === '') return {};
  const from = readMoment(value);
  if (from !== undefined) return { span: { from } };
  const span = readTwoMoments(value);
  return span && !isBackward(span) ? { span } : undefined;
}
