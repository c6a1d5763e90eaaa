import { l10n } from 'vscode';
import { behindContainer, containerName } from '../../../core/containers/containerNames';
import type { GroupSubject, GroupSummary, SocketView } from '../../../core/model/page';
import { transportOf } from '../../../core/ports/listeningPorts';
import { clean, nameText } from '../../../core/text/clean';
import { personPhrase, shortPersonName, userLabel } from '../../describe';
import { likelyBehind, likelyName, likelySpoken, unitLabel } from '../../likely/likelyTexts';
import { namespaceText } from '../../namespaces/namespaceTexts';
import { isMadeUp } from './madeUp';
import { shownLabel } from './rowText';
import type { Facts } from './socketFacts';
import { stateName } from './stateTexts';
import { pathText, protocolName } from './socketWords';

/** What a group is called by. */
export function groupLabel({ subject }: GroupSummary, facts: Facts): string {
  const { snapshot, names } = facts;
  switch (subject.by) {
    case 'process':
      if (subject.owner !== undefined) return shortPersonName(subject.owner);
      if (subject.likelyOwner !== undefined) return likelyName(subject.likelyOwner, snapshot);
      return unknownLabel(subject.reasons);
    case 'unit':
      if (subject.unit !== undefined) return unitLabel(subject.unit, snapshot);
      return subject.reasons.length === 0 ? l10n.t('no unit') : unknownLabel(subject.reasons);
    case 'container':
      return subject.container === undefined ? l10n.t('no container') : containerName(subject.container);
    case 'project':
      return nameText(subject.project ?? '') || l10n.t('no project of Compose');
    case 'namespace':
      return subject.namespace === undefined
        ? l10n.t('this machine')
        : namespaceText(subject.namespace, snapshot?.containers);
    case 'state':
      return stateName(subject.protocol, subject.state);
    case 'foreignHost':
      if (subject.container !== undefined) return containerName(subject.container);
      return names.host(subject.address) ?? subject.address;
    case 'localPort':
      return subject.port === 0 ? l10n.t('no port') : String(subject.port);
    case 'protocol':
      return protocolName(subject.protocol);
    case 'user':
      return subject.uid < 0 ? l10n.t('unknown user') : userLabel(subject.uid, snapshot, names);
    case 'fold':
      return shownLabel(subject.row, facts);
    case 'others':
      return l10n.t('Other protocols');
    case 'path':
      return pathText(subject.path) || l10n.t('no path');
    case 'none':
      return '';
  }
}

/** What stands behind a group's name: what tells it from others of that name, and how many rows it has. */
export function groupFacts(summary: GroupSummary, view: SocketView, facts: Facts): string[] {
  const { subject, mark } = summary;
  const parts: string[] = [];
  if (subject.by === 'process' && subject.owner !== undefined) parts.push(String(subject.owner.pid));
  if (subject.by === 'process' && subject.likelyOwner !== undefined) {
    parts.push(...likelyBehind(subject.likelyOwner, facts.snapshot));
  } else if (isOwnerSubject(subject) && isKernels(subject.reasons)) parts.push(l10n.t('kept by the kernel'));
  if (subject.by === 'container' && subject.container !== undefined) {
    parts.push(...behindContainer(subject.container));
  }
  if (subject.by === 'foreignHost' && subject.container !== undefined) parts.push(subject.address);
  if (subject.by === 'state' && view === 'connections') parts.push(protocolName(subject.protocol));
  if (subject.by === 'localPort') {
    const transport = transportOf(subject.protocol);
    const service = transport && facts.names.shownService(subject.port, transport);
    parts.push(protocolName(subject.protocol), ...(service ? [clean(service.name)] : []));
  }
  if (mark !== 'closed') parts.push(...countTexts(summary, view));
  return parts;
}

/** How many connections a group has; what waits for some is none, and families without connections have sockets. */
function countTexts({ subject, count, listening = 0 }: GroupSummary, view: SocketView): string[] {
  if (view !== 'connections' || subject.by === 'others') {
    return [count === 1 ? l10n.t('1 socket') : l10n.t('{0} sockets', count)];
  }
  const connections = count - listening;
  const waiting = listening === 0 ? [] : [l10n.t('{0} listening', listening)];
  if (connections === 0 && listening > 0) return waiting;
  return [connections === 1 ? l10n.t('1 connection') : l10n.t('{0} connections', connections), ...waiting];
}

/** What a screen reader says in place of the group's name, where that has a sign for a word. */
export function groupSpoken(summary: GroupSummary, facts: Facts): string {
  const { subject } = summary;
  if (subject.by !== 'process') return groupLabel(summary, facts);
  if (subject.owner !== undefined) return personPhrase(subject.owner);
  return subject.likelyOwner === undefined
    ? groupLabel(summary, facts)
    : likelySpoken(subject.likelyOwner, facts.snapshot);
}

function isOwnerSubject(subject: GroupSubject): subject is Extract<GroupSubject, { reasons: unknown }> {
  return subject.by === 'process' || subject.by === 'unit';
}

function unknownLabel(reasons: readonly string[]): string {
  if (isMadeUp({ reasons })) return l10n.t('possibly made up');
  return isKernels(reasons) ? l10n.t('no process') : l10n.t('unknown owner');
}

/** Sockets that no process can have: closed connections, and those that nobody has accepted yet. */
function isKernels(reasons: readonly string[]): boolean {
  return reasons.length === 1 && reasons[0] === 'kernel';
}
