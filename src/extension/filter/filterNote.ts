import { l10n } from 'vscode';
import type { Filter } from '../../core/query/filter/filter';
import { clean, shorten } from '../../core/text/clean';
import type { Counts } from '../views/tree/rowSource';
import type { FilterState } from './filterState';

/** What a view says of its filter. Both are empty where there is none. */
export interface FilterNote {
  /** Belongs into the view's message. Empty where no row is left: a message would hide the welcome text. */
  readonly message: string;
  /** Belongs into the view's description. */
  readonly description: string;
}

/**
 * What a view says of the filter: "Filter: port:3000 (12 of 340)".
 * @param without what it asks for and the view has nothing of, as a sentence; that of spans unless told
 */
export function filterNote(
  { expression, filter }: FilterState,
  { matching, total, isAtLeast = false }: Counts,
  without = spanNote(filter),
): FilterNote {
  if (expression === '') return { message: '', description: '' };
  const text = clean(expression);
  const said = (note: string): string => [note, without].filter(Boolean).join('. ');
  if (matching > 0) {
    const told = shorten(text, 200);
    const note = isAtLeast
      ? l10n.t('Filter: {0} (the latest {1} of {2})', told, matching, total)
      : l10n.t('Filter: {0} ({1} of {2})', told, matching, total);
    return { message: said(note), description: '' };
  }
  return { message: '', description: said(l10n.t('filter: {0}', shorten(text, 60))) };
}

/** What lists of the present say of a filter that asks for a part of the past; empty where it does not. */
export function spanNote({ spans = [] }: Filter): string {
  return spans.length === 0 ? '' : l10n.t('since: and between: apply in Recent Activity alone.');
}
