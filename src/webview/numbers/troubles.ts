import type { TrafficSummary } from '../../core/model/traffic';
import { type FigureUnits, figureText } from '../../core/traffic/figures';
import { t } from '../l10n';

/** What a sample lacks, in a few words, and why. */
export interface Trouble {
  readonly text: string;
  readonly why: string;
}

/** What closed and is in no figure of the last sample. The first one has no figures that could lack anything. */
export function troublesOf(
  { lost, isPartial, closed }: Pick<TrafficSummary, 'lost' | 'isPartial' | 'closed'>,
  units: FigureUnits,
): readonly Trouble[] {
  const troubles: Trouble[] = [];
  if (lost > 0)
    troubles.push({
      text:
        lost === 1
          ? t('1 closed connection was not told')
          : t('{0} closed connections were not told', figureText(lost, 'count', units)),
      why: t('The kernel reported more closed connections at once than could be read: sums lack them.'),
    });
  if (isPartial === true && closed !== undefined)
    troubles.push({
      text: t('short connections may be missing'),
      why: t(
        'The kernel’s reports of closed connections were not read all the time since the sample before: connections that began and ended since then may be in no figure.',
      ),
    });
  return troubles;
}
