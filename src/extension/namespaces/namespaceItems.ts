import { l10n, QuickPickItemKind, ThemeIcon } from 'vscode';
import type * as vscode from 'vscode';
import { behindContainer, containerName } from '../../core/containers/containerNames';
import type { ContainerFacts } from '../../core/model/container';
import {
  choiceKey,
  choiceOf,
  type NamespaceChoice,
  type NamespaceFacts,
  OWN_NAMESPACE,
} from '../../core/model/namespace';
import { labelText, nameText } from '../../core/text/clean';
import { shortContainer } from '../../core/units/shownUnit';
import { processName } from '../describe';
import { namedContainersIn } from '../../core/containers/namespaceContainers';

/** A row of the quick pick; without a choice it tells something, or stands above others. */
export interface NamespaceItem extends vscode.QuickPickItem {
  readonly choice?: NamespaceChoice;
}

/** The first rows, which need no reading. @param current what is shown now */
export function firstItems(current: NamespaceChoice): NamespaceItem[] {
  return [
    item(OWN_NAMESPACE, current, l10n.t('This machine'), []),
    item({ kind: 'all' }, current, l10n.t('All network namespaces'), []),
  ];
}

/**
 * The rows of the network namespaces that there are: containers by their names, those of /run/netns, and others by a process.
 * @param facts as the engine lists them
 * @param isRoot whether this machine is read by root, who may enter a namespace that has no process
 */
export function namespaceItems(
  facts: readonly NamespaceFacts[],
  containers: readonly ContainerFacts[],
  current: NamespaceChoice,
  isRoot: boolean,
): NamespaceItem[] {
  const why = isRoot ? '' : unreadableText();
  const others = facts.filter(({ isOwn }) => !isOwn);
  const ofContainers = others.flatMap((each) => containerItems(each, containers, current));
  const rest = others.filter((each) => each.containers.length === 0);
  const named = rest.flatMap((each) => each.names.map((name) => namedItem(name, each, current, why)));
  const unnamed = rest
    .filter(({ names }) => names.length === 0)
    .flatMap((each) => otherItem(each, current, why));
  return [
    ...firstItems(current),
    ...section(l10n.t('Containers'), sorted(ofContainers)),
    ...section(l10n.t('Named network namespaces'), sorted(named)),
    ...section(l10n.t('Other network namespaces'), unnamed),
  ];
}

/** Says why there are no others to choose from. */
export function problemItem(reason: string): NamespaceItem {
  const label = l10n.t('The network namespaces could not be listed: {0}', nameText(reason));
  return { label: labelText(label), iconPath: new ThemeIcon('warning'), alwaysShow: true };
}

function containerItems(
  facts: NamespaceFacts,
  known: readonly ContainerFacts[],
  current: NamespaceChoice,
): NamespaceItem[] {
  return namedContainersIn(facts, known).map((container) => {
    const behind = behindContainer(container);
    const [name, id] = [containerName(container), shortContainer(container)];
    return item({ kind: 'container', id: container.id }, current, name, [
      ...behind,
      ...(id === name ? [] : [id]),
      processesText(facts),
    ]);
  });
}

function namedItem(
  name: string,
  facts: NamespaceFacts,
  current: NamespaceChoice,
  why: string,
): NamespaceItem {
  const row = item({ kind: 'name', name }, current, nameText(name), [processesText(facts)]);
  return facts.example === undefined && why !== '' ? { ...row, detail: why } : row;
}

function otherItem(facts: NamespaceFacts, current: NamespaceChoice, detail: string): NamespaceItem[] {
  const choice = choiceOf(facts);
  if (choice === undefined || facts.example === undefined) {
    return [{ label: l10n.t('Without a name'), description: processesText(facts), detail }];
  }
  return [item(choice, current, processName(facts.example), [processesText(facts)])];
}

/** Why only root is told what is in a namespace that has no process. */
function unreadableText(): string {
  return l10n.t('Only root may read it: tables are read through a process, and none is seen in it.');
}

function processesText({ processes }: NamespaceFacts): string {
  if (processes === 0) return l10n.t('no process');
  return processes === 1 ? l10n.t('1 process') : l10n.t('{0} processes', processes);
}

function item(
  choice: NamespaceChoice,
  current: NamespaceChoice,
  label: string,
  about: readonly string[],
): NamespaceItem {
  const isCurrent = choiceKey(choice) === choiceKey(current);
  const description = [...(isCurrent ? [l10n.t('now')] : []), ...about].join(' · ');
  return {
    label: labelText(label),
    iconPath: new ThemeIcon(isCurrent ? 'check' : 'blank'),
    ...(description !== '' && { description: labelText(description) }),
    choice,
  };
}

function section(label: string, items: readonly NamespaceItem[]): NamespaceItem[] {
  return items.length === 0 ? [] : [{ label, kind: QuickPickItemKind.Separator }, ...items];
}

function sorted(items: readonly NamespaceItem[]): NamespaceItem[] {
  return items.toSorted((a, b) => a.label.localeCompare(b.label));
}
