import * as vscode from 'vscode';
import { l10n, ThemeIcon } from 'vscode';
import { findPorts, type Match, type MatchKind, pidIn, portIn } from '../../core/ports/findPorts';
import { type ListeningPort, listeningPorts } from '../../core/ports/listeningPorts';
import { portUse } from '../../core/ports/portUse';
import type { Snapshot } from '../../core/model/snapshot';
import { labelText, shorten } from '../../core/text/clean';
import { formatCommandLine } from '../../core/text/commandLine';
import { addressesOf, ownerName, reasonsText, userName } from '../describe';
import { transportName } from '../../core/ports/endpointName';
import type { Names } from '../names';
import { actionsFor, type FindItem } from './findActions';
import { noProcessItem, processItems } from './processItems';
import { type Verdict, verdictsOn } from './verdict';

/** More rows than these nobody reads; typing narrows them. */
const MOST_ITEMS = 200;

/** The answers to a question, best first. VS Code is not to filter or sort them. */
export function answersTo(question: string, snapshot: Snapshot, names: Names): FindItem[] {
  const ports = listeningPorts(snapshot);
  const matches = findPorts(ports, question, (port, transport) => names.service(port, transport)?.name);
  const has = (wanted: MatchKind): boolean => matches.some(({ kind }) => kind === wanted);
  const rows = (wanted: (match: Match) => boolean): FindItem[] =>
    matchItems(matches.filter(wanted).slice(0, MOST_ITEMS), question, snapshot, names);
  const [port, pid] = [portIn(question), pidIn(question)];
  const items: FindItem[] = [];
  if (port !== undefined && !has('port')) {
    items.push(...verdictsOn(port, portUse(snapshot, { port })).map(verdictItem));
  }
  items.push(...rows(({ kind }) => kind === 'port'));
  if (pid !== undefined && (port === undefined || !has('pid'))) {
    const found = processItems(pid, snapshot, MOST_ITEMS);
    items.push(...(found.length === 0 && port === undefined ? [noProcessItem(pid)] : found));
  }
  items.push(...rows(({ kind }) => kind !== 'port'));
  if (items.length === 0) items.push(nothingItem(question));
  return items;
}

/** Rows under the titles of what they answer. */
function matchItems(
  matches: readonly Match[],
  question: string,
  snapshot: Snapshot,
  names: Names,
): FindItem[] {
  const items: FindItem[] = [];
  let section: string | undefined;
  for (const { port, kind } of matches) {
    const title = question.trim() === '' ? l10n.t('Listening ports') : sectionTitle(kind);
    if (title !== section) items.push({ label: title, kind: vscode.QuickPickItemKind.Separator });
    section = title;
    items.push(portItem(port, snapshot, names));
  }
  return items;
}

function portItem(port: ListeningPort, snapshot: Snapshot, names: Names): FindItem {
  const { leader, owners } = port;
  const service = names.service(port.port, port.transport)?.name;
  const facts = [addressesOf(port).join(', '), transportName(port.transport)];
  if (leader) facts.push(l10n.t('pid {0}', owners.map(({ pid }) => pid).join(', ')));
  if (leader) facts.push(userName(snapshot, leader.uid));
  if (service) facts.push(service);
  const detail = leader ? shorten(formatCommandLine(leader.commandLine), 150) : reasonsText(port.reasons);
  return {
    label: labelText(`${port.port}  ${ownerName(port)}`),
    description: labelText(facts.join(' · ')),
    ...(detail && { detail: labelText(detail) }),
    iconPath: new ThemeIcon(port.exposure === 'loopback' ? 'home' : 'radio-tower'),
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

function nothingItem(question: string): FindItem {
  const label =
    question.trim() === ''
      ? l10n.t('Nothing listens on this machine')
      : l10n.t('Nothing matches "{0}"', labelText(question.trim()));
  const detail = l10n.t('Type a port, a pid, or a part of a process, service or command name.');
  return { label, detail, iconPath: new ThemeIcon('info'), alwaysShow: true };
}

function sectionTitle(kind: MatchKind): string {
  switch (kind) {
    case 'port':
      return l10n.t('Port');
    case 'pid':
      return l10n.t('Process id');
    case 'process':
      return l10n.t('Process');
    case 'service':
      return l10n.t('Service');
    case 'commandLine':
      return l10n.t('Command');
    case 'portPrefix':
      return l10n.t('Ports that begin so');
  }
}
