import { quotedName } from './clean';
import type { Localizer } from './localizer';

/** What of a window a process began in, by its name: hostile. */
export interface Origin {
  readonly kind: 'terminal' | 'task' | 'debug';
  readonly name: string;
}

/** `task “build”`: the name quoted, cleaned and cut. */
export function originText({ kind, name }: Origin, l10n: Localizer): string {
  switch (kind) {
    case 'debug':
      return l10n.t('debug session {0}', quotedName(name));
    case 'task':
      return l10n.t('task {0}', quotedName(name));
    case 'terminal':
      return l10n.t('terminal {0}', quotedName(name));
  }
}
