import { l10n } from 'vscode';
import { behindContainer, containerName } from '../../core/containers/containerNames';
import { containersOf } from '../../core/containers/portContainer';
import type { PortUse } from '../../core/containers/portUses';
import type { MentionedPort } from '../../core/mentions/mention';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { holderCount } from '../../core/ports/mentionedPort';
import { nameText, shorten } from '../../core/text/clean';
import type { Users } from '../likely/likelyTexts';
import { nameOf, serverNames } from '../portNames';
import type { PortAnswer } from './mentionAnswers';

/** Of units, in which what tells them apart may stand at the end: postgresql@16-main.service. */
const LONGEST_UNIT = 40;

/**
 * What a hint says of a port: `○ free`, `● yours: vite · shop · 4242`, `▲ taken: node · 4242 +1`, `▲ taken: ~sshd · ssh.service`,
 * `▲ in use`. A symbol and a word tell free, this window's and a stranger's apart, since a hint has no colour of its own. In
 * a Compose file also which service of it has the port, or that `docker compose up` will fail for who has it. Cleaned.
 * @param place where the port is named; of a Compose file it says more
 */
export function hintLabel(
  answer: PortAnswer,
  users: Users,
  { compose }: Pick<MentionedPort, 'compose'> = {},
): string {
  const { rows, uses, whose, failsCompose } = answer;
  const [use] = uses;
  const [first] = rows;
  const symbol = failsCompose === undefined ? SYMBOLS[whose] : SYMBOLS.stranger;
  if (use === undefined && first === undefined) return `${symbol} ${l10n.t('free')}`;
  const more = holderCount(rows.filter((row) => !isContainers(row, uses))) + uses.length - 1;
  const holder = use === undefined && first ? holderParts(first, users)?.join(' · ') : undefined;
  const label = use === undefined ? (holder ?? l10n.t('in use')) : useLabel(use, compose !== undefined);
  const all = more > 0 ? `${label} +${more}` : label;
  const isRelated = use !== undefined && compose !== undefined;
  return `${symbol} ${saidOf(all, answer, isRelated, use !== undefined || holder !== undefined)}`;
}

/** Told apart by their shapes: hollow, full, and one that warns. */
const SYMBOLS: Readonly<Record<PortAnswer['whose'], string>> = {
  nobody: '○',
  window: '●',
  stranger: '▲',
  unsaid: '◆',
};

/**
 * The name of who has the port, with whose it is.
 * @param isRelated whether the name says already what it is to the file
 * @param isNamed whether there is somebody to name
 */
function saidOf(
  name: string,
  { whose, failsCompose }: PortAnswer,
  isRelated: boolean,
  isNamed: boolean,
): string {
  if (failsCompose === 'program') {
    return whose === 'window'
      ? l10n.t('your {0} has it: docker compose up will fail', name)
      : l10n.t('{0} has it: docker compose up will fail', name);
  }
  if (failsCompose === 'likelyProgram') return l10n.t('taken: {0}: docker compose up will likely fail', name);
  if (failsCompose === 'container') return l10n.t('{0}: docker compose up will fail', name);
  if (isRelated) return name;
  if (whose === 'window') return l10n.t('yours: {0}', name);
  return whose === 'stranger' && isNamed ? l10n.t('taken: {0}', name) : name;
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

/** The parts that name who listens; nothing where nobody is known. */
function holderParts(port: ListeningPort, users: Users): (string | number)[] | undefined {
  const { leader, likelyOwner } = port;
  const { short, isContainer } = nameOf(port, users);
  if (leader !== undefined && !isContainer) return [short, leader.pid];
  if (leader === undefined && likelyOwner === undefined) return undefined;
  return serverNames(port, users).map((name) => shorten(name, LONGEST_UNIT));
}
