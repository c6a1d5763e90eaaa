import { l10n, ThemeIcon } from 'vscode';
import { pastText } from '../../core/history/portPast';
import { portText } from '../../core/history/story/ends';
import type { HistoryEntry } from '../../core/model/history';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { labelText } from '../../core/text/clean';
import { storyWords } from '../history/past';
import type { FindItem } from './findActions';

/** Who had a port before those who have it now, in a few words; nothing where that is not known. */
export function beforeText(
  past: readonly HistoryEntry[],
  present: readonly ListeningPort[],
): string | undefined {
  return pastText(
    past,
    present.flatMap(({ owners }) => owners),
    storyWords(),
  );
}

/**
 * A row that opens the history of a port, and says who had it before; none where nothing is known of its past.
 * @param before what {@link beforeText} says, unless another row has said it
 */
export function historyItems(port: number, past: readonly HistoryEntry[], before = ''): FindItem[] {
  const [last] = past.flatMap((entry) => (entry.kind === 'listener' ? entry.protocol : []));
  if (last === undefined) return [];
  return [
    {
      label: l10n.t('{0}  history', port),
      description: labelText(before),
      detail: l10n.t('What happened on it, and who came.'),
      iconPath: new ThemeIcon('history'),
      alwaysShow: true,
      history: portText({ protocol: last, port }),
    },
  ];
}
