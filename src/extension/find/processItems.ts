import { l10n, QuickPickItemKind, ThemeIcon } from 'vscode';
import { tcpStateName } from '../../core/netstat/sockets/internetRow';
import type { InetSocket } from '../../core/model/inetTable';
import { type ProcessSockets, socketsOf } from '../../core/ports/processSockets';
import type { Snapshot } from '../../core/model/snapshot';
import { formatEndpoint, formatLocal } from '../../core/text/address';
import { labelText, shorten } from '../../core/text/clean';
import { formatCommandLine } from '../../core/text/commandLine';
import { personName } from '../describe';
import type { FindItem } from './findActions';
import { icons } from '../catalog/icons';

/**
 * The process with this pid and those of its sockets that do not listen; nothing where it holds none.
 * @param most how many of them are listed
 */
export function processItems(pid: number, snapshot: Snapshot, most: number): FindItem[] {
  const found = socketsOf(snapshot, pid);
  if (found === undefined) return [];
  const items = [processItem(found), ...found.others.slice(0, most).map(socketItem)];
  return [{ label: l10n.t('Process'), kind: QuickPickItemKind.Separator }, ...items];
}

function processItem({ process, listening, others, unix }: ProcessSockets): FindItem {
  const detail = shorten(formatCommandLine(process.commandLine), 150);
  return {
    label: labelText(`${l10n.t('pid {0}', process.pid)}  ${personName(process)}`),
    description: l10n.t('sockets: {0} listening, {1} other, {2} UNIX', listening, others.length, unix),
    ...(detail && { detail: labelText(detail) }),
    iconPath: new ThemeIcon(icons.process),
    alwaysShow: true,
  };
}

/** A socket as a row that only tells something. */
export function socketItem(socket: InetSocket): FindItem {
  const { protocol, isIPv6, remoteAddress, remotePort, state } = socket;
  const remote = formatEndpoint(remoteAddress, isIPv6, remotePort);
  return {
    label: remotePort === 0 ? formatLocal(socket) : `${formatLocal(socket)} → ${remote}`,
    description: protocol.startsWith('tcp') ? `${protocol} ${tcpStateName(state)}` : protocol,
    iconPath: new ThemeIcon(icons.connection),
    alwaysShow: true,
  };
}
