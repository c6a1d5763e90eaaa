import { l10n } from 'vscode';
import type { ComparedSocket, Comparison } from '../../core/model/comparison';
import { shorten } from '../../core/text/clean';

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

/** Columns of the owners in front: two texts side by side leave some fifty columns of each in sight. */
const OWNERS_IN_SIGHT = 24;

/**
 * Makes lines with the columns of all sockets below each other: state and owners stand first, since names may be long and the
 * end of a line is out of sight. Owners that do not fit are told in full at its end.
 */
function linesWith(sockets: readonly ComparedSocket[]): (socket: ComparedSocket) => string {
  const unknown = l10n.t('unknown owner');
  const ownersOf = ({ owners }: ComparedSocket): string => owners || unknown;
  const widest = (texts: readonly string[]): number =>
    texts.reduce((most, text) => Math.max(most, text.length), 0);
  const state = widest(sockets.map((socket) => socket.state));
  const owners = Math.min(OWNERS_IN_SIGHT, widest(sockets.map(ownersOf)));
  return (socket) => {
    const all = ownersOf(socket);
    const inSight = shorten(all, OWNERS_IN_SIGHT);
    const rest = inSight === all ? '' : `  ${all}`;
    return `  ${socket.state.padEnd(state)}  ${inSight.padEnd(owners)}  ${socket.name}${rest}`;
  };
}
