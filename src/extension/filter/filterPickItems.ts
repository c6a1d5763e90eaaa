import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import { completed, completeFilter } from '../../core/query/filter/complete';
import { isError } from '../../core/query/filter/filter';
import { parseFilter } from '../../core/query/filter/parse';
import type { Suggestions } from '../../core/query/filter/suggest';
import { labelText } from '../../core/text/clean';
import { editButton, forgetButton } from '../netstat/commandPickItems';
import { keyTexts } from './keyTexts';
import { problemText } from './problemText';

/** A row of the quick pick: filtering by what is typed, a way to go on with it, or a filter used before. */
export interface FilterItem extends QuickPickItem {
  readonly action?: 'use' | 'complete' | 'reuse';
  /** The expression that it stands for. */
  readonly expression?: string;
}

/**
 * The rows for what is typed. VS Code puts first those whose labels match it: the one that is labelled with it.
 * Completions are labelled with what they add alone, so that they stay in their order.
 */
export function itemsFor(
  expression: string,
  history: readonly string[],
  suggestions: Suggestions,
): FilterItem[] {
  const typed = expression.trim();
  return [
    typedItem(expression),
    separator(l10n.t('recently used')),
    ...history.filter((each) => each !== typed && each.includes(typed)).map(historyItem),
    separator(l10n.t('go on with')),
    ...completionItems(expression, suggestions),
  ];
}

function typedItem(expression: string): FilterItem {
  const typed = expression.trim();
  const common = { alwaysShow: true, action: 'use', expression: typed } as const;
  if (typed === '') {
    return { ...common, label: l10n.t('Show everything'), iconPath: new ThemeIcon('list-unordered') };
  }
  const label = labelText(typed);
  const read = parseFilter(expression);
  if (!isError(read)) {
    return { ...common, label, description: l10n.t('filter by it'), iconPath: new ThemeIcon('filter') };
  }
  return { label, detail: problemText(read), iconPath: new ThemeIcon('error'), alwaysShow: true };
}

function historyItem(expression: string): FilterItem {
  return {
    label: labelText(expression),
    iconPath: new ThemeIcon('history'),
    buttons: [editButton, forgetButton],
    alwaysShow: true,
    action: 'reuse',
    expression,
  };
}

function completionItems(expression: string, suggestions: Suggestions): FilterItem[] {
  const texts = keyTexts();
  return completeFilter(expression, expression.length, suggestions).map((completion) => {
    return {
      label: labelText(completion.text),
      ...(completion.kind === 'key' && { description: texts[completion.key] }),
      iconPath: new ThemeIcon('add'),
      alwaysShow: true,
      action: 'complete',
      expression: completed(expression, completion),
    };
  });
}

function separator(label: string): FilterItem {
  return { label, kind: QuickPickItemKind.Separator };
}
