import type { PortContainer } from '../../core/model/container';
import { l10n } from 'vscode';
import { type ContainerFacts, isContainerId, type PublishedPort } from '../../core/model/container';
import { publishedUrl } from '../../core/query/url';
import type { ContainerLook } from '../containers/actions/containerActions';

/** What a link says of a container: its whole id, numbers and words of ours. */
export type ContainerLinkArguments = readonly [
  look: ContainerLook,
  id: string,
  transport: string,
  hostPort: number,
];

/** A link that does something with a container. */
export interface ContainerLink {
  readonly title: string;
  readonly args: ContainerLinkArguments;
}

/** What a hover offers for a container that has a port: looking at it, which changes nothing. */
export function containerLinks({ facts, published }: PortContainer): ContainerLink[] {
  const { id, runtime, composeFiles } = facts;
  if (!isContainerId(id)) return [];
  const link = (look: ContainerLook, title: string): ContainerLink => ({
    title,
    args: [look, id, published?.transport ?? '', published?.hostPort ?? 0],
  });
  const hasTool = ['docker', 'podman', 'cri-o'].includes(runtime);
  return [
    ...(published && publishedUrl(published) !== undefined
      ? [link('openContainerInBrowser', l10n.t('Open in Browser'))]
      : []),
    ...(hasTool ? [link('followContainerLogs', l10n.t('Follow Container Logs'))] : []),
    ...(hasTool ? [link('openContainerShell', l10n.t('Open Shell in Container'))] : []),
    ...(composeFiles === undefined ? [] : [link('openComposeFile', l10n.t('Open Compose File'))]),
  ];
}

/** The container that a link means, as it is known now; nothing where it is gone, or the link is none of ours. */
export function linkedContainer(
  containers: readonly ContainerFacts[],
  [, id, transport, hostPort]: readonly unknown[],
): PortContainer | undefined {
  const facts = containers.find((each) => each.isHere && isContainerId(each.id) && each.id === id);
  const isMeant = (port: PublishedPort): boolean =>
    port.transport === transport && port.hostPort === hostPort;
  const published = facts?.ports.find(isMeant);
  return facts && { facts, ...(published && { published }) };
}
