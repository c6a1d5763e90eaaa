import * as vscode from 'vscode';
import { l10n, ThemeIcon } from 'vscode';
import { containersOf } from '../../core/containers/portContainer';
import { findPorts, type Match, type MatchKind, pidIn, portIn } from '../../core/ports/findPorts';
import { type ListeningPort, listeningPorts } from '../../core/ports/listeningPorts';
import { portUse } from '../../core/ports/portUse';
import type { Elsewhere } from '../../core/model/elsewhere';
import type { HistoryEntry } from '../../core/model/history';
import type { Snapshot } from '../../core/model/snapshot';
import { labelText, shorten } from '../../core/text/clean';
import { formatCommandLine } from '../../core/text/commandLine';
import { addressesOf, portIcon, reasonsText, userName } from '../describe';
import { containerInFull } from '../containers/containerTexts';
import { likelyText } from '../likely/likelyTexts';
import { seenHeldLine } from '../likely/seenHeld';
import { transportName } from '../../core/ports/endpointName';
import type { Names } from '../names';
import { serverNames } from '../portNames';
import { identityText } from '../identify/identities';
import { addedPortService } from '../views/addedService';
import { actionsFor, type FindItem } from './findActions';
import { elsewhereItems, noProcessItem } from './elsewhereItems';
import { beforeText, historyItems } from './pastItems';
import { processItems } from './processItems';
import { publishedVerdicts } from './publishedVerdicts';
import { type Verdict, verdictsOn } from './verdict';

/** More rows than these nobody reads; typing narrows them. */
const MOST_ITEMS = 200;

const NOTHING_ELSEWHERE: Elsewhere = { processes: [], omitted: 0 };

/**
 * The answers to a question, best first. VS Code is not to filter or sort them.
 * @param elsewhere what was found for it in other network namespaces
 * @param past entries of the history of the port that it names
 */
export function answersTo(
  question: string,
  snapshot: Snapshot,
  names: Names,
  elsewhere = NOTHING_ELSEWHERE,
  past: readonly HistoryEntry[] = [],
): FindItem[] {
  const ports = listeningPorts(snapshot);
  const matches = findPorts(ports, question, (port, transport) => names.service(port, transport)?.name);
  const has = (wanted: MatchKind): boolean => matches.some(({ kind }) => kind === wanted);
  const rows = (wanted: (match: Match) => boolean): FindItem[] =>
    matchItems(matches.filter(wanted).slice(0, MOST_ITEMS), question, { snapshot, names, past });
  // `postgres:16` is written as a host with a port: where a container has that image, it is meant.
  const isImage = has('container') && /^[^:]+:/.test(question.trim());
  const [port, pid] = [isImage ? undefined : portIn(question), pidIn(question)];
  const there = elsewhereItems(elsewhere, MOST_ITEMS);
  const items: FindItem[] = [];
  const published = publishedVerdicts(question, ports, snapshot.containers ?? []);
  const present = matches.filter(({ kind }) => kind === 'port').map((match) => match.port);
  const before = beforeText(past, present);
  const isUnused = port !== undefined && present.length === 0 && published.here.length === 0;
  if (isUnused)
    items.push(...verdictsOn(port, portUse(snapshot, { port }), snapshot, before).map(verdictItem));
  items.push(...published.here.map(verdictItem));
  items.push(...rows(({ kind }) => kind === 'port'), ...published.elsewhere.map(verdictItem));
  if (port !== undefined) items.push(...historyItems(port, past, isUnused ? '' : before));
  if (pid !== undefined && (port === undefined || !has('pid'))) {
    const found = [...processItems(pid, snapshot, MOST_ITEMS), ...there];
    const isUnknown = found.length === 0 && port === undefined && !has('pid');
    items.push(...(isUnknown ? [noProcessItem(pid, elsewhere.state)] : found));
  }
  items.push(...rows(({ kind }) => kind !== 'port'));
  if (pid === undefined) items.push(...there);
  if (items.length === 0) items.push(nothingItem(question));
  return items;
}

/** What rows are told from. */
export interface ItemFacts {
  readonly snapshot: Snapshot;
  readonly names: Names;
  /** Entries of the history of the port that is asked for. */
  readonly past: readonly HistoryEntry[];
}

/** Rows under the titles of what they answer. */
function matchItems(matches: readonly Match[], question: string, facts: ItemFacts): FindItem[] {
  const items: FindItem[] = [];
  let section: string | undefined;
  for (const { port, kind } of matches) {
    const title = question.trim() === '' ? l10n.t('Listening ports') : sectionTitle(kind);
    if (title !== section) items.push({ label: title, kind: vscode.QuickPickItemKind.Separator });
    section = title;
    items.push(portItem(port, facts, kind));
  }
  return items;
}

/**
 * The row of a port, worded as people would.
 * @param kind what it was found by: the name that somebody registered for it is shown to who asked for that
 */
export function portItem(
  port: ListeningPort,
  { snapshot, names, past }: ItemFacts,
  kind?: MatchKind,
): FindItem {
  const { leader, owners, likelyOwner, reasons } = port;
  const [name, ...behind] = serverNames(port, snapshot);
  // What answered there, where somebody asked.
  const identity = identityText(port);
  const facts = [
    ...behind,
    ...(identity === undefined ? [] : [identity]),
    addressesOf(port).join(', '),
    transportName(port.transport),
  ];
  if (leader) facts.push(l10n.t('pid {0}', owners.map(({ pid }) => pid).join(', ')));
  if (leader) facts.push(userName(snapshot, leader.uid));
  const registered = kind === 'service' ? names.service(port.port, port.transport)?.name : undefined;
  facts.push(...(registered === undefined ? addedPortService(port, names, [name, ...behind]) : [registered]));
  const containers = containersOf(port);
  const detail =
    containers.length > 0
      ? containers.map(containerInFull).join('; ')
      : leader
        ? shorten(formatCommandLine(leader.commandLine), 150)
        : [
            likelyOwner && likelyText(likelyOwner, snapshot),
            ...port.sockets.slice(0, 1).map((socket) => seenHeldLine(socket, past)),
            reasonsText(reasons),
          ]
            .filter(Boolean)
            .join(' ');
  return {
    label: labelText(`${port.port}  ${name}`),
    description: labelText(facts.join(' · ')),
    ...(detail && { detail: labelText(detail) }),
    iconPath: new ThemeIcon(portIcon(port)),
    alwaysShow: true,
    buttons: actionsFor(port).map((action) => ({
      action,
      iconPath: new ThemeIcon(action.icon),
      tooltip: action.title,
    })),
    port,
  };
}

function verdictItem({ icon, title, summary, meaning }: Verdict): FindItem {
  return {
    label: labelText(title),
    description: labelText(summary),
    detail: labelText(meaning),
    iconPath: new ThemeIcon(icon),
    alwaysShow: true,
  };
}

/** What can be asked for. */
export function searchedText(): string {
  return l10n.t(
    'A port, a pid, or a part of the name of a process, project, container, unit or service, or of a command line',
  );
}

function nothingItem(question: string): FindItem {
  const label =
    question.trim() === ''
      ? l10n.t('Nothing listens on this machine')
      : l10n.t('Nothing matches "{0}"', labelText(question.trim()));
  return { label, detail: searchedText(), iconPath: new ThemeIcon('info'), alwaysShow: true };
}

function sectionTitle(kind: MatchKind): string {
  switch (kind) {
    case 'port':
      return l10n.t('Port');
    case 'pid':
      return l10n.t('Process id');
    case 'process':
      return l10n.t('Process');
    case 'container':
      return l10n.t('Container');
    case 'unit':
      return l10n.t('Unit of systemd, or container');
    case 'service':
      return l10n.t('Service');
    case 'commandLine':
      return l10n.t('Command');
    case 'portPrefix':
      return l10n.t('Ports that begin so');
  }
}
