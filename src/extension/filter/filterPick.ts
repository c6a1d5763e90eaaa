import { l10n, ThemeIcon } from 'vscode';
import { completed, completeFilter } from '../../core/query/filter/complete';
import { isError } from '../../core/query/filter/filter';
import { parseFilter } from '../../core/query/filter/parse';
import { readTyped } from '../../core/query/filter/typed';
import type { Suggestions } from '../../core/query/filter/suggest';
import { labelText } from '../../core/text/clean';
import type { History } from '../netstat/history';
import { askTyped, type TypedItem, typedItems } from '../typedPick';
import type { FilterState } from './filterState';
import { keyTexts } from './keyTexts';

import { spanNote } from './filterNote';
import { problemText } from './problemText';

/** Milliseconds after the last key before the views show what would be left. */
const DEBOUNCE = 150;

/** What the keys of an expression can be completed with: at once, and what comes in later in its place. */
export interface FilterValues {
  readonly now: Suggestions;
  readonly more: Promise<Suggestions | undefined>;
}

/**
 * Asks for a filter, beginning with `text`; the views follow what is typed. What is chosen is set; where nothing is,
 * the filter is as before.
 */
export async function askFilter(
  state: FilterState,
  history: History,
  values: FilterValues,
  text: string,
): Promise<void> {
  const before = state.expression;
  let suggestions = values.now;
  let timer: HostTimer | undefined;
  let refused: string | undefined;
  const expression = await askTyped({
    title: l10n.t('Filter Sockets'),
    placeholder: l10n.t('Words, port:3000, state:established, process:node, -word to leave out …'),
    text,
    history,
    itemsFor: (typed) => itemsFor(typed, history.lines, suggestions, typed === refused),
    isRight: (typed) => !isError(parseFilter(typed)),
    refused: (typed) => void (refused = typed),
    typed: (typed) => {
      clearTimeout(timer);
      timer = setTimeout(() => state.preview(typed), DEBOUNCE);
    },
    more: values.more.then((more) => void (suggestions = more ?? suggestions)),
    // The views follow, so that looking at them is no reason to close.
    staysOpen: true,
  });
  clearTimeout(timer);
  await state.set(expression ?? before);
  if (state.expression !== before && state.expression !== '') await history.add(state.expression);
}

/**
 * The rows for what is typed. VS Code puts first those whose labels match it: the one that is labelled with it.
 * Completions are labelled with what they add alone, so that they stay in their order.
 * @param isRefused whether it was to be taken though it is unfinished, and is told why it cannot be
 */
export function itemsFor(
  expression: string,
  history: readonly string[],
  suggestions: Suggestions,
  isRefused = false,
): TypedItem[] {
  const typed = expression.trim();
  return typedItems(
    typedItem(expression, isRefused),
    recentLike(typed, history),
    l10n.t('go on with'),
    completionsAt(expression, expression.length, suggestions),
  );
}

/** What was used before and has what is typed in it. */
export function recentLike(typed: string, history: readonly string[]): string[] {
  return history.filter((each) => each !== typed && each.includes(typed));
}

/** How an expression can go on at the caret: each as it is shown, and the whole expression with it. */
export function completionsAt(
  expression: string,
  caret: number,
  suggestions: Suggestions,
): {
  readonly label: string;
  readonly description?: string;
  readonly text: string;
  readonly caret: number;
}[] {
  const texts = keyTexts();
  return completeFilter(expression, caret, suggestions).map((completion) => ({
    label: labelText(completion.text),
    ...(completion.kind === 'key' && { description: texts[completion.key] }),
    text: completed(expression, completion),
    caret: completion.offset + completion.text.length,
  }));
}

function typedItem(expression: string, isRefused: boolean): TypedItem {
  const typed = expression.trim();
  const use = { action: 'use', text: typed } as const;
  if (typed === '') {
    return { ...use, label: l10n.t('Show everything'), iconPath: new ThemeIcon('list-unordered') };
  }
  const label = labelText(typed);
  const read = readTyped(expression);
  const problem = isError(read) ? read : isRefused ? read.unfinished : undefined;
  if (problem !== undefined || isError(read)) {
    return { label, ...(problem && { detail: problemText(problem) }), iconPath: new ThemeIcon('error') };
  }
  const { filter, expression: soFar, unfinished } = read;
  if (unfinished !== undefined) {
    const description =
      soFar === '' ? l10n.t('nothing is filtered yet') : l10n.t('so far: {0}', labelText(soFar));
    return { label, description, iconPath: new ThemeIcon('filter') };
  }
  const description = l10n.t('filter by it');
  return {
    ...use,
    label,
    description,
    ...(filter.spans && { detail: spanNote(filter) }),
    iconPath: new ThemeIcon('filter'),
  };
}
