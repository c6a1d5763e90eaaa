import { t } from '../l10n';
import { clockText } from '../plots/timeAxis';

/** How often samples are taken, by the last one: never what a setting promises. */
export function stepText(takenAt: number | undefined, step: number | undefined, isPaused: boolean): string {
  if (isPaused) return takenAt === undefined ? t('paused') : t('paused at {0}', clockText(takenAt));
  // One behind the other, as where it was resumed, they tell nothing of how often.
  return step === undefined || step < 50 ? '' : t('every {0}', secondsText(step));
}

function secondsText(milliseconds: number): string {
  const tenths = Math.round(milliseconds / 100);
  return tenths % 10 === 0 || tenths >= 100 ? `${Math.round(milliseconds / 1000)} s` : `${tenths / 10} s`;
}
