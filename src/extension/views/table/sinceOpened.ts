import { l10n } from 'vscode';
import type { CounterChange } from '../../../core/query/rates';
import { durationText } from '../../../core/history/story/moments';
import type { Field } from '../tooltip';
import { countText, rateText } from './numberTexts';

/** `150 (+50)`: a counter, and how far it moved since the view was opened, where it did. */
export function countSince(
  value: bigint,
  since: bigint | undefined,
  text: (value: bigint) => string = countText,
): string {
  return since === undefined || since === 0n ? text(value) : `${text(value)} (+${text(since)})`;
}

/** The same for a screen reader: what follows the counter. */
export function spokenSince(
  since: bigint | undefined,
  text: (value: bigint) => string = countText,
): string[] {
  return since === undefined || since === 0n ? [] : [l10n.t('{0} since the view was opened', text(since))];
}

/** The same for a tooltip. @param seconds since the view was opened */
export function sinceOpenedFields(
  since: bigint | undefined,
  seconds: number,
  text: (value: bigint) => string = countText,
): Field[] {
  if (since === undefined || seconds <= 0) return [];
  return [
    [l10n.t('In the {0} since the view was opened', durationText(seconds * 1000, l10n)), `+${text(since)}`],
  ];
}

/** How fast a counter moves. */
export function rateField(
  { increase, perSecond }: CounterChange,
  text: (value: bigint) => string = countText,
  rate = rateText,
): Field {
  return [l10n.t('Since the last look'), `+${text(increase)} (${rate(perSecond)})`];
}
