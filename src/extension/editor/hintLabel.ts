import { l10n } from 'vscode';
import { behindContainer, containerName } from '../../core/containers/containerNames';
import { containersOf } from '../../core/containers/portContainer';
import type { PortUse } from '../../core/containers/portUses';
import type { MentionedPort } from '../../core/mentions/mention';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { holderCount } from '../../core/ports/mentionedPort';
import { nameText, shorten } from '../../core/text/clean';
import { programName } from '../describe';
import type { Users } from '../likely/likelyTexts';
import { serverNames } from '../likely/ownersText';
import type { PortAnswer } from './mentionAnswers';

/** A hint stands in a line of code: a longer name would push that away. */
const LONGEST_NAME = 24;
/** Of units, in which what tells them apart may stand at the end: postgresql@16-main.service. */
const LONGEST_UNIT = 40;

/**
 * What a hint says of a port: `node · 4242`, `node · 4242 +1`, `~sshd · ssh.service`, `db · postgres:16`, `in use`, `free`. In a
 * Compose file also which service of it has the port, or that none of it has. Cleaned.
 * @param place where the port is named; of a Compose file it says more
 */
export function hintLabel(
  { rows, uses }: PortAnswer,
  users: Users,
  { compose }: Pick<MentionedPort, 'compose'> = {},
): string {
  const [use] = uses;
  const [first] = rows;
  if (use === undefined && first === undefined) return l10n.t('free');
  const more = holderCount(rows.filter((row) => !isContainers(row, uses))) + uses.length - 1;
  const label =
    use !== undefined ? useLabel(use, compose !== undefined) : first ? partsOf(first, users).join(' · ') : '';
  return more > 0 ? `${label} +${more}` : label;
}

/** Whether a container has it, however many processes do for that; somebody who is not known is taken for one of them. */
function isContainers(row: ListeningPort, uses: PortAnswer['uses']): boolean {
  return containersOf(row).length > 0 || (uses.length > 0 && row.owners.length === 0);
}

/** The container that has a port, by what it is to the text. From /proc alone nobody tells of which file it is. */
function useLabel({ facts, is }: PortUse, isCompose: boolean): string {
  const name = shorten(containerName(facts), LONGEST_UNIT);
  const [image] = behindContainer(facts).map((each) => shorten(each, LONGEST_UNIT));
  const project = nameText(facts.project ?? '');
  if (is === 'service') return l10n.t('this service · {0}', name);
  if (is === 'file')
    return l10n.t(
      '{0} of this file',
      withImage(shorten(nameText(facts.service ?? ''), LONGEST_UNIT), facts.image),
    );
  if (!isCompose || facts.engine === undefined) return [name, image].filter(Boolean).join(' · ');
  return project === ''
    ? l10n.t('held by {0}', withImage(name, facts.image))
    : l10n.t('held by {0} of project {1}', name, shorten(project, LONGEST_UNIT));
}

function withImage(name: string, image: string | undefined): string {
  return image === undefined ? name : l10n.t('{0} ({1})', name, shorten(nameText(image), LONGEST_UNIT));
}

function partsOf(port: ListeningPort, users: Users): (string | number)[] {
  const { leader, likelyOwner } = port;
  if (leader !== undefined) return [shorten(programName(leader), LONGEST_NAME), leader.pid];
  if (likelyOwner === undefined) return [l10n.t('in use')];
  return serverNames(port, users).map((name) => shorten(name, LONGEST_UNIT));
}
