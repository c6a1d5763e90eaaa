import { l10n } from 'vscode';
import type { Snapshot } from '../../core/model/snapshot';
import { clientsOfAll } from '../../core/ports/clients';
import { clean, shorten } from '../../core/text/clean';
import { formatCommandLine } from '../../core/text/commandLine';
import { askedProcess } from '../../core/text/programName';
import { listedNames, userName } from '../describe';
import { endpointName } from '../../core/ports/endpointName';
import { ago, startedAt } from '../started';
import { type ChildTarget, isUnconfirmed, type Target, type Unfit } from '../../core/kill/plan';

/** A modal is not made for more lines of children than this. */
const MOST_CHILDREN = 40;
/** An em space: it keeps its width where a question is shown as HTML. */
const INDENT = '\u2003';
const MOST_INDENT = 20;

/** Characters of the lines of processes that are left alone. */
const MOST_UNFIT = 250;

/** Characters of the path of a folder. */
const MOST_FOLDER = 150;

/** Characters of a command line. */
const MOST_COMMAND = 150;

/** Characters of a line of a child. */
const LONGEST_CHILD = 160;

/** Of a line's lists: ports and sockets are as many as a program wants. */
const LISTED = { longest: 150 };

/**
 * What there is to know of a process before it is signalled, a line each.
 * @param room characters that the lines may come to; those of children take what is left, and one is there in any case
 */
export function described(target: Target, snapshot: Snapshot, withName: boolean, room: number): string {
  const { process, endpoints, isForeign, children } = target;
  const began = startedAt(snapshot, process.startTime);
  const ports = portsOf(target);
  const others = endpoints.filter((endpoint) => !ports.includes(endpoint));
  const commandLine = shorten(formatCommandLine(process.commandLine), MOST_COMMAND);
  const user = userName(snapshot, process.uid);
  const { workingDirectory: folder } = process;
  const lines = [
    ...(withName ? [askedProcess(process)] : []),
    l10n.t('User: {0}', user),
    ...(began === undefined ? [] : [l10n.t('Started: {0}', ago(began))]),
    ...(folder === undefined ? [] : [l10n.t('Folder: {0}', shorten(clean(folder), MOST_FOLDER))]),
    ...(ports.length > 0 ? [l10n.t('Ports: {0}', listedNames(ports, LISTED))] : []),
    ...(target.ports.some(({ transport }) => transport === 'tcp')
      ? [l10n.t('Connected clients: {0}', clientsOfAll(target.ports, snapshot))]
      : []),
    ...(others.length > 0 ? [l10n.t('Sockets: {0}', listedNames(others, LISTED))] : []),
    ...(isUnconfirmed(target, snapshot)
      ? [
          l10n.t(
            'Its sockets are not confirmed by the kernel, which could not be asked: a program may have made up their rows in /proc/net/unix.',
          ),
        ]
      : []),
    ...(commandLine ? [l10n.t('Command: {0}', commandLine)] : []),
    ...(isForeign ? [l10n.t('The system may not permit it: the process belongs to {0}.', user)] : []),
    ...(children.length > 0 ? [l10n.t('With it end:')] : []),
  ].join('\n');
  return children.length === 0 ? lines : `${lines}\n${childLines(children, snapshot, room - lines.length)}`;
}

/** The processes that will be left alone, and why. */
export function unfitLines(unfit: readonly Unfit[]): string[] {
  if (unfit.length === 0) return [];
  const lines = unfit.map(({ process, why }) => `${askedProcess(process)}: ${whyText(why)}`);
  const named = listedNames(lines, { between: '\n', longest: MOST_UNFIT, andMore: andMoreLines });
  return [`${l10n.t('No signal will be sent to:')}\n${named}`];
}

function childLines(children: readonly ChildTarget[], snapshot: Snapshot, room: number): string {
  const lines = children.slice(0, MOST_CHILDREN).map((child) => {
    const { process, isForeign } = child;
    const ports = portsOf(child);
    const command = shorten(formatCommandLine(process.commandLine), 60);
    const facts = [
      askedProcess(process),
      ...(ports.length > 0 ? [listedNames(ports, { most: 3 })] : []),
      ...(isForeign ? [l10n.t('of {0}', userName(snapshot, process.uid))] : []),
      ...(command ? [command] : []),
    ];
    return `${INDENT.repeat(Math.min(process.depth, MOST_INDENT))}${shorten(facts.join(' · '), LONGEST_CHILD)}`;
  });
  const unread = children.length - lines.length;
  return listedNames([...lines, ...Array.from({ length: unread }, () => '')], {
    most: MOST_CHILDREN,
    longest: room,
    between: '\n',
    andMore: andMoreLines,
  });
}

function andMoreLines(named: string, more: number): string {
  return `${named}\n${INDENT}${l10n.t('and {0} more', more)}`;
}

function portsOf({ ports }: Target): string[] {
  return ports.flatMap(({ transport, sockets }) => sockets.map((socket) => endpointName(transport, socket)));
}

function whyText(why: Unfit['why']): string {
  switch (why) {
    case 'ended':
      return l10n.t('it has ended');
    case 'replaced':
      return l10n.t('it has ended, and another process has its number');
    case 'released':
      return l10n.t('it no longer holds the socket');
    case 'refused':
      return l10n.t('it runs this machine');
    case 'otherPidNamespace':
      return l10n.t('its pid is that of another pid namespace');
  }
}
