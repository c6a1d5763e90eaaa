import { shortPersonName } from '../programs/personName';
import { nameText } from '../text/clean';
import { ENGLISH, type Localizer } from '../text/localizer';
import { ABOUT, likelyUnit } from '../units/unitTexts';
import type { ProcessSubject } from './trafficRecorder';

/**
 * Whose connections a row or a series of the kind `processes` sums up, cleaned: `redis·42`, `vite · shop · 42`, as likely owners are marked
 * everywhere `~sshd·7, ssh.service` and `~cron.service`, `unknown owner (root)`, `unknown, short-lived`.
 * @param users names by uid
 */
export function processLabel(
  subject: ProcessSubject,
  users: ReadonlyMap<number, string> = new Map(),
  l10n: Localizer = ENGLISH,
): string {
  switch (subject.kind) {
    case 'process': {
      const name = withPid(shortPersonName(subject.owner, l10n), subject.owner.pid);
      if (!subject.isLikely) return name;
      const unit = subject.likely && likelyUnit(subject.likely, { users }, l10n);
      return ABOUT + (unit === undefined ? name : `${name}, ${unit}`);
    }
    case 'unit':
      return ABOUT + likelyUnit(subject.likely, { users }, l10n);
    case 'unknown': {
      const user = nameText(users.get(subject.uid) ?? '');
      return user === ''
        ? l10n.t('unknown owner (uid {0})', subject.uid)
        : l10n.t('unknown owner ({0})', user);
    }
    case 'shortLived':
      return l10n.t('unknown, short-lived');
  }
}

/** The number is as far from the name as the parts of that are from each other. */
function withPid(name: string, pid: number): string {
  return name.includes(' · ') ? `${name} · ${pid}` : `${name}·${pid}`;
}
