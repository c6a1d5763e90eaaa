import type { FoldSummary, Grouping, GroupSummary, SocketView } from '../../../core/model/page';
import { formatAddress } from '../../../core/text/address';
import { shorten } from '../../../core/text/clean';
import { containerFlags, containersOfRowSocket } from '../../containers/actions/rowContainers';
import { askedGroup } from '../../../core/history/asked';
import { unitFlags } from '../../units/rowUnit';
import { rowFlags } from '../rows.contributions';
import { resolvedTooltip, type TooltipSources } from '../listeningPorts/portTooltip';
import type { GroupNode } from '../tree/row';
import { isClosableRow } from './closableRow';
import { rowIcon } from './icons';
import { foreignEnd } from './otherEnd';
import { foldFacts, shownLabel } from './rowText';
import { foldTooltip, rowOwners } from './socketTooltip';
import { spokenFold } from './spokenRow';
import { groupTroubleText } from './troubleTexts';

/** Longer names are cut in a label; the tooltip has them whole. */
const LONGEST_LABEL = 300;

/** Whether a group is several connections that are told as one. */
export function isFold(group: GroupSummary): group is FoldSummary {
  return group.subject.by === 'fold';
}

/** The row of several connections that are told as one: what can be done with it is done with all of them. */
export function foldRow(
  fold: FoldSummary,
  view: SocketView,
  grouping: Grouping,
  sources: TooltipSources,
): GroupNode['row'] {
  const { id, subject, count } = fold;
  const { row } = subject;
  const facts = { names: sources.names, snapshot: sources.snapshot() };
  const { socket } = row;
  const value = row.isIncoming ? formatAddress(socket.remoteAddress, socket.isIPv6) : foreignEnd(socket);
  return {
    id,
    group: { ...fold, view },
    label: shorten(shownLabel(row, facts), LONGEST_LABEL),
    description: foldFacts(row, count, grouping, facts).join(' · '),
    spoken: spokenFold(row, count, grouping, facts),
    icon: rowIcon(row),
    flags: [
      rowFlags.group,
      ...(isClosableRow(row) ? [rowFlags.closable] : []),
      ...(row.owners.length > 0 ? [rowFlags.owned] : []),
      // Each of them is proven by itself.
      ...unitFlags(row).filter((flag) => flag !== rowFlags.likely),
      ...(askedGroup(subject) === undefined ? [] : [rowFlags.recorded]),
      ...containerFlags(containersOfRowSocket(row, facts.snapshot?.containers)),
    ],
    ...(value !== undefined && { copyValues: { subject: value } }),
    facts: '',
    trouble: fold.trouble && groupTroubleText(fold.trouble),
    tooltip: (token) => resolvedTooltip(rowOwners(row), sources, token, (told) => foldTooltip(fold, told)),
  };
}
