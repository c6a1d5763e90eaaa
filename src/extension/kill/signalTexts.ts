import { l10n } from 'vscode';
import type { SignalName } from '../../core/model/engine';
import type { SignalFacts } from '../../core/kill/signals';

/** The heading of each group of signals. */
export function groupTitles(): string[] {
  return [
    l10n.t('Ask to end'),
    l10n.t('End at once, nothing is saved'),
    l10n.t('Pause and continue'),
    l10n.t('Tell the program something'),
  ];
}

/** What the signal does where the program says nothing about it. */
export function effectText({ name, effect }: SignalFacts): string {
  if (name === 'SIGKILL') return l10n.t('ends the process, always');
  if (name === 'SIGSTOP') return l10n.t('pauses the process, always');
  return {
    ends: l10n.t('ends the process, unless it handles it'),
    endsWithCore: l10n.t('ends the process with a memory dump, unless it handles it'),
    stops: l10n.t('pauses the process, unless it handles it'),
    continues: l10n.t('continues the process'),
    nothing: l10n.t('does nothing, unless the process handles it'),
  }[effect];
}

/** What programs usually do with the signal. */
export function usageText(name: SignalName): string {
  return {
    SIGTERM: l10n.t('The usual request: programs save their work and close their connections first.'),
    SIGINT: l10n.t('As Ctrl+C in a terminal: most programs end, shells give up the current command.'),
    SIGHUP: l10n.t(
      'As a terminal that was closed: programs end; many servers read their configuration again instead.',
    ),
    SIGQUIT: l10n.t(
      'As Ctrl+\\ in a terminal: Java prints its threads and runs on, nginx ends after its last request.',
    ),
    SIGKILL: l10n.t('Cannot be refused: nothing is saved, and files may be left half written.'),
    SIGABRT: l10n.t('As after an internal error: to keep what a hanging program had in memory.'),
    SIGSTOP: l10n.t('Cannot be refused: its ports stay open and nobody answers there until SIGCONT.'),
    SIGTSTP: l10n.t('As Ctrl+Z in a terminal: the program may tidy up before it pauses.'),
    SIGCONT: l10n.t('Lets a paused process go on.'),
    SIGUSR1: l10n.t(
      'Means what the program wants: nginx opens its log files anew, Node starts its debugger. Ends those that do not know it.',
    ),
    SIGUSR2: l10n.t('Means what the program wants. Ends those that do not know it.'),
    SIGWINCH: l10n.t(
      'As a terminal that has another size: programs draw anew; Apache ends after its last request.',
    ),
  }[name];
}
