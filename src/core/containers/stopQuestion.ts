import type { ContainerDetails, PublishedPort } from '../model/container';
import type { PortQuestion } from '../model/portFacts';
import type { Kept } from '../ports/keptBy';
import { MANAGER_NAMES } from '../ports/managerPrograms';
import { quotedName } from '../text/clean';
import { listedNames, type Localizer } from '../text/localizer';
import { shortContainer } from '../units/shownUnit';
import { containerText } from './stopTexts';

/** Ports that a question names, and their characters; the others are counted. */
const PORTS = { most: 60, longest: 700 };

/** What the user is asked, and the button that agrees. */
export interface StopQuestion {
  readonly message: string;
  readonly detail: string;
  readonly yes: string;
}

/** Asks whether to stop the container that has a port: what it is, all that it serves, and what follows. */
export function stopQuestion(
  { port }: PortQuestion,
  kept: Kept,
  details: ContainerDetails,
  l10n: Localizer,
): StopQuestion {
  const paragraphs = [
    identityLines(kept, details, l10n),
    portsLine(details, kept, l10n),
    ...consequences(kept, details, l10n),
  ];
  return {
    message: l10n.t('Stop container {0} to free port {1}?', shortContainer(kept.container), port),
    detail: paragraphs.filter(Boolean).join('\n\n'),
    yes: l10n.t('Stop Container'),
  };
}

/** The id, which nobody chose, before all that somebody did. */
function identityLines({ container }: Kept, details: ContainerDetails, l10n: Localizer): string {
  const { id, project } = container;
  const { name = container.name, image = container.image } = details;
  const { runtime } = container;
  const short = shortContainer({ runtime, id });
  return [
    runtime === 'docker' || runtime === 'podman'
      ? l10n.t('Container {0} of {1}', short, MANAGER_NAMES[runtime])
      : l10n.t('Container {0}', short),
    ...(name === undefined ? [] : [l10n.t('Name: {0}', quotedName(name))]),
    ...(image === undefined ? [] : [l10n.t('Image: {0}', quotedName(image))]),
    ...(project === undefined ? [] : [l10n.t('Project: {0}', quotedName(project))]),
  ].join('\n');
}

function portsLine(details: ContainerDetails, { container }: Kept, l10n: Localizer): string {
  const ports = details.ports.length > 0 ? details.ports : container.ports;
  return ports.length === 0 ? '' : l10n.t('Its ports: {0}', listedNames(ports.map(portText), l10n, PORTS));
}

/** `127.0.0.1:15432 → 5432/tcp` */
function portText({ hostAddress, hostPort, containerPort, transport }: PublishedPort): string {
  const address = hostAddress?.includes(':') === true ? `[${hostAddress}]` : (hostAddress ?? '*');
  return `${address}:${hostPort} → ${containerPort}/${transport}`;
}

/** What follows from the stop, beside that its own port is free. */
function consequences({ container, sharers }: Kept, details: ContainerDetails, l10n: Localizer): string[] {
  const { autoRemove, restartPolicy, pod = container.pod, networkOf } = details;
  const end = l10n.t('It is asked to end, and is killed when its time for that is over, mostly 10 s.');
  return [
    end,
    ...(autoRemove
      ? [l10n.t('WARNING: It is deleted when it ends, with its anonymous volumes and what is in them.')]
      : []),
    ...(sharers.length > 0
      ? [
          l10n.t(
            'WARNING: Others lose their network with it: {0}',
            listedNames(sharers.map(containerText), l10n),
          ),
        ]
      : []),
    ...(container.isInfra === true && pod !== undefined
      ? [l10n.t('WARNING: It keeps the network of pod {0}.', quotedName(pod))]
      : []),
    ...(container.isInfra !== true && pod !== undefined
      ? [l10n.t('It is a part of pod {0}, whose other containers go on.', quotedName(pod))]
      : []),
    ...(networkOf === undefined
      ? []
      : [
          l10n.t(
            'It is in the network of container {0}, which goes on.',
            shortContainer({ runtime: container.runtime, id: networkOf }),
          ),
        ]),
    ...(restartPolicy === undefined ? [] : [restartText(restartPolicy, l10n)]),
  ];
}

/** What engines do after a stop by hand, see docker-run(1) and podman-run(1). */
function restartText(policy: string, l10n: Localizer): string {
  return policy === 'always'
    ? l10n.t(
        'Its restart policy is {0}: its engine starts it again when the engine itself is started.',
        quotedName(policy),
      )
    : l10n.t(
        'Its restart policy is {0}: once stopped it stays so until somebody starts it.',
        quotedName(policy),
      );
}
