import { l10n } from 'vscode';
import type { HistoryEntry } from '../../core/model/history';
import type { SocketRow } from '../../core/model/page';
import type { ProcessOrigin } from '../../core/model/origin';
import type { ProcessOwner } from '../../core/model/process';
import type { Snapshot } from '../../core/model/snapshot';
import { socketIdentityFields } from '../identify/identities';
import { likelyFields } from '../likely/likelyFields';
import { seenHeldLine } from '../likely/seenHeld';
import type { Names } from '../names';
import type { WindowRoots } from '../origins/windowRoots';
import { type Field, field, type Paragraph } from '../views/tooltip';
import { socketFields } from '../views/sockets/socketFields';
import { rowLabel } from '../views/sockets/rowText';
import { protocolOf, stateName, stateOf } from '../views/sockets/stateTexts';
import { protocolName } from '../views/sockets/socketWords';
import { columnFields, fileOf } from './detailColumns';
import { kernelFields } from './kernelFields';
import { isElsewhere, type SocketNow } from './socketsNow';

/** What is known beside a socket or a process. */
export interface ParagraphFacts {
  readonly snapshot: Snapshot;
  readonly names: Names;
  /** What this window began. */
  readonly roots: Pick<WindowRoots, 'of'>;
  /** Where the owners come from; those that have ended are missing. */
  readonly origins: readonly ProcessOrigin[];
  /** Entries of the history of the port that it is about, where nobody is seen to have it. */
  readonly past?: readonly HistoryEntry[];
}

/** What is told of a socket. */
export function socketParagraph(
  { row, isGone, told }: SocketNow,
  { snapshot, names, past = [] }: Pick<ParagraphFacts, 'snapshot' | 'names' | 'past'>,
): Paragraph {
  const protocol = protocolOf(row);
  const gone: Field[] = isGone
    ? [field('', l10n.t('This socket has closed. What follows is what was seen last.'))]
    : [];
  const likely = row.likelyOwner === undefined ? [] : likelyFields(row.likelyOwner, snapshot);
  const more = told === undefined ? [field('', unasked())] : kernelFields(told);
  const seen = row.kind === 'inet' && !isElsewhere(row) ? seenHeldLine(row, past) : undefined;
  if (seen !== undefined) likely.push(field('', seen));
  more.push(...socketIdentityFields(row));
  if (isElsewhere(row)) more.push(field('', toldOfOwn()));
  return {
    heading: `${protocolName(protocol)} ${rowLabel(row)} · ${stateName(protocol, stateOf(row))}`,
    fields: [...gone, ...socketFields(row, { snapshot, names }, Date.now()), ...likely, ...more],
  };
}

/** A socket as the kernel's file has it. */
export function columnsParagraph(row: SocketRow): Paragraph {
  return { heading: l10n.t('{0} as {1} has it', rowLabel(row), fileOf(row)), fields: columnFields(row) };
}

/** Where a process comes from; undefined where it has ended. */
export function originOf(
  { pid, startTime }: ProcessOwner,
  { origins }: Pick<ParagraphFacts, 'origins'>,
): ProcessOrigin | undefined {
  return origins.find((candidate) => candidate.pid === pid && candidate.startTime === startTime);
}

function unasked(): string {
  return l10n.t(
    'The kernel knows more of it and could not be asked: it does not answer, or native code is turned off (netstat.systemCalls), not made for this machine, or damaged, which the log tells.',
  );
}

function toldOfOwn(): string {
  return l10n.t(
    'The kernel tells more of sockets in the network namespace of Netstat alone, which this one is not in.',
  );
}
