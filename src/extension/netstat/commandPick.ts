import { l10n, ThemeIcon } from 'vscode';
import { checkLine, type CheckedLine } from '../../core/netstat/commandLine/commandLine';
import { completions } from '../../core/netstat/commandLine/completion';
import { askTyped, type TypedItem, typedItems } from '../typedPick';
import type { History } from './history';
import { optionTexts } from './optionTexts';

/** Asks for a command line, beginning with one, and resolves with one that netstat understands. */
export async function askCommandLine(history: History, line: string): Promise<string | undefined> {
  const chosen = await askTyped({
    title: l10n.t('Run netstat Command'),
    placeholder: l10n.t('Options of netstat, such as -tulpn'),
    text: line,
    history,
    itemsFor: (typed) => itemsFor(typed, history.lines),
    isRight: (typed) => checkLine(typed.trim()).kind === 'runnable',
  });
  return chosen?.trim();
}

/**
 * The rows for what is typed. VS Code sorts them by how their labels match it, so the row that runs it is labelled with
 * it, and all the others with what it would become.
 */
function itemsFor(line: string, history: readonly string[]): TypedItem[] {
  const typed = line.trim();
  const texts = optionTexts();
  return typedItems(
    typedItem(typed),
    history.filter((each) => each !== typed && each.startsWith(typed)),
    l10n.t('options'),
    completions(line).map((completion) => ({
      label: completion.line.trim(),
      ...(completion.kind === 'option' && { description: texts[completion.code] }),
      text: completion.line,
    })),
  );
}

/** Why a command line cannot be run; nothing where it can. */
export function problemOf(checked: CheckedLine): string | undefined {
  switch (checked.kind) {
    case 'runnable':
      return undefined;
    case 'error':
      return checked.message;
    case 'twoTables':
      return l10n.t('Only one of -r, -i, -s and -M can be asked for, and only once.');
    case 'shell':
      return l10n.t('This is no shell: "{0}" works in a terminal.', checked.word);
  }
}

function typedItem(typed: string): TypedItem {
  const detail = problemOf(checkLine(typed));
  const label = typed === '' ? 'netstat' : typed;
  if (detail !== undefined) return { label, detail, iconPath: new ThemeIcon('error') };
  return { label, description: l10n.t('run'), iconPath: new ThemeIcon('play'), action: 'use', text: typed };
}
