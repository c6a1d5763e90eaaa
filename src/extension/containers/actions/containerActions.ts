import type { PortContainer } from '../../../core/model/container';
import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { type ContainerFacts, isContainerId } from '../../../core/model/container';
import { type ContainerDeed, containerLine } from '../../../core/ports/managerCommands';
import { messageText } from '../../../core/text/clean';
import { shortContainer } from '../../../core/units/shownUnit';
import { engineUser } from '../../../node/containers/engineUser';
import type { CommandDeclaration } from '../../catalog/command';
import { copy } from '../../commands/copy';
import { typeLine } from '../../terminal/typeLine';
import type { RowNode } from '../../views/tree/row';
import type { ContainersState } from '../containersState';
import { noNamesText } from '../containerTexts';
import { containerText } from '../../../core/containers/stopTexts';
import { containerCommands } from './containerActions.contributions';
import { openComposeFile } from './openComposeFile';
import { openPublished } from './openPublished';
import { pickAnyContainer, pickContainer } from './pickContainer';
import { containersOfRow } from './rowContainers';

/** A command, and what it does with the row that it is meant for, or all that are selected. */
type Action = readonly [CommandDeclaration, (node?: RowNode, nodes?: readonly RowNode[]) => Promise<void>];

/** What actions on containers depend on. */
export interface ContainerActionSources {
  readonly state: Pick<ContainersState, 'asked' | 'list' | 'last'>;
  /** Whoever types lines. */
  readonly uid: () => number;
  /** The rows that are selected; their containers come first where the command palette asks for one. */
  readonly selection: () => readonly RowNode[];
}

/** What a command does with one container. */
type Deed = (container: PortContainer, sources: ContainerActionSources) => unknown;

const looks = {
  followContainerLogs: (container, sources) => type('logs', container.facts, sources),
  openContainerShell: (container, sources) => type('shell', container.facts, sources),
  openComposeFile: ({ facts }) => openComposeFile(facts),
  openContainerInBrowser: (container) => openPublished(container),
} satisfies Partial<Record<keyof typeof containerCommands, Deed>>;

/** What is copied of a container, and why there is nothing. */
interface Copied {
  readonly of: (facts: ContainerFacts) => readonly string[];
  readonly missing: (facts: ContainerFacts, sources: ContainerActionSources) => string;
}

const copies = {
  copyContainerName: { of: ({ name }) => (name === undefined ? [] : [name]), missing: noName },
  copyContainerId: { of: ({ id }) => [id], missing: noName },
  copyContainerAddress: {
    of: ({ networks }) => networks.flatMap(({ addresses }) => addresses),
    missing: noAddress,
  },
} satisfies Partial<Record<keyof typeof containerCommands, Copied>>;

/** The names of what can be done with one container, wherever it is offered. */
export type ContainerLook = keyof typeof looks;

/** Whether something that a link passed names one. */
export function isContainerLook(name: unknown): name is ContainerLook {
  return typeof name === 'string' && Object.hasOwn(looks, name);
}

/** Does it. */
export async function actOnContainer(
  look: ContainerLook,
  container: PortContainer,
  sources: ContainerActionSources,
): Promise<void> {
  const deed: Deed = looks[look];
  await deed(container, sources);
}

/** The commands that look into containers, and copy what they are called. */
export function containerActions(sources: ContainerActionSources): readonly Action[] {
  return [
    ...(Object.keys(looks) as ContainerLook[]).map((look): Action => {
      const declared = containerCommands[look];
      return [
        declared,
        async (node) => {
          const container = await one(sources, node);
          if (container !== undefined) await actOnContainer(look, container, sources);
        },
      ];
    }),
    ...(Object.keys(copies) as (keyof typeof copies)[]).map((name): Action => {
      const declared = containerCommands[name];
      return [
        declared,
        async (node, nodes = []) => {
          const rows = node === undefined ? [] : [...new Set([node, ...nodes])];
          const found = rows.length > 1 ? containersOf(rows, sources) : [await one(sources, node)];
          await copyOf(
            copies[name],
            found.flatMap((each) => each?.facts ?? []),
            sources,
          );
        },
      ];
    }),
  ];
}

/** The container that a command is meant for: the row's, of whose several the user says which, else one of all. */
async function one(
  sources: ContainerActionSources,
  node: RowNode | undefined,
): Promise<PortContainer | undefined> {
  if (node === undefined) {
    return pickAnyContainer(sources.state, containersOf(sources.selection(), sources));
  }
  const found = containersOf([node], sources);
  if (found.length === 0) tell(l10n.t('No container is known that has it. Choose another row.'));
  return pickContainer(found);
}

function containersOf(rows: readonly RowNode[], { state }: ContainerActionSources): PortContainer[] {
  const found = rows.flatMap((row) => containersOfRow(row, state.list));
  return [...new Map(found.map((each) => [each.facts.id, each])).values()];
}

async function copyOf(
  { of, missing }: Copied,
  all: readonly ContainerFacts[],
  sources: ContainerActionSources,
) {
  const [first] = all;
  if (first === undefined) return;
  const texts = all.flatMap((facts) => of(facts));
  if (texts.length === 0) tell(missing(first, sources));
  else await copy(texts);
}

function noName(facts: ContainerFacts, { state }: ContainerActionSources): string {
  const text = l10n.t('The name of container {0} is not known.', shortContainer(facts));
  return [text, noNamesText(state.last)].filter(Boolean).join(' ');
}

function noAddress(facts: ContainerFacts): string {
  const name = containerText(facts);
  const { networkMode = '' } = facts;
  if (networkMode === 'host')
    return l10n.t('Container {0} uses the network of this machine: it has no address of its own.', name);
  const [, of] = /^container:(.+)$/s.exec(networkMode) ?? [];
  if (of === undefined) return l10n.t('The addresses of container {0} are not known.', name);
  return l10n.t(
    'Container {0} is in the network of container {1}, which has the addresses.',
    name,
    shortContainer({ runtime: facts.runtime, id: of }),
  );
}

function type(deed: ContainerDeed, facts: ContainerFacts, { state, uid }: ContainerActionSources): void {
  const line = containerLine(deed, facts, engineUser(facts, uid()), state.last?.engines);
  if (line !== undefined) typeLine(line);
  else tell(l10n.t('No command is offered for container {0}. {1}', containerText(facts), whyNoLine(facts)));
}

function whyNoLine({ id, engineIs }: ContainerFacts): string {
  if (engineIs === 'otherPids') return l10n.t('Its engine runs in another pid namespace: do it there.');
  return isContainerId(id)
    ? l10n.t('No tool is known that reaches containers of its runtime.')
    : l10n.t('Only a part of its id is known.');
}

function tell(text: string): void {
  void vscode.window.showInformationMessage(messageText(text));
}
