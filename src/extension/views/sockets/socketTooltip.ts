import { l10n, MarkdownString } from 'vscode';
import { OTHER_PROTOCOLS } from '../../../core/model/otherSocket';
import type { GroupSummary, SocketRow } from '../../../core/model/page';
import type { ProcessOwner } from '../../../core/model/process';
import { markdownText, shorten } from '../../../core/text/clean';
import { reasonsText } from '../../describe';
import { field, markdownField } from '../tooltipField';
import { MOST_OWNERS, ownerLines, paragraph, type TooltipFacts } from '../listeningPorts/portTooltip';
import { socketFields } from './socketFields';
import { groupLabel } from './groupText';
import { rowLabel } from './rowText';
import { protocolOf, stateMeaning } from './stateTexts';
import { protocolName } from './socketWords';

const LONGEST_LABEL = 600;

/** The owners that a row's tooltip speaks of. */
export function rowOwners({ owners }: SocketRow): readonly ProcessOwner[] {
  return owners.slice(0, MOST_OWNERS);
}

/** All that netstat prints of a socket, with what it means, and its owners. Untrusted, and all text is escaped. */
export function socketTooltip(row: SocketRow, facts: TooltipFacts, now: number): MarkdownString {
  const text = new MarkdownString();
  paragraph(text, [`**${markdownText(`${protocolOf(row)} ${shorten(rowLabel(row), LONGEST_LABEL)}`)}**`]);
  paragraph(text, socketFields(row, facts, now).map(markdownField));
  for (const owner of rowOwners(row)) paragraph(text, ownerLines(owner, facts));
  const more = row.owners.length - MOST_OWNERS;
  if (more > 0) paragraph(text, [l10n.t('{0} more processes', more)]);
  return text;
}

/** What a group stands for: its process in full, or why none is known, or what its state means. */
export function groupTooltip(summary: GroupSummary, facts: TooltipFacts): MarkdownString {
  const text = new MarkdownString();
  const { subject } = summary;
  if (subject.by === 'process' && subject.owner !== undefined) {
    paragraph(text, ownerLines(subject.owner, facts));
    return text;
  }
  const lines = [`**${markdownText(groupLabel(summary, facts))}**`];
  if (subject.by === 'process') lines.push(markdownText(reasonsText(subject.reasons)));
  if (subject.by === 'state') lines.push(markdownText(stateMeaning(subject.protocol, subject.state)));
  if (subject.by === 'others') lines.push(markdownText(OTHER_PROTOCOLS.map(protocolName).join(', ')));
  if (subject.by === 'user' && subject.uid >= 0)
    lines.push(markdownField(field(l10n.t('User id'), String(subject.uid))));
  paragraph(text, lines.filter(Boolean));
  return text;
}
