import { ThemeColor, ThemeIcon } from 'vscode';
import type { GroupSubject, SocketRow } from '../../../core/model/page';
import { isMadeUp } from './groupText';
import { protocolOf, stateKind, type StateKind, stateOf } from './states';

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

/** What has closed and is still in sight. */
export const CLOSED_ICON = new ThemeIcon('circle-slash', new ThemeColor('disabledForeground'));

/** A row that a program may have written. */
const MADE_UP_ICON = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));

/** The icon of a socket, by its state. */
export function rowIcon(row: SocketRow): ThemeIcon {
  if (row.mark === 'closed') return CLOSED_ICON;
  if (isMadeUp(row)) return MADE_UP_ICON;
  return stateIcon(protocolOf(row), stateOf(row));
}

/** The icon of a group, by what it stands for. */
export function groupIcon(subject: GroupSubject): ThemeIcon {
  switch (subject.by) {
    case 'process':
      if (isMadeUp(subject)) return MADE_UP_ICON;
      return new ThemeIcon(subject.owner === undefined ? 'question' : 'server-process');
    case 'state':
      return stateIcon(subject.protocol, subject.state);
    case 'foreignHost':
      return new ThemeIcon('globe');
    case 'localPort':
      return new ThemeIcon('plug');
    case 'protocol':
    case 'others':
      return new ThemeIcon('layers');
    case 'user':
      return new ThemeIcon('account');
    case 'path':
      return new ThemeIcon('file');
    case 'none':
      return new ThemeIcon('list-flat');
  }
}

function stateIcon(protocol: string, state: number): ThemeIcon {
  const [icon, color] = STATES[stateKind(protocol, state)];
  return new ThemeIcon(icon, new ThemeColor(color));
}
