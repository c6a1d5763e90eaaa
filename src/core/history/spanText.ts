import { isBackward, readMoment, readTwoMoments, type TypedSpan } from '../query/filter/span';

/** A span that is typed by itself: since when (`10m`, `14:00`), or from when to when. Undefined where it is none. */
export function readSpanText(text: string): TypedSpan | undefined {
  const from = readMoment(text);
  if (from !== undefined) return { from };
  const span = readTwoMoments(text);
  return span && !isBackward(span) ? span : undefined;
}
