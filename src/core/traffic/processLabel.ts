import { programName } from '../text/programName';
import { ENGLISH, type Localizer } from '../text/localizer';
import type { ProcessSubject } from './trafficRecorder';

/**
 * Whose connections a row or a series of the kind `processes` sums up, cleaned: `node·42`, as likely owners are marked
 * everywhere `~sshd·7`, `unknown owner (uid 1000)`, `unknown, short-lived`.
 */
export function processLabel(subject: ProcessSubject, l10n: Localizer = ENGLISH): string {
  switch (subject.kind) {
    case 'process': {
      const name = `${programName(subject.owner, l10n)}·${subject.owner.pid}`;
      return subject.isLikely ? `~${name}` : name;
    }
    case 'unknown':
      return l10n.t('unknown owner (uid {0})', subject.uid);
    case 'shortLived':
      return l10n.t('unknown, short-lived');
  }
}
