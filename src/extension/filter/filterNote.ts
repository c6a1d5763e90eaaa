import { l10n } from 'vscode';
import { clean, shorten } from '../../core/text/clean';
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
 * @param matching rows that the filter lets through
 * @param total rows that there would be without it
 */
export function filterNote({ expression }: FilterState, matching: number, total: number): FilterNote {
  if (expression === '') return { message: '', description: '' };
  const text = clean(expression);
  if (matching > 0) {
    const message = l10n.t('Filter: {0} ({1} of {2})', shorten(text, 200), matching, total);
    return { message, description: '' };
  }
  return { message: '', description: l10n.t('filter: {0}', shorten(text, 60)) };
}
