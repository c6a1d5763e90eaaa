import { l10n } from 'vscode';
import { containerName } from '../../core/containers/containerNames';
import { noNamesText as whyNoNames } from '../../core/containers/noNames';
import type { ContainerFacts, ContainerLabel, Containers, PortContainer } from '../../core/model/container';
import { MANAGER_NAMES } from '../../core/ports/managerPrograms';
import { nameText } from '../../core/text/clean';
import { shortContainer } from '../../core/units/shownUnit';
import { type Field, field } from '../views/tooltip';

/** Networks of a container that are told. */
const MOST_NETWORKS = 8;

/** Whose a port or an address is, as far as it is told. */
interface LabelledContainer extends Pick<PortContainer, 'published'> {
  readonly facts: ContainerLabel;
}

/** A container as a sentence names it: `db (postgres:16), service db of shop, → 5432 inside`. Cleaned. */
export function containerInFull({ facts, published }: LabelledContainer): string {
  const inside = published && l10n.t('→ {0} inside', published.containerPort);
  return [containerWithImage(facts), composeText(facts), inside].filter(Boolean).join(', ');
}

/** `db (postgres:16)`, cleaned; the runtime where the image is not known. */
export function containerWithImage(facts: ContainerLabel): string {
  const { image, runtime } = facts;
  const behind = nameText(image ?? '') || (runtime === 'unknown' ? '' : runtime);
  const name = containerName(facts);
  return behind === '' ? name : l10n.t('{0} ({1})', name, behind);
}

/** What a container's engine is called. */
export function engineName(runtime: ContainerFacts['runtime']): string {
  if (runtime === 'docker' || runtime === 'podman') return MANAGER_NAMES[runtime];
  return runtime === 'unknown' ? l10n.t('its engine') : runtime;
}

/** What of Compose it is: `service db of shop`. */
function composeText({ project, service }: ContainerLabel): string {
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
    ...optional(l10n.t('Container'), name),
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
  return whyNoNames(known, l10n);
}
