import { l10n } from 'vscode';
import { ageAt } from '../../../core/text/age';

/** How long it is yet, so roughly that a row need not be drawn anew every second. */
export function roughTime(seconds: number): string {
  const { count, unit } = ageAt(0, seconds * 1000);
  switch (unit) {
    case 'second':
      return l10n.t('under a minute left');
    case 'minute':
      return count === 1 ? l10n.t('1 minute left') : l10n.t('{0} minutes left', count);
    case 'hour':
      return count === 1 ? l10n.t('1 hour left') : l10n.t('{0} hours left', count);
    case 'day':
      return count === 1 ? l10n.t('1 day left') : l10n.t('{0} days left', count);
  }
}

/** How long it is yet, to the second. */
export function exactTime(seconds: number): string {
  return l10n.t('{0} s, unless packets of it pass', seconds);
}
