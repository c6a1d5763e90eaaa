import { l10n, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { Elsewhere, PidState, ProcessElsewhere } from '../../core/model/elsewhere';
import { labelText, shorten } from '../../core/text/clean';
import { formatCommandLine } from '../../core/text/commandLine';
import { elsewhereText } from '../../core/text/namespaceText';
import { personName } from '../describe';
import type { FindItem } from './findActions';
import { socketItem } from './processItems';

/**
 * The processes that were found in other network namespaces, with their sockets there.
 * @param most how many sockets of each are listed
 */
export function elsewhereItems({ processes, omitted }: Elsewhere, most: number): FindItem[] {
  if (processes.length === 0) return [];
  const title = l10n.t('In another network namespace');
  return [
    { label: title, kind: QuickPickItemKind.Separator },
    ...processes.flatMap((each) => [
      processItem(each),
      ...[...each.listening, ...each.others].slice(0, most).map(socketItem),
    ]),
    ...(omitted > 0 ? [omittedItem(omitted)] : []),
  ];
}

/** What is said of a pid that holds no socket, as that of a process that has ended since netstat named it. */
export function noProcessItem(pid: number, state: PidState | undefined): FindItem {
  const detail = state && stateText(state);
  return {
    label: l10n.t('pid {0} holds no socket', pid),
    ...(detail && { detail }),
    iconPath: new ThemeIcon('circle-slash'),
    alwaysShow: true,
  };
}

/** The one reason that holds, and what to do where something can be done. */
function stateText(state: PidState): string | undefined {
  switch (state) {
    case 'ended':
      return l10n.t('No process has this pid: it has ended.');
    case 'endedOrHidden':
      return l10n.t(
        'No process in sight has this pid: it has ended, or /proc hides it from this user (hidepid). Run netstat -p as root to see all.',
      );
    case 'denied':
      return l10n.t(
        'The process runs, and this user may not look into it. Run netstat -p as root to see all.',
      );
    case 'noSocket':
      return l10n.t('The process runs, and has no socket open.');
    case 'elsewhere':
      return undefined;
  }
}

function processItem({ process, namespace, socketsOf, counts }: ProcessElsewhere): FindItem {
  const where = elsewhereText(namespace, process.pid, l10n);
  const detail =
    socketsOf === 'process'
      ? shorten(formatCommandLine(process.commandLine), 150)
      : l10n.t(
          'This user may not see which sockets it holds: those that listen in its namespace are listed. Root sees whose they are.',
        );
  return {
    label: labelText(`${l10n.t('pid {0}', process.pid)}  ${personName(process)}`),
    description: labelText(
      socketsOf === 'process'
        ? l10n.t(
            '{0} · sockets there: {1} listening, {2} other, {3} UNIX',
            where,
            counts.listening,
            counts.others,
            counts.unix,
          )
        : l10n.t('{0} · listening there: {1}', where, counts.listening),
    ),
    ...(detail && { detail: labelText(detail) }),
    iconPath: new ThemeIcon('server-process'),
    alwaysShow: true,
  };
}

function omittedItem(count: number): FindItem {
  return {
    label: l10n.t('… and {0} more processes', count),
    iconPath: new ThemeIcon('ellipsis'),
    alwaysShow: true,
  };
}
