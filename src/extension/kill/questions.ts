import { l10n } from 'vscode';
import type { Snapshot } from '../../core/model/snapshot';
import { shorten } from '../../core/text/clean';
import { formatCommandLine } from '../../core/text/commandLine';
import { endpointName, processName, userName } from '../describe';
import { ago, startedAt } from '../started';
import type { KillPlan, Target } from './plan';

/** A modal's text and the button that agrees. */
export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly yes: string;
}

/** Asks whether to end the processes, and names of each what there is to know. */
export function killQuestion({ targets, snapshot }: KillPlan): Question {
  const [only] = targets;
  const isEditor = targets.some((target) => target.isEditor);
  const warning = isEditor
    ? [
        l10n.t(
          'WARNING: {0} belongs to VS Code itself. This window, or its connection to this machine, may stop working, and unsaved work may be lost.',
          listed(targets.filter((target) => target.isEditor)),
        ),
      ]
    : [];
  return {
    message:
      targets.length === 1 && only
        ? l10n.t('Kill {0}?', processName(only.process))
        : l10n.t('Kill {0} processes?', targets.length),
    detail: [...warning, ...targets.map((target) => described(target, snapshot, targets.length > 1))].join(
      '\n\n',
    ),
    yes: isEditor ? l10n.t('Kill VS Code\u2019s Process') : l10n.t('Kill'),
  };
}

/** Asks whether to end by force what did not end by itself. */
export function forceQuestion(survivors: readonly Target[], gracePeriod: number): Question {
  return {
    message: l10n.t('{0} did not end within {1} s.', listed(survivors), gracePeriod / 1000),
    detail: l10n.t('By force it ends at once, and cannot save anything before (SIGKILL).'),
    yes: l10n.t('Kill by Force'),
  };
}

/** The processes by name and pid. */
export function listed(targets: readonly Pick<Target, 'process'>[]): string {
  return targets.map(({ process }) => processName(process)).join(', ');
}

function described({ process, ports }: Target, snapshot: Snapshot, withName: boolean): string {
  const began = startedAt(snapshot, process.startTime);
  const held = ports.flatMap(({ transport, sockets }) =>
    sockets.map((socket) => endpointName(transport, socket)),
  );
  const commandLine = shorten(formatCommandLine(process.commandLine), 200);
  return [
    ...(withName ? [processName(process)] : []),
    l10n.t('User: {0}', userName(snapshot, process.uid)),
    ...(began === undefined ? [] : [l10n.t('Started: {0}', ago(began))]),
    l10n.t('Ports: {0}', held.join(', ')),
    ...(commandLine ? [l10n.t('Command: {0}', commandLine)] : []),
  ].join('\n');
}
