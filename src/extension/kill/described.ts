import { l10n } from 'vscode';
import type { Snapshot } from '../../core/model/snapshot';
import { shorten } from '../../core/text/clean';
import { formatCommandLine } from '../../core/text/commandLine';
import { endpointName, askedName, userName } from '../describe';
import { ago, startedAt } from '../started';
import { type ChildTarget, isUnconfirmed, type Target, type Unfit } from '../../core/kill/plan';

/** A modal is not made for more lines of children than this. */
const MOST_CHILDREN = 40;
/** An em space: it keeps its width where a question is shown as HTML. */
const INDENT = '\u2003';

/** What there is to know of a process before it is signalled, a line each. */
export function described(target: Target, snapshot: Snapshot, withName: boolean): string {
  const { process, endpoints, isForeign, children } = target;
  const began = startedAt(snapshot, process.startTime);
  const ports = portsOf(target);
  const others = endpoints.filter((endpoint) => !ports.includes(endpoint));
  const commandLine = shorten(formatCommandLine(process.commandLine), 200);
  const user = userName(snapshot, process.uid);
  return [
    ...(withName ? [askedName(process)] : []),
    l10n.t('User: {0}', user),
    ...(began === undefined ? [] : [l10n.t('Started: {0}', ago(began))]),
    ...(ports.length > 0 ? [l10n.t('Ports: {0}', ports.join(', '))] : []),
    ...(others.length > 0 ? [l10n.t('Sockets: {0}', shorten(others.join(', '), 300))] : []),
    ...(isUnconfirmed(target, snapshot)
      ? [
          l10n.t(
            'Its sockets are not confirmed by the kernel, which could not be asked: a program may have made up their rows in /proc/net/unix.',
          ),
        ]
      : []),
    ...(commandLine ? [l10n.t('Command: {0}', commandLine)] : []),
    ...(isForeign ? [l10n.t('The system may not permit it: the process belongs to {0}.', user)] : []),
    ...(children.length > 0 ? [l10n.t('With it end:'), ...childLines(children, snapshot)] : []),
  ].join('\n');
}

/** The processes that will be left alone, and why. */
export function unfitLines(unfit: readonly Unfit[]): string[] {
  if (unfit.length === 0) return [];
  const lines = unfit.map(({ process, why }) => `${askedName(process)}: ${whyText(why)}`);
  return [[l10n.t('No signal will be sent to:'), ...lines].join('\n')];
}

function childLines(children: readonly ChildTarget[], snapshot: Snapshot): string[] {
  const lines = children.slice(0, MOST_CHILDREN).map((child) => {
    const { process, isForeign } = child;
    const command = shorten(formatCommandLine(process.commandLine), 60);
    const facts = [
      askedName(process),
      ...portsOf(child),
      ...(isForeign ? [l10n.t('of {0}', userName(snapshot, process.uid))] : []),
      ...(command ? [command] : []),
    ];
    return `${INDENT.repeat(process.depth)}${facts.join(' · ')}`;
  });
  const more = children.length - lines.length;
  return more > 0 ? [...lines, `${INDENT}${l10n.t('and {0} more', more)}`] : lines;
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
