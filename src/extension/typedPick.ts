import * as vscode from 'vscode';
import { l10n, QuickPickItemKind, ThemeIcon } from 'vscode';
import { labelText } from '../core/text/clean';
import { DisposableStore } from './lifetime';
import type { History } from './netstat/history';

/** A row of the quick pick: taking or refusing what is typed, a way to go on with it, or what was taken before. */
export interface TypedItem extends vscode.QuickPickItem {
  readonly action?: 'use' | 'complete' | 'reuse';
  /** The text that it stands for. */
  readonly text?: string;
}

/** A text that is asked for. */
interface TypedQuestion {
  readonly title: string;
  readonly placeholder: string;
  /** Begins with this. */
  readonly text: string;
  readonly history: History;
  /** The rows for what is typed, the one that takes it first. */
  readonly itemsFor: (typed: string) => TypedItem[];
  /** Whether what is typed can be taken. */
  readonly isRight: (typed: string) => boolean;
  /** Hears that it was to be taken all the same: the rows are made anew, and may say why it cannot. */
  readonly refused?: (typed: string) => void;
  /** Hears of every change of what is typed. */
  readonly typed?: (typed: string) => void;
  /** Settles where other rows are to be had for what is typed. */
  readonly more?: Promise<void>;
  /** Whether it stays while something else is looked at. */
  readonly staysOpen?: boolean;
}

/** Asks for a text, which is typed, completed, or taken from those used before; nothing where none is chosen. */
export function askTyped(question: TypedQuestion): Promise<string | undefined> {
  const own = new DisposableStore();
  const pick = own.add(vscode.window.createQuickPick<TypedItem>());
  pick.title = question.title;
  pick.placeholder = question.placeholder;
  pick.ignoreFocusOut = question.staysOpen === true;
  const edit = { iconPath: new ThemeIcon('edit'), tooltip: l10n.t('Edit') };
  const forget = { iconPath: new ThemeIcon('close'), tooltip: l10n.t('Remove from History') };
  const fill = (isActive: (item: TypedItem, index: number) => boolean): void => {
    pick.items = question.itemsFor(pick.value).map((item) => {
      return item.action === 'reuse' ? { ...item, buttons: [edit, forget] } : item;
    });
    pick.activeItems = pick.items.filter(isActive).slice(0, 1);
  };
  const show = (value = pick.value): void => {
    if (pick.value !== value) pick.value = value;
    fill((_, index) => index === 0);
    question.typed?.(value);
  };
  show(question.text);
  const takeMore = async (): Promise<void> => {
    await question.more;
    const [active] = pick.activeItems;
    if (!own.isDisposed) fill(({ label }) => label === active?.label);
  };
  if (question.more !== undefined) void takeMore();
  return new Promise((resolve) => {
    const finish = (result: string | undefined): void => {
      own.dispose();
      resolve(result);
    };
    own.add(pick.onDidChangeValue((value) => show(value)));
    own.add(pick.onDidHide(() => finish(undefined)));
    own.add(
      pick.onDidAccept(() => {
        const { action, text = '' } = pick.selectedItems[0] ?? {};
        if (action === 'complete' && text !== pick.value) show(text);
        else if (action === 'reuse') finish(text);
        // Keys are faster than the rows: what counts is what is typed by now.
        else if (question.isRight(pick.value)) finish(pick.value);
        else {
          question.refused?.(pick.value);
          fill((_, index) => index === 0);
        }
      }),
    );
    own.add(
      pick.onDidTriggerItemButton(async ({ item: { text = '' }, button }) => {
        if (button === edit) show(text);
        else await question.history.remove(text).then(() => show());
      }),
    );
    pick.show();
  });
}

/** Rows for what is typed, for what was used before, and for what it can go on with. */
export function typedItems(
  typed: TypedItem,
  before: readonly string[],
  goOn: string,
  completions: readonly { readonly label: string; readonly description?: string; readonly text: string }[],
): TypedItem[] {
  const shared = { alwaysShow: true } as const;
  return [
    { ...shared, ...typed },
    separator(l10n.t('recently used')),
    ...before.map((text): TypedItem => {
      return { ...shared, label: labelText(text), iconPath: new ThemeIcon('history'), action: 'reuse', text };
    }),
    separator(goOn),
    ...completions.map((completion): TypedItem => {
      return { ...shared, ...completion, iconPath: new ThemeIcon('add'), action: 'complete' };
    }),
  ];
}

function separator(label: string): TypedItem {
  return { label, kind: QuickPickItemKind.Separator };
}
