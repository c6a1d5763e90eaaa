import { l10n } from 'vscode';
import { containersOf } from '../../core/containers/portContainer';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { holderCount } from '../../core/ports/mentionedPort';
import { shorten } from '../../core/text/clean';
import { programName } from '../describe';
import type { Users } from '../likely/likelyTexts';
import { serverNames } from '../likely/ownersText';

/** A hint stands in a line of code: a longer name would push that away. */
const LONGEST_NAME = 24;
/** Of units, in which what tells them apart may stand at the end: postgresql@16-main.service. */
const LONGEST_UNIT = 40;

/**
 * What a hint says of a port: `node · 4242`, `node · 4242 +1`, `~sshd · ssh.service`, `db · postgres:16`, `in use`, `free`.
 * Cleaned.
 */
export function hintLabel(rows: readonly ListeningPort[], users: Users): string {
  const [first] = rows;
  if (first === undefined) return l10n.t('free');
  const more = holderCount(rows) - 1;
  const label = partsOf(first, users).join(' · ');
  return more > 0 ? `${label} +${more}` : label;
}

function partsOf(port: ListeningPort, users: Users): (string | number)[] {
  const { leader, likelyOwner } = port;
  if (containersOf(port).length > 0) {
    return serverNames(port, users)
      .slice(0, 2)
      .map((name) => shorten(name, LONGEST_UNIT));
  }
  if (leader !== undefined) return [shorten(programName(leader), LONGEST_NAME), leader.pid];
  if (likelyOwner === undefined) return [l10n.t('in use')];
  return serverNames(port, users).map((name) => shorten(name, LONGEST_UNIT));
}
