import type { Localizer } from '../text/localizer';
import type { ProgramDescription } from './facts';

/** `vite · shop`: what a person would call a process, and the project that it is of. All of it is safe to show. */
export function descriptionText({ what, project, isProbable }: ProgramDescription, l10n: Localizer): string {
  const whole = project === undefined ? what : `${what} · ${project}`;
  return isProbable ? l10n.t('probably {0}', whole) : whole;
}
