import type { FilterError } from './filter';
import { isBackward, readMoment, readTwoMoments, type TypedSpan } from './span';
import type { Part } from './tokens';

/** `since:` has a moment, `between:` two with a minus between them; neither has several. */
export function readSpan(key: 'since' | 'between', values: readonly Part[]): TypedSpan | FilterError {
  const [value, another] = values;
  const { text = '', offset = 0, length = 0 } = another ?? value ?? {};
  if (another !== undefined) return { code: 'oneSpan', key, offset, length };
  if (key === 'since') {
    const from = readMoment(text);
    return from ? { from } : { code: 'badMoment', value: text, offset, length };
  }
  const span = readTwoMoments(text);
  if (span === undefined) return { code: 'badSpan', value: text, offset, length };
  return isBackward(span) ? { code: 'backwardSpan', value: text, offset, length } : span;
}
