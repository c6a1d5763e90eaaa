import { l10n } from 'vscode';
import { containerName } from '../../core/containers/containerNames';
import type { PortContainer } from '../../core/containers/portContainer';
import type { ContainerFacts, Containers, EngineStatus } from '../../core/model/container';
import { nameText, quotedPath } from '../../core/text/clean';
import { shortContainer } from '../../core/units/shownUnit';
import { type Field, field } from '../views/tooltip';

/** Networks of a container that are told. */
const MOST_NETWORKS = 8;

/** A container as a sentence names it: `db (postgres:16), service db of shop, → 5432 inside`. Cleaned. */
export function containerInFull({ facts, published }: PortContainer): string {
  const { image, runtime } = facts;
  const behind = nameText(image ?? '') || (runtime === 'unknown' ? '' : runtime);
  const name = containerName(facts);
  const inside = published && l10n.t('→ {0} inside', published.containerPort);
  return [behind === '' ? name : l10n.t('{0} ({1})', name, behind), composeText(facts), inside]
    .filter(Boolean)
    .join(', ');
}

/** What of Compose it is: `service db of shop`. */
function composeText({ project, service }: ContainerFacts): string {
  const [named, part] = [nameText(project ?? ''), nameText(service ?? '')];
  if (part === '') return named && l10n.t('project {0}', named);
  return named === '' ? l10n.t('service {0}', part) : l10n.t('service {0} of {1}', part, named);
}

/** All that is told of the container that a port is for. */
export function containerFields({ facts, published }: PortContainer): Field[] {
  const { runtime, name, image, project, service, pod, networks, networkMode } = facts;
  const id = shortContainer(facts);
  const kind = runtime === 'unknown' ? [] : [runtime];
  const optional = (label: string, value: string | undefined): Field[] =>
    value ? [field(label, nameText(value))] : [];
  return [
    field(l10n.t('Container'), nameText(name ?? '') || id),
    field(l10n.t('Container id'), [id, ...kind].join(', ')),
    ...optional(l10n.t('Image'), image),
    ...optional(l10n.t('Compose project'), project),
    ...optional(l10n.t('Compose service'), service),
    ...optional(l10n.t('Pod'), pod),
    ...(published ? [field(l10n.t('Port inside'), String(published.containerPort))] : []),
    ...(networkMode === 'host' ? [field('', l10n.t('It uses the network of this machine.'))] : []),
    ...networks
      .slice(0, MOST_NETWORKS)
      .filter(({ addresses }) => addresses.length > 0)
      .map((network) => {
        const label = nameText(network.name);
        const of = label === '' ? l10n.t('Address inside') : l10n.t('Address in {0}', label);
        return field(of, network.addresses.join(', '));
      }),
  ];
}

/** Why containers that run here have no names, once for each engine; '' where they have, or nothing is wrong with theirs. */
export function noNamesText(known: Containers | undefined): string {
  const unnamed = (known?.containers ?? []).filter(({ isHere, engine }) => isHere && engine === undefined);
  const statuses = (known?.engines ?? []).filter(({ runtime }) =>
    unnamed.some((each) => each.runtime === runtime),
  );
  return statuses.map(whyText).filter(Boolean).join(' ');
}

function whyText({ runtime, socket, outcome, detail }: EngineStatus): string {
  const engine = runtime === 'docker' ? 'Docker' : 'Podman';
  const path = quotedPath(socket);
  switch (outcome) {
    case 'ok':
      return '';
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
