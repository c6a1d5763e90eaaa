import { l10n } from 'vscode';
import { containersOf } from '../../core/containers/portContainer';
import { publishersOf } from '../../core/containers/publishers';
import { pastText, takenText } from '../../core/history/portPast';
import type { HistoryEntry } from '../../core/model/history';
import type { Snapshot } from '../../core/model/snapshot';
import type { PortHolders } from '../../core/ports/portHolders';
import { containerInFull } from '../containers/containerTexts';
import { storyWords } from '../history/past';
import { likelyInFull } from '../likely/ownersText';
import { startedProcess } from '../started';

/**
 * What a message may offer:
 * - `end`: to end the process, which frees the port
 * - `advise`: to tell how the port is freed that is kept for others
 * - `nothing`: to show it; nobody ends the machine's, the desktop's or VS Code's own processes for a port, and no signal
 *   is sent where /proc has the pids of another namespace
 */
export function offerOf(
  { question, listeners, obstacle }: PortHolders,
  snapshot: Snapshot,
): 'end' | 'advise' | 'nothing' {
  if (obstacle === undefined) return 'end';
  const isPublished = publishersOf(question, snapshot.containers ?? []).length > 0;
  const isContainers = listeners.some(({ sockets }) => sockets.some(({ container }) => container?.isCertain));
  if (obstacle.kind === 'nobody' && isPublished) return 'advise';
  if (obstacle.kind === 'unknownOwner' && isContainers) return 'advise';
  return obstacle.kind === 'manager' ? 'advise' : 'nothing';
}

/**
 * Who holds the port, and since when: a sentence, and a second one on its past.
 * @param origins what of this window the holder was started in, in words, nearest first
 * @param past entries of the port's history, which tell when it took the port, and from whom
 */
export function holderText(
  holders: PortHolders,
  snapshot: Snapshot,
  origins: readonly string[],
  past: readonly HistoryEntry[] = [],
): string {
  return [presentText(holders, snapshot, origins), pastSentence(holders, past)].filter(Boolean).join(' ');
}

/** Of a port that somebody is known to have, when he took it; of one that is free again, who had it. */
function pastSentence({ question, listeners, leader }: PortHolders, past: readonly HistoryEntry[]): string {
  const words = storyWords(question.port);
  if (leader !== undefined) return takenText(past, leader, words) ?? '';
  const before = listeners.length === 0 ? pastText(past, [], words) : undefined;
  return before === undefined ? '' : l10n.t('Before: {0}.', before);
}

function presentText(
  { question, listeners, leader, obstacle }: PortHolders,
  snapshot: Snapshot,
  origins: readonly string[],
): string {
  const { port } = question;
  if (listeners.length === 0) {
    const publishing = publishersOf(question, snapshot.containers ?? []);
    return publishing.length === 0
      ? l10n.t('Port {0} was in use, and nobody listens on it now.', port)
      : l10n.t(
          'Port {0} is published by the container {1}; nothing listens on it here.',
          port,
          publishing.map(containerInFull).join('; '),
        );
  }
  const containers = containersOf({ sockets: listeners.flatMap(({ sockets }) => sockets) });
  if (containers.length > 0) {
    return l10n.t(
      'Port {0} is held for the container {1}.',
      port,
      containers.map(containerInFull).join('; '),
    );
  }
  if (leader === undefined) {
    const likely = obstacle?.kind === 'unknownOwner' ? obstacle.likelyOwner : undefined;
    return likely === undefined
      ? l10n.t('Port {0} is held by a process that is not known.', port)
      : l10n.t('Port {0} is in use, likely by {1}.', port, likelyInFull(likely, snapshot));
  }
  return l10n.t('Port {0} is held by {1}.', port, startedProcess(leader, port, snapshot, origins));
}
