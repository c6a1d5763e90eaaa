import type { LikelyOwner } from '../../../core/model/likelyOwner';
import type { GroupSubject, SocketRow } from '../../../core/model/page';
import type { ProcessOwner } from '../../../core/model/process';
import { STATE_ICONS, type StateHue } from '../../../core/query/tcpStateKind';
import type { RowIcon } from '../tree/row';
import { isMadeUp } from './madeUp';
import { protocolOf, stateKind, stateOf } from './stateTexts';
import { icons } from '../../catalog/icons';

const COLORS: Readonly<Record<StateHue, string>> = {
  blue: 'charts.blue',
  yellow: 'charts.yellow',
  green: 'charts.green',
  orange: 'charts.orange',
  trouble: 'list.warningForeground',
  pale: 'disabledForeground',
  plain: 'foreground',
};

/** A row that a program may have written. */
const MADE_UP_ICON: RowIcon = { id: icons.trouble, color: 'list.warningForeground' };

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
      return { id: subject.reasons.length > 0 ? icons.unknown : icons.unit };
    case 'container':
      return { id: icons.container };
    case 'project':
      return { id: icons.composeProject };
    case 'namespace':
      return { id: icons.networkNamespace };
    case 'state':
      return stateIcon(subject.protocol, subject.state);
    case 'foreignHost':
      return { id: icons.elsewhere };
    case 'localPort':
      return { id: icons.port };
    case 'protocol':
    case 'others':
      return { id: icons.protocol };
    case 'user':
      return { id: icons.user };
    case 'fold':
      return rowIcon(subject.row);
    case 'path':
      return { id: icons.file };
    case 'none':
      return { id: icons.noGroup };
  }
}

/** Of a group of who has its sockets: a process, or of one that is likely perhaps but the unit; or nobody known. */
export function ownerIcon(owner: ProcessOwner | undefined, likelyOwner: LikelyOwner | undefined): RowIcon {
  if (owner !== undefined) return { id: icons.process };
  if (likelyOwner === undefined) return { id: icons.unknown };
  return { id: likelyOwner.processes.length > 0 ? icons.process : icons.unit };
}

function stateIcon(protocol: string, state: number): RowIcon {
  const [id, hue] = STATE_ICONS[stateKind(protocol, state)];
  return { id, color: COLORS[hue] };
}
