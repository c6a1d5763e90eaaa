import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Snapshot } from '../../../core/model/snapshot';
import { namesOfNamespace } from '../../../core/query/filter/filterNamespaces';
import {
  type FilterSubject,
  inetSubject,
  passes,
  publishedSubject,
} from '../../../core/query/filter/filterSubject';
import { unpublished } from '../../../core/ports/insidePorts';
import { isUdp, type ListeningPort, type ListeningSocket } from '../../../core/ports/listeningPorts';
import { type NamespacePorts, NamespacePortsCache } from '../../../core/ports/namespacePorts';
import { otherHostsPorts, rulePorts, rulesOf } from '../../../core/ports/rulePorts';
import { shownNamespace } from '../../../core/query/shownNamespace';
import { MOST_WITHOUT_GROUPS } from '../../../core/query/portOverview';
import { comparePortsBy } from '../../../core/query/portGroups';
import { containersSettings } from '../../containers/containers.contributions';
import type { FilterState } from '../../filter/filterState';
import { identities } from '../../identify/identities';
import type { Monitor } from '../../monitor';
import type { Names } from '../../names';
import { workspaceFolders } from '../../origins/windowRoots';
import { listeningPortsSettings } from './listeningPorts.contributions';
import { onDidChangeSetting, readSetting } from '../../settings';
import type { Arrangement } from '../arrangement';
import { ReadRows } from '../tree/readRows';
import { NewPorts } from './newPorts';
import { originOf } from './portWords';
import { KeptRows } from './keptRows';
import { apartGroup, groupedRows } from './groupRows';
import { type PortRow, portRow } from './portRows';
import type { TooltipSources } from './portTooltip';

/** What the rows are made from. */
export interface PortsSources extends Omit<TooltipSources, 'snapshot'> {
  readonly monitor: Monitor;
  readonly names: Names;
  readonly filter: FilterState;
  readonly arrangement: Arrangement<'listeningPorts'>;
  /** When the window opened, in milliseconds since 1970; where nobody says, what is read first was there before. */
  readonly openedAt?: number;
}

/** What the list has of a reading. */
interface Listed {
  readonly ports: readonly ListeningPort[];
  readonly inside: readonly ListeningPort[];
  readonly otherHosts: readonly ListeningPort[];
}

/** The rows of Listening Ports, which follow from the Monitor's snapshot. */
export function rowsOfPorts(sources: PortsSources): ReadRows<Snapshot> {
  const { monitor, filter, arrangement, names } = sources;
  const namespaces = new NamespacePortsCache();
  const snapshot = (): Snapshot | undefined => monitor.snapshot;
  const inside = (): readonly NamespacePorts[] => {
    const now = snapshot();
    return now === undefined ? [] : namespaces.portsOf(now);
  };
  const news = new NewPorts(sources.openedAt ?? Infinity);
  const isNew = (port: ListeningPort): boolean => news.has(port);
  let isOverview = false;
  const facts = {
    ...sources,
    snapshot,
    inside,
    isNew,
    isOverview: () => isOverview,
    grouping: () => arrangement.current.groupBy,
  };
  const kept = new KeptRows();
  const row = (port: ListeningPort, isApart: boolean, isFirst: boolean): PortRow => {
    const note = isFirst && snapshot()?.platform === 'wsl2' ? wslNote() : undefined;
    const make = (): PortRow => portRow(port, { ...facts, isApart }, note);
    // Another port may be the first one next time.
    return note === undefined ? kept.row(port, inside(), make) : make();
  };
  let counts = { matching: 0, total: 0 };
  return new ReadRows({
    onDidRead: monitor.onDidChange,
    onDidChange: [names, identities].map(({ onDidChange }) => (listener) => {
      return onDidChange(() => {
        kept.forget();
        listener(undefined);
      });
    }),
    onDidArrange: [
      filter.onDidChange,
      arrangement.onDidChange,
      vscode.workspace.onDidChangeWorkspaceFolders,
      onDidChangeSetting(listeningPortsSettings.showUdp, containersSettings.showsInside),
    ],
    reading: snapshot,
    namespace: (now) => shownNamespace(now),
    parts: (now) => [
      ...[monitor.ports, now.users, now.containers, inside(), originsOf(monitor.ports, sources)],
      ...[now.namespaces?.shown, now.namespaces?.own?.key],
    ],
    rows: (now) => {
      const { groupBy, sortBy } = arrangement.current;
      const isShown = shownBy(sources);
      const listed = listedOf(monitor, now, inside());
      isOverview = groupBy === 'auto' && listed.ports.filter(isShown).length > MOST_WITHOUT_GROUPS;
      const origins = originsOf(monitor.ports, sources);
      kept.begin([groupBy, isOverview, now.containers, partShown(now), origins]);
      news.take(now, listed.ports);
      const shown: PortRow[] = [];
      const hidden: ListeningPort[] = [];
      const rowsOf = (ports: readonly ListeningPort[], isApart: boolean): PortRow[] => {
        const rows: PortRow[] = [];
        for (const port of ports.toSorted(comparePortsBy(sortBy))) {
          if (isShown(port)) rows.push(row(port, isApart, shown.length + rows.length === 0));
          else hidden.push(port);
        }
        shown.push(...rows);
        return rows;
      };
      const rows = [
        ...groupedRows(rowsOf(listed.ports, false), groupBy, workspaceFolders(), now, names),
        ...apartGroup('inside containers', rowsOf(listed.inside, true)),
        ...apartGroup('engine host', rowsOf(listed.otherHosts, true)),
      ];
      counts = { matching: shown.length, total: shown.length + hidden.filter(isWanted).length };
      return [...rows, ...hidden.map((port) => ({ id: port.id, label: '', isHidden: true }))];
    },
    filter: partShown,
    counts: () => counts,
  });
}

/** What ports were started in by this window, as rows tell it: terminals change their names. */
function originsOf(ports: readonly ListeningPort[], { roots }: Pick<PortsSources, 'roots'>): string {
  return ports.flatMap((port) => originOf(port, { roots }).map(({ text }) => text)).join('\n');
}

/** What is to be listed, shown or filtered away: of this machine, and of other network namespaces as far as they are chosen. */
function listedOf(monitor: Monitor, snapshot: Snapshot, all: readonly NamespacePorts[]): Listed {
  const { kind } = shownNamespace(snapshot);
  const { shown, own } = snapshot.namespaces ?? {};
  const isOwn = kind === 'own' || kind === 'all' || (shown !== undefined && shown === own?.key);
  const others = all.filter(({ namespace }) => kind === 'all' || (kind !== 'own' && namespace.key === shown));
  const ports = [
    ...(isOwn ? [...monitor.ports, ...rulePorts(snapshot, monitor.ports)] : []),
    ...others.flatMap((each) => each.ports),
  ];
  return {
    ports,
    inside:
      kind === 'own' && readSetting(containersSettings.showsInside)
        ? unpublished(all, snapshot.containers)
        : [],
    otherHosts: isOwn ? otherHostsPorts(snapshot) : [],
  };
}

/** Which namespaces' ports are shown: that those of others are there, or of one that was read just now, is no news. */
function partShown({ namespaces }: Snapshot): string {
  const { kind } = shownNamespace({ namespaces });
  const parts = kind === 'own' ? [] : (namespaces?.parts ?? []);
  return JSON.stringify([kind, parts.map(({ namespace }) => namespace.key)]);
}

/** How many ports a setting takes out of the list: nothing of what a filter does. */
export function hiddenPorts({ monitor }: Pick<PortsSources, 'monitor'>): number {
  const { snapshot, ports } = monitor;
  const all = snapshot === undefined ? ports : [...ports, ...rulePorts(snapshot, ports)];
  return all.filter((port) => !isWanted(port)).length;
}

/** A port is shown with all of its sockets where the filter finds one. */
function shownBy({ monitor, filter: { filter } }: PortsSources): (port: ListeningPort) => boolean {
  const { snapshot } = monitor;
  const users = snapshot?.users ?? new Map<number, string>();
  const subjectOf = ({ namespace }: ListeningPort, socket: ListeningSocket): FilterSubject =>
    inetSubject(socket.socket, { ...socket, namespace: namesOfNamespace(namespace, snapshot ?? {}) });
  const showsAll = filter.terms.length === 0;
  return (port) =>
    isWanted(port) &&
    (showsAll ||
      port.sockets.some((socket) => passes(filter, subjectOf(port, socket), users)) ||
      rulesOf([port]).some((each) => passes(filter, publishedSubject(each), users)));
}

/** Whether a port is listed where nothing is filtered. */
function isWanted({ transport }: ListeningPort): boolean {
  return !isUdp(transport) || readSetting(listeningPortsSettings.showUdp);
}

function wslNote(): string {
  return l10n.t('WSL 2 is a machine of its own: ports of programs on the Windows side are not in this list.');
}
