import { l10n } from 'vscode';
import { containerName } from '../../core/containers/containerNames';
import type { ContainerFacts } from '../../core/model/container';
import type { NamespaceChoice, NamespaceFacts } from '../../core/model/namespace';
import type { Snapshot } from '../../core/model/snapshot';
import { missingFrom, shownFacts, shownParts } from '../../core/query/shownNamespace';
import { namedText, namespaceText as textIn, ownText } from '../../core/text/namespaceText';
import { clock } from '../started';

/** What words a namespace: what is known of containers and namespaces. */
export type Known = Pick<Snapshot, 'namespaces' | 'containers'>;

/** What tells why one is not read: root may read all. */
type Read = Known & { readonly ownerScan?: Pick<Snapshot['ownerScan'], 'viewerUid'> };

/** Which network namespace it is, as a part of a sentence; see core's `namespaceText`. */
export function namespaceText(facts: NamespaceFacts, known: readonly ContainerFacts[] = []): string {
  return textIn(facts, known, l10n);
}

/** A choice of network namespaces in the same way. */
export function choiceText(choice: NamespaceChoice, known: Known = {}): string {
  switch (choice.kind) {
    case 'own':
      return ownText(l10n);
    case 'all':
      return l10n.t('all network namespaces');
    case 'container':
      return l10n.t('container {0}', nameOfContainer(choice.id, known));
    case 'name':
      return namedText(choice.name, l10n);
    case 'process': {
      const facts = shownFacts(known);
      return facts === undefined
        ? l10n.t('network namespace of pid {0}', choice.pid)
        : namespaceText(facts, known.containers);
    }
  }
}

/** What a list has not, or only as it was, of the network namespaces that it shows; '' where it has all. */
export function gapsText(choice: NamespaceChoice, known: Read): string {
  if (choice.kind === 'own') return '';
  const old = shownParts(known).filter(({ isOld }) => isOld);
  const missing = missingFrom(known).length;
  return [
    missing > 0 && choice.kind === 'all' ? missingText(missing, known.ownerScan?.viewerUid === 0) : '',
    old.length === 0
      ? ''
      : l10n.t(
          'Network namespaces are read in turn: some rows are as they were on {0}.',
          clock(Math.min(...old.map(({ readAt }) => readAt))),
        ),
  ]
    .filter(Boolean)
    .join(' ');
}

function missingText(missing: number, isRoot: boolean): string {
  if (isRoot) {
    return missing === 1
      ? l10n.t('Not read yet: 1 network namespace.')
      : l10n.t('Not read yet: {0} network namespaces.', missing);
  }
  return missing === 1
    ? l10n.t('Not read yet, or readable by root alone: 1 network namespace.')
    : l10n.t('Not read yet, or readable by root alone: {0} network namespaces.', missing);
}

/** Said once where a network namespace that was shown is not there any more. @param shown its words */
export function endedText({ kind }: NamespaceChoice, shown: string): string {
  return kind === 'container'
    ? l10n.t('{0} has ended; showing this machine.', capital(shown))
    : l10n.t('There is no {0} any more; showing this machine.', shown);
}

function nameOfContainer(id: string, { containers = [] }: Known): string {
  return containerName(containers.find((each) => each.id === id) ?? { runtime: 'unknown', id });
}

function capital(text: string): string {
  return text.replace(/^./u, (letter) => letter.toUpperCase());
}
