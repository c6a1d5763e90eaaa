import { l10n } from 'vscode';
import { ownerName, processName, transportName } from '../describe';
import type { Aftermath } from './aftermath';
import { hasEnded, type KillReport, type KillResult } from './execute';

/** What is told after a kill. */
export interface Answer {
  readonly text: string;
  /** Whether all went as the user wanted. */
  readonly isGood: boolean;
  /** Processes that only somebody with more rights may end. */
  readonly deniedPids: readonly number[];
  /** The row of who has a port now. */
  readonly holder: string | undefined;
}

/** What happened, to what, and what comes next. */
export function answerOf({ results, ports }: KillReport): Answer {
  const holder = ports.flatMap(({ holders }) => holders)[0];
  return {
    text: [...results.map(resultText), ...portTexts(ports)].join(' '),
    isGood: holder === undefined && results.every(({ ending }) => hasEnded(ending)),
    deniedPids: results.filter(({ ending }) => ending.kind === 'denied').map(({ process }) => process.pid),
    holder: holder?.id,
  };
}

function resultText({ process, ending }: KillResult): string {
  const name = processName(process);
  switch (ending.kind) {
    case 'terminated':
      return l10n.t('{0} has ended.', name);
    case 'killed':
      return l10n.t('{0} was killed by force.', name);
    case 'survived':
      return l10n.t('{0} was told to end and still runs.', name);
    case 'unkillable':
      return l10n.t(
        '{0} still runs after SIGKILL: it waits for a device or a file system, and ends when that answers.',
        name,
      );
    case 'ended':
      return l10n.t('{0} had ended by itself; no signal was sent.', name);
    case 'replaced':
      return l10n.t('{0} had ended, and another process has its number now; no signal was sent.', name);
    case 'released':
      return l10n.t(
        '{0} no longer holds the port; no signal was sent. Refresh to see who does, if anybody.',
        name,
      );
    case 'detached':
      return l10n.t(
        '{0} no longer belongs to the process that it was to end with; no signal was sent.',
        name,
      );
    case 'refused':
      return l10n.t(
        '{0} runs this machine; no signal was sent. A port that systemd holds for a service is freed with "systemctl stop" and the name of its socket.',
        name,
      );
    case 'denied':
      return l10n.t('{0} may not be ended by this user; no signal was sent.', name);
    case 'failed':
      return l10n.t('{0} could not be signalled: {1}.', name, ending.message);
  }
}

function portTexts(ports: readonly Aftermath[]): string[] {
  const free = ports.filter(({ kind }) => kind === 'free').map(portName);
  const texts = ports.flatMap(({ kind, holders, ...port }) =>
    holders.map((holder) => {
      const owner = holder.leader === undefined ? ownerName(holder) : processName(holder.leader);
      return kind === 'held'
        ? l10n.t('Port {0} is still held by {1}, which shared it.', portName(port), owner)
        : l10n.t('Port {0} was taken over by {1}.', portName(port), owner);
    }),
  );
  if (free.length === 1) texts.push(l10n.t('Port {0} is free.', free.join('')));
  if (free.length > 1) texts.push(l10n.t('Ports {0} are free.', free.join(', ')));
  return texts;
}

function portName({ port, transport }: Pick<Aftermath, 'port' | 'transport'>): string {
  return `${port} (${transportName(transport)})`;
}
