import type { MentionedPort } from '../mentions/mention';
import type { ContainerFacts } from '../model/container';
import type { ListeningPort } from '../ports/listeningPorts';
import { mayHaveFor, mayLikelyHaveFor } from './portContainer';
import type { PortUse } from './portUses';

/** What a port that a file names is to who reads the file. */
export interface PortStanding {
  /**
   * Whose it is, going by who is named first:
   * - `nobody`: it is free
   * - `window`: this window's, or a container's that belongs to the file or to a folder of the window
   * - `stranger`: anybody else's
   * - `unsaid`: nobody tells, as of a container of which only /proc tells
   */
  readonly whose: 'nobody' | 'window' | 'stranger' | 'unsaid';
  /** What keeps `docker compose up` from publishing it, where it is a Compose file that names it; of a likely owner likely. */
  readonly failsCompose?: 'program' | 'likelyProgram' | 'container';
}

/**
 * Whose a port is that a file names.
 * @param rows who listens on it, those with a known owner first
 * @param uses the containers that have it, those nearest to the file first
 * @param folders paths of the window's folders
 */
export function portStanding(
  mention: MentionedPort,
  rows: readonly ListeningPort[],
  uses: readonly PortUse[],
  folders: readonly string[] = [],
): PortStanding {
  const whose = whoseIs(mention, rows, uses, folders);
  const failsCompose = obstacleOf(mention, rows, uses);
  return { whose, ...(failsCompose && { failsCompose }) };
}

function whoseIs(
  { compose }: MentionedPort,
  [row]: readonly ListeningPort[],
  [use]: readonly PortUse[],
  folders: readonly string[],
): PortStanding['whose'] {
  if (use !== undefined) {
    if (use.is !== 'other' || isBelow(use.facts, folders)) return 'window';
    return compose !== undefined && use.facts.engine === undefined ? 'unsaid' : 'stranger';
  }
  if (row === undefined) return 'nobody';
  return row.leader?.isMine === true ? 'window' : 'stranger';
}

/** Whether the project of a container lies in one of the folders. */
function isBelow({ folder }: ContainerFacts, folders: readonly string[]): boolean {
  return folder !== undefined && folders.some((each) => folder === each || folder.startsWith(`${each}/`));
}

/**
 * Compose starts no service whose port another has. Nothing is said where a container of the file has it, or may have it: such
 * a service runs, or is replaced. Of a range of ports Docker may take another one.
 */
function obstacleOf(
  { compose, lastPort }: MentionedPort,
  rows: readonly ListeningPort[],
  uses: readonly PortUse[],
): PortStanding['failsCompose'] {
  if (compose === undefined || lastPort !== undefined) return undefined;
  const [use] = uses;
  if (use !== undefined)
    return use.is === 'other' && use.facts.engine !== undefined ? 'container' : undefined;
  // Nobody has a port for a container who could not.
  if (rows.some(({ owners }) => owners.length > 0 && !owners.some(mayHaveFor))) return 'program';
  const isLikely = rows.some(
    ({ likelyOwner }) => likelyOwner !== undefined && !mayLikelyHaveFor(likelyOwner),
  );
  return isLikely ? 'likelyProgram' : undefined;
}
