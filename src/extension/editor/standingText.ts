import { l10n } from 'vscode';
import type { Snapshot } from '../../core/model/snapshot';
import { rootTexts, type WindowRoots } from '../origins/windowRoots';
import { startedProcess } from '../started';
import type { PortAnswer } from './mentionAnswers';

/** What sentences about an owner are made of. */
interface OwnerSources {
  readonly snapshot: Snapshot | undefined;
  readonly roots: Pick<WindowRoots, 'of'>;
}

/**
 * The sentence that a hover begins with: whose the port is, and since when. Nothing where it is free, or a container's, whose
 * name is told anyway.
 */
export function standingText(
  { rows, uses, whose }: PortAnswer,
  { snapshot, roots }: OwnerSources,
): string | undefined {
  const [row] = rows;
  if (row?.leader === undefined || uses.length > 0) return undefined;
  const held = startedProcess(row.leader, row.port, snapshot, rootTexts(roots.of(row.leader)));
  return whose === 'window' ? l10n.t('Yours: held by {0}.', held) : l10n.t('Taken: held by {0}.', held);
}

/** Why Compose will not start the service; nothing where nothing is known to keep it from that. */
export function composeText({ failsCompose }: Pick<PortAnswer, 'failsCompose'>): string | undefined {
  if (failsCompose === undefined) return undefined;
  if (failsCompose === 'likelyProgram') {
    return l10n.t(
      'docker compose up will likely fail: the port is taken, by no container as far as is seen. Free it, or publish the service on another port.',
    );
  }
  return failsCompose === 'program'
    ? l10n.t(
        'docker compose up will fail: a program of this machine has the port. End it, or publish the service on another port.',
      )
    : l10n.t(
        'docker compose up will fail: a container that is not of this file has the port. Stop it, or publish the service on another port.',
      );
}
