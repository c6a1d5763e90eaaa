import { l10n } from 'vscode';
import { allNamesOfContainer, containerName } from '../../core/containers/containerNames';
import { containersOf } from '../../core/containers/portContainer';
import { publishedOn, publishingOf } from '../../core/containers/publishers';
import type { ContainerFacts, PublishedPort } from '../../core/model/container';
import { isIn, portIn } from '../../core/ports/findPorts';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { containerInFull } from '../containers/containerTexts';
import type { Verdict } from './verdict';
import { icons } from '../catalog/icons';

const EVERY_PORT = { port: 0, lastPort: 65_535 };

/** Ports of containers that a question finds, and that no row of a listener tells of. */
export interface PublishedVerdicts {
  /** Packet rules hand them on: nothing listens on this machine, and they are not free. */
  readonly here: readonly Verdict[];
  /** They are another machine's, that of their engine. */
  readonly elsewhere: readonly Verdict[];
}

/**
 * What is published of the port that a question names, or by the containers that it names.
 * @param ports the rows of listeners, which name what they are for themselves
 */
export function publishedVerdicts(
  question: string,
  ports: readonly ListeningPort[],
  containers: readonly ContainerFacts[],
): PublishedVerdicts {
  const [asked, words] = [portIn(question), question.trim().toLowerCase()];
  const isMeant = (facts: ContainerFacts, { hostPort }: PublishedPort): boolean =>
    asked === undefined
      ? words !== '' && allNamesOfContainer(facts).some((name) => isIn(name, words))
      : hostPort === asked;
  const told = new Set(
    ports.flatMap((port) =>
      containersOf(port).map(({ facts }) => `${facts.id} ${port.transport} ${port.port}`),
    ),
  );
  const verdicts = { here: [] as Verdict[], elsewhere: [] as Verdict[] };
  const elsewhere = [...publishingOf(containers).elsewhere.values()].flat();
  for (const { facts, published } of [...publishedOn(EVERY_PORT, containers), ...elsewhere]) {
    const key = `${facts.id} ${published.transport} ${published.hostPort}`;
    if (told.has(key) || !isMeant(facts, published)) continue;
    told.add(key);
    (facts.isHere ? verdicts.here : verdicts.elsewhere).push(verdictOf(facts, published));
  }
  return verdicts;
}

function verdictOf(facts: ContainerFacts, published: PublishedPort): Verdict {
  const { hostPort, transport } = published;
  const meaning = facts.isHere
    ? l10n.t('{0}. Nothing listens here: packet rules hand the port on, whatever a bind says.', inFull())
    : l10n.t('{0}. It is no port of this machine: the engine runs on another one.', inFull());
  return {
    icon: icons.container,
    title: `${hostPort}  ${containerName(facts)}`,
    summary: facts.isHere
      ? l10n.t('published, {0}', transport)
      : l10n.t('on the engine’s host, {0}', transport),
    meaning,
  };

  function inFull(): string {
    return containerInFull({ facts, published });
  }
}
