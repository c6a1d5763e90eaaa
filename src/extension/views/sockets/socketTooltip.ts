import { l10n } from 'vscode';
import { containersIn } from '../../../core/containers/namespaceContainers';
import type { Container } from '../../../core/model/membership';
import { OTHER_PROTOCOLS } from '../../../core/model/otherSocket';
import type { FoldSummary, GroupSubject, GroupSummary, SocketRow } from '../../../core/model/page';
import type { ProcessOwner } from '../../../core/model/process';
import { shorten } from '../../../core/text/clean';
import { containerFields } from '../../containers/containerTexts';
import { reasonsText } from '../../describe';
import { likelyFields } from '../../likely/likelyFields';
import { type Field, field, type Tooltip, tooltipOf } from '../tooltip';
import { MOST_OWNERS, ownerParagraphs, type TooltipFacts } from '../listeningPorts/portTooltip';
import { socketFields } from './socketFields';
import { groupLabel } from './groupText';
import { rowLabel, shownLabel } from './rowText';
import { protocolOf, stateMeaning, stateName, stateOf } from './stateTexts';
import { protocolName } from './socketWords';

const LONGEST_LABEL = 600;

/** The owners that a row's tooltip speaks of. */
export function rowOwners({ owners }: SocketRow): readonly ProcessOwner[] {
  return owners.slice(0, MOST_OWNERS);
}

/** All that netstat prints of a socket, with what it means, and its owners. */
export function socketTooltip(row: SocketRow, facts: TooltipFacts, now: number): Tooltip {
  const title = `${protocolOf(row)} ${shorten(rowLabel(row), LONGEST_LABEL)}`;
  return [
    ...tooltipOf(title, socketFields(row, facts, now)),
    ...ownerParagraphs(rowOwners(row), row.owners.length, facts),
  ];
}

/** What a group stands for: its process in full, or why none is known, or what its state means. */
export function groupTooltip(summary: GroupSummary, facts: TooltipFacts): Tooltip {
  const { subject } = summary;
  if (subject.by === 'process' && subject.owner !== undefined) {
    return ownerParagraphs([subject.owner], 1, facts);
  }
  return [{ heading: groupLabel(summary, facts), fields: groupFields(subject, facts) }];
}

/** What connections that are told as one have in common. */
export function foldTooltip({ subject: { row }, count }: FoldSummary, facts: TooltipFacts): Tooltip {
  const state = [stateName(protocolOf(row), stateOf(row)), stateMeaning(protocolOf(row), stateOf(row))];
  const fields = [
    field(l10n.t('State'), state.filter(Boolean).join(': ')),
    field('', l10n.t('{0} connections that say the same; the rows below tell each of them.', count)),
  ];
  const heading = shorten(shownLabel(row, facts), LONGEST_LABEL);
  return [{ heading, fields }, ...ownerParagraphs(rowOwners(row), row.owners.length, facts)];
}

function groupFields(subject: GroupSubject, { snapshot }: TooltipFacts): Field[] {
  switch (subject.by) {
    case 'process': {
      const reasons = field('', reasonsText(subject.reasons));
      return subject.likelyOwner === undefined
        ? [reasons]
        : [...likelyFields(subject.likelyOwner, snapshot), field('', rowsTellWhy()), reasons];
    }
    case 'unit':
      return subject.reasons.length === 0 ? [] : [field('', reasonsText(subject.reasons))];
    case 'state': {
      const meaning = stateMeaning(subject.protocol, subject.state);
      return meaning === '' ? [] : [field('', meaning)];
    }
    case 'container':
      return subject.container === undefined ? [] : fieldsOfContainers([subject.container], snapshot);
    case 'namespace':
      return subject.namespace === undefined
        ? []
        : fieldsOfContainers(subject.namespace.containers, snapshot);
    case 'others':
      return [field('', OTHER_PROTOCOLS.map(protocolName).join(', '))];
    case 'user':
      return subject.uid < 0 ? [] : [field(l10n.t('User id'), String(subject.uid))];
    default:
      return [];
  }
}

/** What is known of containers that are told by their ids. */
function fieldsOfContainers(containers: readonly Container[], snapshot: TooltipFacts['snapshot']): Field[] {
  return containersIn({ containers }, snapshot?.containers ?? [])
    .slice(0, MOST_OWNERS)
    .flatMap((facts) => containerFields({ facts }));
}

/** The evidence may be another for each socket of the group. */
function rowsTellWhy(): string {
  return l10n.t('It is likely and not known: the tooltip of each row tells why.');
}
