import { l10n } from 'vscode';
import type { GroupSummary, SocketRow, SocketView } from '../../../core/model/page';
import type { Transport } from '../../../core/ports/listeningPorts';
import { clean } from '../../../core/text/clean';
import { programName, userName } from '../../describe';
import type { Facts } from './socketFacts';
import { stateName } from './stateTexts';
import { pathText, protocolName } from './socketWords';

/** What a group is called by. */
export function groupLabel({ subject }: GroupSummary, { snapshot, names }: Facts): string {
  switch (subject.by) {
    case 'process':
      if (subject.owner !== undefined) return programName(subject.owner);
      if (isMadeUp(subject)) return l10n.t('possibly made up');
      return isKernels(subject.reasons) ? l10n.t('no process') : l10n.t('unknown owner');
    case 'state':
      return stateName(subject.protocol, subject.state);
    case 'foreignHost':
      return names.host(subject.address) ?? subject.address;
    case 'localPort':
      return subject.port === 0 ? l10n.t('no port') : String(subject.port);
    case 'protocol':
      return protocolName(subject.protocol);
    case 'user':
      return userLabel(subject.uid, snapshot, names);
    case 'others':
      return l10n.t('Other protocols');
    case 'path':
      return pathText(subject.path) || l10n.t('no path');
    case 'none':
      return '';
  }
}

/** What stands behind a group's name: what tells it from others of that name, and how many rows it has. */
export function groupFacts({ subject, count, mark }: GroupSummary, view: SocketView, facts: Facts): string[] {
  const parts: string[] = [];
  if (subject.by === 'process' && subject.owner !== undefined) parts.push(String(subject.owner.pid));
  if (subject.by === 'process' && isKernels(subject.reasons)) parts.push(l10n.t('kept by the kernel'));
  if (subject.by === 'state' && view === 'connections') parts.push(protocolName(subject.protocol));
  if (subject.by === 'localPort') {
    const service = isTransport(subject.protocol) && facts.names.shownService(subject.port, subject.protocol);
    parts.push(protocolName(subject.protocol), ...(service ? [clean(service.name)] : []));
  }
  if (mark !== 'closed') parts.push(countText(count, view));
  return parts;
}

function userLabel(uid: number, snapshot: Facts['snapshot'], { mode }: Facts['names']): string {
  if (uid < 0) return l10n.t('unknown user');
  return mode === 'numbers' ? l10n.t('uid {0}', uid) : userName(snapshot, uid);
}

function countText(count: number, view: SocketView): string {
  if (view === 'connections') {
    return count === 1 ? l10n.t('1 connection') : l10n.t('{0} connections', count);
  }
  return count === 1 ? l10n.t('1 socket') : l10n.t('{0} sockets', count);
}

/** Sockets that no process can have: closed connections, and those that nobody has accepted yet. */
function isKernels(reasons: readonly string[]): boolean {
  return reasons.length === 1 && reasons[0] === 'kernel';
}

/** Rows that a program may have written: they are no ground to say or to do anything. */
export function isMadeUp({ reasons }: Pick<SocketRow, 'reasons'>): boolean {
  return reasons.includes('madeUp');
}

function isTransport(protocol: string): protocol is Transport {
  return ['tcp', 'udp', 'udplite', 'sctp'].includes(protocol);
}
