import type { LikelyOwner } from '../../../core/model/likelyOwner';
import type { GroupSubject, SocketRow } from '../../../core/model/page';
import type { ProcessOwner } from '../../../core/model/process';
import type { StateKind } from '../../../core/query/tcpStateKind';
import type { RowIcon } from '../tree/row';
import { isMadeUp } from './groupText';
import { protocolOf, stateKind, stateOf } from './stateTexts';

/** Each state has a shape of its own, so that colour is never needed to tell it. */
const STATES: Readonly<Record<StateKind, readonly [icon: string, color: string]>> = {
  waiting: ['radio-tower', 'charts.blue'],
  opening: ['sync', 'charts.yellow'],
  open: ['arrow-swap', 'charts.green'],
  closing: ['debug-disconnect', 'charts.orange'],
  halfClosed: ['warning', 'list.warningForeground'],
  past: ['history', 'disabledForeground'],
  unconnected: ['circle-outline', 'foreground'],
  unknown: ['question', 'foreground'],
};

/** A row that a program may have written. */
const MADE_UP_ICON: RowIcon = { id: 'warning', color: 'list.warningForeground' };

/** The icon of a socket, by its state. */
export function rowIcon(row: SocketRow): RowIcon {
  if (isMadeUp(row)) return MADE_UP_ICON;
  return stateIcon(protocolOf(row), stateOf(row));
}

/** The icon of a group, by what it stands for. */
export function groupIcon(subject: GroupSubject): RowIcon {
  switch (subject.by) {
    case 'process':
      if (isMadeUp(subject)) return MADE_UP_ICON;
      return ownerIcon(subject.owner, subject.likelyOwner);
    case 'unit':
      if (isMadeUp(subject)) return MADE_UP_ICON;
      return { id: subject.reasons.length > 0 ? 'question' : 'server-environment' };
    case 'container':
    case 'project':
      return { id: 'package' };
    case 'namespace':
      return { id: 'server' };
    case 'state':
      return stateIcon(subject.protocol, subject.state);
    case 'foreignHost':
      return { id: 'globe' };
    case 'localPort':
      return { id: 'plug' };
    case 'protocol':
    case 'others':
      return { id: 'layers' };
    case 'user':
      return { id: 'account' };
    case 'path':
      return { id: 'file' };
    case 'none':
      return { id: 'list-flat' };
  }
}

/** Of a group of who has its sockets: a process, or of one that is likely perhaps but the unit; or nobody known. */
export function ownerIcon(owner: ProcessOwner | undefined, likelyOwner: LikelyOwner | undefined): RowIcon {
  if (owner !== undefined) return { id: 'server-process' };
  if (likelyOwner === undefined) return { id: 'question' };
  return { id: likelyOwner.processes.length > 0 ? 'server-process' : 'server-environment' };
}

function stateIcon(protocol: string, state: number): RowIcon {
  const [id, color] = STATES[stateKind(protocol, state)];
  return { id, color };
}
