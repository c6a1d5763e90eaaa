import type { PageRequest } from '../../model/page';
import type { Snapshot } from '../../model/snapshot';
import { compileFilter } from '../filter/compile';
import { readFilter } from '../filter/parse';
import type { RowSource } from './pageSource';

/**
 * Whether the filter of a request lets a row of its view's source through.
 * @throws where the expression is wrong; the views take only right ones from their users
 */
export function passesOf(
  { filter: expression }: Pick<PageRequest, 'filter'>,
  snapshot: Snapshot,
  source: RowSource,
): (row: number) => boolean {
  const filter = readFilter(expression);
  if (filter.terms.length === 0) return () => true;
  return source.passing(compileFilter(filter, snapshot));
}
