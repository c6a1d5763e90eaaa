import { l10n, type QuickInputButton, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import { checkLine, type CheckedLine } from '../../core/netstat/commandLine/commandLine';
import { completions } from '../../core/netstat/commandLine/completion';
import { optionTexts } from './optionTexts';

/** A row of the quick pick: running or refusing what is typed, a way to go on with it, or a line run before. */
export interface CommandItem extends QuickPickItem {
  readonly action?: 'run' | 'complete' | 'rerun';
  /** The command line that it stands for. */
  readonly line?: string;
}

export const editButton: QuickInputButton = {
  iconPath: new ThemeIcon('edit'),
  get tooltip() {
    return l10n.t('Edit');
  },
};

export const forgetButton: QuickInputButton = {
  iconPath: new ThemeIcon('close'),
  get tooltip() {
    return l10n.t('Remove from History');
  },
};

/**
 * The rows for what is typed. VS Code sorts them by how their labels match it, so the row that runs it is labelled with
 * it, and all the others with what it would become.
 */
export function itemsFor(line: string, history: readonly string[]): CommandItem[] {
  const typed = line.trim();
  return [
    typedItem(typed),
    separator(l10n.t('recently used')),
    ...history.filter((each) => each !== typed && each.startsWith(typed)).map(historyItem),
    separator(l10n.t('options')),
    ...completionItems(line),
  ];
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

function typedItem(typed: string): CommandItem {
  const problem = problemOf(checkLine(typed));
  const label = typed === '' ? 'netstat' : typed;
  if (problem === undefined) {
    const iconPath = new ThemeIcon('play');
    return { label, description: l10n.t('run'), iconPath, alwaysShow: true, action: 'run', line: typed };
  }
  return { label, detail: problem, iconPath: new ThemeIcon('error'), alwaysShow: true };
}

function historyItem(line: string): CommandItem {
  return {
    label: line,
    iconPath: new ThemeIcon('history'),
    buttons: [editButton, forgetButton],
    alwaysShow: true,
    action: 'rerun',
    line,
  };
}

function completionItems(line: string): CommandItem[] {
  const texts = optionTexts();
  return completions(line).map((completion) => ({
    label: completion.line.trim(),
    ...(completion.kind === 'option' ? { description: texts[completion.code] } : {}),
    iconPath: new ThemeIcon('add'),
    alwaysShow: true,
    action: 'complete',
    line: completion.line,
  }));
}

function separator(label: string): CommandItem {
  return { label, kind: QuickPickItemKind.Separator };
}
