import { l10n } from 'vscode';
import { behindContainer, containerName } from '../core/containers/containerNames';
import { containersOf } from '../core/containers/portContainer';
import type { ProcessOwner } from '../core/model/process';
import type { ListeningPort } from '../core/ports/listeningPorts';
import { shorten } from '../core/text/clean';
import { SHORT_NAME } from '../core/programs/descriptionText';
import { asInContainer, descriptionAt } from '../core/programs/personName';
import { ABOUT } from '../core/units/unitTexts';
import { containerWithImage } from './containers/containerTexts';
import { personName, personPhrase, shortPersonName } from './describe';
import { likelyBehind, likelyName, likelySpoken, type Users } from './likely/likelyTexts';

/** What tells who has a port; without its number, who is meant by himself. */
export interface Had extends Pick<ListeningPort, 'likelyOwner' | 'sockets' | 'rules' | 'namespace'> {
  readonly leader?: ProcessOwner | undefined;
  readonly port?: number | undefined;
}

/**
 * Who has a port, as a person says it: the container, else the process, else who likely is it. In another network namespace the
 * process comes first: all there may be one container's.
 */
interface Name {
  /** Whole, for tooltips: `vite · shop`. */
  readonly whole: string;
  /** In the room of a row, {@link SHORT_NAME} characters. */
  readonly short: string;
  /** Within a sentence: `vite of shop`. */
  readonly said: string;
  /** A container's, so that more of it stands behind. */
  readonly isContainer: boolean;
}

/** How who has a port is called, wherever it stands but in questions about ending it, which have `askedProcess`. */
export function nameOf(port: Had, users: Users): Name {
  const { likelyOwner } = port;
  // In another network namespace all there may be one container's, which the title or the row tells.
  const leader = port.namespace === undefined ? port.leader : port.leader && asInContainer(port.leader);
  if (isContainers(port) && (port.namespace === undefined || !isSeen(port))) {
    const whole = containersOf(port)
      .map(({ facts }) => containerName(facts))
      .join(', ');
    return {
      whole,
      short: shorten(whole, SHORT_NAME),
      said: l10n.t('container {0}', whole),
      isContainer: true,
    };
  }
  if (leader !== undefined) {
    // What rests on the number of the port alone bears the mark of what is likely.
    const mark = descriptionAt(leader, port.port)?.isProbable === true ? ABOUT : '';
    return {
      whole: personName(leader, port.port),
      short: shorten(mark + shortPersonName(leader, port.port), SHORT_NAME),
      said: personPhrase(leader, port.port),
      isContainer: false,
    };
  }
  if (likelyOwner !== undefined) {
    const whole = likelyName(likelyOwner, users);
    const said = likelySpoken(likelyOwner, users);
    // Where it does not fit, the whole unit stands behind the name, which needs no part of what a socket is kept for.
    const [first = whole] = whole.length > SHORT_NAME ? whole.split(' → ') : [whole];
    return { whole, short: shorten(first, SHORT_NAME), said, isContainer: false };
  }
  const unknown = l10n.t('unknown owner');
  return { whole: unknown, short: unknown, said: unknown, isContainer: false };
}

/** The same of a process that stands below a port, which tells the container. */
export function processNameOf(port: Had, users: Users): Name {
  const { leader, likelyOwner, namespace, port: number } = port;
  return nameOf(
    {
      ...{ sockets: [], rules: [], port: number },
      ...(leader && { leader: asInContainer(leader) }),
      ...(likelyOwner && { likelyOwner }),
      ...(namespace && { namespace }),
    },
    users,
  );
}

/**
 * The same as lists of ports have it, in parts, whole: `vite · shop`; `~sshd`, `ssh.service`; `db`, `postgres:16`, `shop`,
 * `docker`; `unknown owner`.
 */
export function serverNames(port: Had, users: Users): [name: string, ...behind: string[]] {
  const { whole, isContainer } = nameOf(port, users);
  return [
    whole,
    ...(isContainer ? behindContainers(port) : [...behindLikely(port, users), ...containersBeside(port)]),
  ];
}

/** What tells a container from others; of several, none is told. */
function behindContainers(port: Had): string[] {
  const [container, ...more] = containersOf(port).map(({ facts }) => facts);
  return container === undefined || more.length > 0 ? [] : behindContainer(container);
}

function behindLikely({ leader, likelyOwner }: Had, users: Users): string[] {
  return leader !== undefined || likelyOwner === undefined ? [] : likelyBehind(likelyOwner, users);
}

/** The containers that a port is of, beside the process that is seen to have it there. */
export function containersBeside(port: Had): string[] {
  if (port.namespace === undefined || !isSeen(port)) return [];
  return containersOf(port).map(({ facts }) => containerWithImage(facts));
}

/** Whether a process is known, or likely. */
export function isSeen({ leader, likelyOwner }: Pick<Had, 'leader' | 'likelyOwner'>): boolean {
  return leader !== undefined || (likelyOwner?.processes ?? []).length > 0;
}

/** Whether a container has the port. */
export function isContainers(port: Pick<Had, 'sockets' | 'rules'>): boolean {
  return containersOf(port).length > 0;
}

/** Whether who holds the sockets holds them for a container: its pid is not that of what the row is named after. */
export function isKept({ sockets }: Pick<Had, 'sockets'>): boolean {
  return sockets.some(({ container }) => container !== undefined && container.by !== 'itself');
}
