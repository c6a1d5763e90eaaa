import { l10n } from 'vscode';
import type { Evidence, LikelyOwner } from '../../core/model/likelyOwner';
import { likelyProgram } from '../../core/units/shownUnit';

/** How the socket came to the unit, what says most first: one of them is told. */
const WAYS = [
  'socketUnit',
  'accepted',
  'notAccepted',
  'listenersGroup',
  'madeInGroup',
  'groupEnded',
  'inNamespace',
] as const;

/**
 * Why an owner is thought likely, as parts of a sentence whose subject is the socket: "made in the control group of
 * ssh.service; its one process is sshd (812)". It never says that somebody holds the socket, for it may have been moved or
 * handed on.
 * @param unit the unit as it is shown
 */
export function evidenceText(owner: LikelyOwner, unit: string): string {
  const { evidence } = owner;
  const way = WAYS.find((code) => evidence.includes(code));
  const others = evidence.filter((code) => !WAYS.some((each) => each === code));
  const name = evidence.includes('groupEnded') ? l10n.t('{0} (ended)', unit) : unit;
  return [...(way === undefined ? [] : [way]), ...others]
    .flatMap((code) => partOf(code, owner, name) ?? [])
    .join('; ');
}

function partOf(
  code: Evidence,
  { processes: [process], count }: LikelyOwner,
  unit: string,
): string | undefined {
  const who = process && l10n.t('{0} ({1})', likelyProgram(process) || l10n.t('(no name)'), process.pid);
  switch (code) {
    case 'madeInGroup':
    case 'groupEnded':
      return l10n.t('made in the control group of {0}', unit);
    case 'inNamespace':
      return l10n.t('in the network namespace of {0}', unit);
    case 'socketUnit':
      return l10n.t('kept by systemd for {0}', unit);
    case 'accepted':
      return l10n.t('accepted for {0}', unit);
    case 'notAccepted':
      return l10n.t('waits for {0}', unit);
    case 'listenersGroup':
      return l10n.t('being opened, with a listener made in the control group of {0}', unit);
    case 'severalProcesses':
      return count === 1
        ? l10n.t('its one process may not be looked at')
        : l10n.t('which of its {0} processes has it is not known', count);
    case 'contradicted':
      return l10n.t('what is known of its processes contradicts itself, so that none is named');
    default:
      return who && processText(code, who, count);
  }
}

/** How one process was found among those of the unit. */
function processText(code: Evidence, who: string, count: number): string | undefined {
  if (count === 1) return l10n.t('its one process is {0}', who);
  switch (code) {
    case 'onlyProcess':
      return l10n.t('of its {0} processes only {1} can have it', count, who);
    case 'sameProgram':
      return l10n.t(
        'of its processes that can have it, {0} began the others, which are the same program',
        who,
      );
    case 'commandLine':
      return l10n.t('of its processes that can have it, {0} has the port in its command line', who);
    case 'innermost':
      return l10n.t('of its processes that can have it, each began the next, and {0} is the last', who);
    case 'othersLookedInto':
      return l10n.t('all others in it could be looked into and lack it, which leaves {0}', who);
    default:
      return undefined;
  }
}
