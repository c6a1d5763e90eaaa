import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Snapshot } from '../../../core/model/snapshot';
import { inetSubject, passes } from '../../../core/query/filter/filterSubject';
import { isUdp, type ListeningPort } from '../../../core/ports/listeningPorts';
import { shownNamespace } from '../../../core/query/shownNamespace';
import { comparePortsBy } from '../../../core/query/portGroups';
import type { FilterState } from '../../filter/filterState';
import type { Monitor } from '../../monitor';
import type { Names } from '../../names';
import { workspaceFolders } from '../../origins/windowRoots';
import { listeningPortsSettings } from './listeningPorts.contributions';
import { onDidChangeSetting, readSetting } from '../../settings';
import type { Arrangement } from '../arrangement';
import { ReadRows } from '../tree/readRows';
import { groupedRows } from './groupRows';
import { type PortRow, portRow } from './portRows';
import type { TooltipSources } from './portTooltip';

/** What the rows are made from. */
export interface PortsSources extends Omit<TooltipSources, 'snapshot'> {
  readonly monitor: Monitor;
  readonly names: Names;
  readonly filter: FilterState;
  readonly arrangement: Arrangement<'listeningPorts'>;
}

/** The rows of Listening Ports, which follow from the Monitor's snapshot. */
export function rowsOfPorts(sources: PortsSources): ReadRows<Snapshot> {
  const { monitor, filter, arrangement, names } = sources;
  const snapshot = (): Snapshot | undefined => monitor.snapshot;
  const facts = { ...sources, snapshot, grouping: () => arrangement.current.groupBy };
  const row = (port: ListeningPort, isFirst: boolean): PortRow =>
    portRow(port, facts, isFirst && snapshot()?.platform === 'wsl2' ? wslNote() : undefined);
  let counts = { matching: 0, total: 0 };
  return new ReadRows({
    onDidRead: monitor.onDidChange,
    onDidChange: [names.onDidChange],
    onDidArrange: [
      filter.onDidChange,
      arrangement.onDidChange,
      vscode.workspace.onDidChangeWorkspaceFolders,
      onDidChangeSetting(listeningPortsSettings.showUdp),
    ],
    reading: snapshot,
    namespace: (now) => shownNamespace(now),
    parts: ({ users }) => [monitor.ports, users],
    rows: () => {
      const { groupBy, sortBy } = arrangement.current;
      const isShown = shownBy(sources);
      const shown: PortRow[] = [];
      const hidden: ListeningPort[] = [];
      for (const port of monitor.ports.toSorted(comparePortsBy(sortBy))) {
        if (isShown(port)) shown.push(row(port, shown.length === 0));
        else hidden.push(port);
      }
      counts = { matching: shown.length, total: shown.length + hidden.filter(isWanted).length };
      return [
        ...groupedRows(shown, groupBy, workspaceFolders(), snapshot(), names),
        ...hidden.map((port) => ({ id: port.id, label: '', isHidden: true })),
      ];
    },
    counts: () => counts,
  });
}

/** A port is shown with all of its sockets where the filter finds one. */
function shownBy({ monitor, filter: { filter } }: PortsSources): (port: ListeningPort) => boolean {
  const users = monitor.snapshot?.users ?? new Map<number, string>();
  return (port) =>
    isWanted(port) &&
    port.sockets.some((socket) => passes(filter, inetSubject(socket.socket, socket), users));
}

/** Whether a port is listed where nothing is filtered. */
function isWanted({ transport }: ListeningPort): boolean {
  return !isUdp(transport) || readSetting(listeningPortsSettings.showUdp);
}

function wslNote(): string {
  return l10n.t('WSL 2 is a machine of its own: ports of programs on the Windows side are not in this list.');
}
