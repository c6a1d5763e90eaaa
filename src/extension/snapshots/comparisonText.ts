import { l10n } from 'vscode';
import type { ComparedSocket, Comparison } from '../../core/model/comparison';

/** Both sides of a comparison: what is alike is told in the first lines, and only what differs stands below. */
export function comparisonTexts(comparison: Comparison): { readonly before: string; readonly after: string } {
  const { opened, closed, changed, counts, same, unknown } = comparison;
  const head = [
    l10n.t(
      '{0} opened, {1} closed, {2} changed their owner or state.',
      counts.opened,
      counts.closed,
      counts.changed,
    ),
    l10n.t('{0} sockets are as they were.', same),
    ...(unknown === undefined ? [] : unknownLines(unknown)),
    '',
  ];
  const shown = [...opened, ...closed, ...changed.flatMap(({ before, after }) => [before, after])];
  const lines = linesWith(shown);
  const cut = counts.opened + counts.closed + counts.changed - opened.length - closed.length - changed.length;
  const parts = [
    {
      title: l10n.t('Changed'),
      before: changed.map(({ before }) => before),
      after: changed.map(({ after }) => after),
    },
    { title: l10n.t('Closed'), before: closed, after: [] },
    { title: l10n.t('Opened'), before: [], after: opened },
  ].filter(({ before, after }) => before.length + after.length > 0);
  const side = (of: 'before' | 'after'): string =>
    [
      ...head,
      ...parts.flatMap((part) => [part.title, ...part[of].map(lines), '']),
      ...(cut > 0 ? [l10n.t('{0} more are not listed.', cut)] : []),
    ].join('\n');
  return { before: side('before'), after: side('after') };
}

/** What of one side the history does not know, so that it was not compared. */
function unknownLines({ sockets, connections }: NonNullable<Comparison['unknown']>): string[] {
  return [
    connections
      ? l10n.t('The history has who listened; connections were not recorded, and are not compared.')
      : l10n.t('The history has who listened, and connections that were open for a while.'),
    ...(sockets > 0 ? [l10n.t('{0} sockets that it cannot know are left out.', sockets)] : []),
  ];
}

/** Makes lines with the columns of all sockets below each other. */
function linesWith(sockets: readonly ComparedSocket[]): (socket: ComparedSocket) => string {
  const widest = (of: 'name' | 'state'): number =>
    Math.min(
      60,
      sockets.reduce((most, socket) => Math.max(most, socket[of].length), 0),
    );
  const [name, state] = [widest('name'), widest('state')];
  const unknown = l10n.t('unknown owner');
  return (socket) =>
    `  ${socket.name.padEnd(name)}  ${socket.state.padEnd(state)}  ${socket.owners || unknown}`.trimEnd();
}
