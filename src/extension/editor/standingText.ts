import { l10n } from 'vscode';
import type { ProcessOwner } from '../../core/model/process';
import type { Snapshot } from '../../core/model/snapshot';
import { clean } from '../../core/text/clean';
import { personPhrase } from '../describe';
import { rootTexts, type WindowRoots } from '../origins/windowRoots';
import { ago, startedAt } from '../started';
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
export function standingText({ rows, uses, whose }: PortAnswer, sources: OwnerSources): string | undefined {
  const [row] = rows;
  if (row?.leader === undefined || uses.length > 0) return undefined;
  const held = heldByText(row.leader, row.port, sources);
  return whose === 'window' ? l10n.t('Yours: {0}.', held) : l10n.t('Taken: {0}.', held);
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

/** `held by vite of shop (pid 4242), started 3 hours ago in terminal “dev”`, as far as that is known; cleaned. */
function heldByText(owner: ProcessOwner, port: number, { snapshot, roots }: OwnerSources): string {
  const [name, pid] = [personPhrase(owner, port), owner.pid];
  const [root] = rootTexts(roots.of(owner)).map(clean);
  const began = startedAt(snapshot, owner.startTime);
  if (began === undefined) {
    return root === undefined
      ? l10n.t('held by {0} (pid {1})', name, pid)
      : l10n.t('held by {0} (pid {1}), started in {2}', name, pid, root);
  }
  return root === undefined
    ? l10n.t('held by {0} (pid {1}), started {2}', name, pid, ago(began))
    : l10n.t('held by {0} (pid {1}), started {2} in {3}', name, pid, ago(began), root);
}
