import type { Containers, EngineStatus } from '../model/container';
import { MANAGER_NAMES } from '../ports/managerPrograms';
import { quotedPath } from '../text/clean';
import type { Localizer } from '../text/localizer';

/** Why containers that run here have no names, once for each engine; '' where they have, or nothing is wrong with theirs. */
export function noNamesText(
  known: Pick<Containers, 'containers' | 'engines'> | undefined,
  l10n: Localizer,
): string {
  const unnamed = (known?.containers ?? []).filter(({ isHere, engine }) => isHere && engine === undefined);
  const statuses = (known?.engines ?? []).filter(({ runtime }) =>
    unnamed.some((each) => each.runtime === runtime),
  );
  const texts = statuses.map((status) => whyText(status, l10n)).filter(Boolean);
  // Of a socket in a usual place nothing is told where no engine runs.
  if (texts.length === 0 && unnamed.some(({ engineIs }) => engineIs === 'down')) {
    const isAnother = known?.engines.some(({ runtime, outcome }) => runtime === 'docker' && outcome === 'ok');
    texts.push(
      isAnother === true
        ? l10n.t('Some of Docker’s containers are not named: the engine that started them does not run.')
        : l10n.t('Docker’s containers are not named: Docker does not run (there is no process dockerd).'),
    );
  }
  return texts.join(' ');
}

function whyText({ runtime, socket, outcome, detail }: EngineStatus, l10n: Localizer): string {
  const engine = MANAGER_NAMES[runtime];
  const path = quotedPath(socket);
  switch (outcome) {
    case 'ok':
      return detail === 'otherPids'
        ? l10n.t(
            '{0} at {1} runs in another pid namespace: what it tells is not taken for this machine’s containers.',
            engine,
            path,
          )
        : '';
    case 'absent':
      // Somebody chose that socket: of usual places nothing is said.
      return detail === 'ENOENT' || detail === 'notRunning'
        ? l10n.t(
            '{0}’s containers are not named: no engine runs at {1}, which the setting netstat.containers.engines, DOCKER_HOST or Docker’s context says.',
            engine,
            path,
          )
        : '';
    case 'denied':
      return runtime === 'docker'
        ? l10n.t(
            'Docker’s containers are not named: its socket {0} may not be opened by you, only by members of its group, which mostly is docker.',
            path,
          )
        : l10n.t(
            'Podman’s containers are not all named: its socket {0} may not be opened by you, but by root or the user who runs them.',
            path,
          );
    case 'slow':
      return l10n.t('{0} did not answer in time at {1}: its containers are not named.', engine, path);
    case 'gone':
      return l10n.t('{0} broke off its answer at {1}: its containers are not named.', engine, path);
    default:
      return l10n.t('What answers at {0} is not {1}: containers are not named.', path, engine);
  }
}
