import * as vscode from 'vscode';
import { l10n, ThemeIcon } from 'vscode';
import type { SignalName } from '../../core/model/engine';
import { namesOf } from './questions';
import { type SignalFacts, signals } from '../../core/kill/signals';
import { effectText, groupTitles, usageText } from './signalTexts';
import type { KillTarget } from '../../core/kill/targets';

/** A row of the quick pick: a signal, or the heading of a group. */
interface SignalItem extends vscode.QuickPickItem {
  readonly signal?: SignalName;
}

/** Asks which signal these processes are to be sent. Nothing is sent yet. */
export async function pickSignal(targets: readonly KillTarget[]): Promise<SignalName | undefined> {
  const picked = await vscode.window.showQuickPick(signalItems(), {
    title: l10n.t('Send Signal to {0}', namesOf(targets)),
    placeHolder: l10n.t('The signal, by name, number or purpose; a question follows'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.signal;
}

/** All signals in their groups: those that end a process are marked. */
export function signalItems(): SignalItem[] {
  const titles = groupTitles();
  return signals.flatMap((group, index) => [
    { label: titles[index] ?? '', kind: vscode.QuickPickItemKind.Separator },
    ...group.map((facts) => ({
      label: facts.name,
      description: l10n.t('{0}, {1}', facts.number, effectText(facts)),
      detail: usageText(facts.name),
      iconPath: new ThemeIcon(iconOf(facts)),
      signal: facts.name,
    })),
  ]);
}

function iconOf({ effect }: SignalFacts): string {
  return {
    ends: 'warning',
    endsWithCore: 'warning',
    stops: 'debug-pause',
    continues: 'debug-continue',
    nothing: 'info',
  }[effect];
}
