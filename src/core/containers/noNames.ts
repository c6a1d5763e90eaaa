import type { Containers, EngineStatus } from '../model/container';
import { quotedPath } from '../text/clean';
import type { Localizer } from '../text/localizer';

/** Why containers that run here have no names; '' where they have, or nothing is wrong with their engine. */
export function noNamesText(
  known: Pick<Containers, 'containers' | 'engines'> | undefined,
  l10n: Localizer,
): string {
  const unnamed = (known?.containers ?? []).filter(({ isHere, engine }) => isHere && engine === undefined);
  const status = known?.engines.find(
    ({ runtime, outcome }) =>
      outcome !== 'ok' && outcome !== 'absent' && unnamed.some((each) => each.runtime === runtime),
  );
  return status === undefined ? '' : whyText(status, l10n);
}

function whyText({ runtime, socket, outcome }: EngineStatus, l10n: Localizer): string {
  const engine = runtime === 'docker' ? 'Docker' : 'Podman';
  const path = quotedPath(socket);
  switch (outcome) {
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
