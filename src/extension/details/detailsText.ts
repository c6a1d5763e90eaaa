import { l10n } from 'vscode';
import type { ProcessOwner } from '../../core/model/process';
import { socketsOf } from '../../core/ports/processSockets';
import { processName } from '../describe';
import { likelyServiceOf, unitKey, unitOf } from '../../core/units/unit';
import { unitLabel } from '../likely/likelyTexts';
import { clock } from '../started';
import { proofLines, provableEnds } from '../units/proof';
import { aligned, type Paragraph } from '../views/tooltip';
import {
  columnsParagraph,
  originOf,
  type ParagraphFacts,
  processParagraph,
  socketParagraph,
} from './detailParagraphs';
import { heldSockets } from './held';
import type { SocketNow } from './socketsNow';
import type { Subject } from './detailsSubject';

/** What details are made of, beside their subject. */
export interface DetailsFacts extends ParagraphFacts {
  /** The subject's sockets as they are now. */
  readonly sockets: readonly SocketNow[];
  /** The processes of services that systemd keeps sockets for. */
  readonly served: readonly ProcessOwner[];
}

/** Processes that details tell of. */
export const MOST_PROCESSES = 20;

/** Everything known of sockets and of those who hold them, as plain text that reads from top to bottom. */
export function detailsText({ title, owners }: Subject, facts: DetailsFacts): string {
  const parts = [[title, l10n.t('As read on {0}.', clock(facts.snapshot.takenAt))]];
  for (const socket of facts.sockets) parts.push(linesOf(socketParagraph(socket, facts)));
  const open = facts.sockets.filter(({ isGone }) => !isGone);
  const proof = proofLines(open.map(({ row }) => provableEnds(row)));
  if (proof.length > 0) parts.push(proof);
  for (const owner of owners.slice(0, MOST_PROCESSES)) parts.push(processPart(owner, facts));
  const more = owners.length - MOST_PROCESSES;
  if (more > 0) parts.push([l10n.t('{0} more processes', more)]);
  parts.push(...servedParts(facts));
  for (const { row } of facts.sockets) parts.push(linesOf(columnsParagraph(row)));
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** Who runs in a service that systemd keeps a socket for: it has the socket from systemd, if anybody has. */
function servedParts(facts: DetailsFacts): string[][] {
  const { snapshot, served } = facts;
  const services = facts.sockets.flatMap(
    ({ row }) => (row.likelyOwner && likelyServiceOf(row.likelyOwner)) ?? [],
  );
  const unique = new Map(services.map((service) => [unitKey(service), service]));
  return [...unique].map(([key, service]) => {
    const processes = served.filter((process) => keyOf(process) === key);
    const more = processes.length - MOST_PROCESSES;
    return [
      l10n.t('Processes of {0}', unitLabel(service, snapshot)),
      ...(processes.length === 0 ? [`  ${l10n.t('none now')}`] : []),
      ...processes.slice(0, MOST_PROCESSES).map((process) => `  ${processName(process)}`),
      ...(more > 0 ? [`  ${l10n.t('{0} more processes', more)}`] : []),
    ];
  });
}

function keyOf(process: ProcessOwner): string {
  const unit = unitOf(process);
  return unit === undefined ? '' : unitKey(unit);
}

function processPart(owner: ProcessOwner, facts: DetailsFacts): string[] {
  const held = originOf(owner, facts) && socketsOf(facts.snapshot, owner.pid);
  return [...linesOf(processParagraph(owner, facts)), ...(held ? heldSockets(held, facts.snapshot) : [])];
}

function linesOf({ heading = '', fields }: Paragraph): string[] {
  return [heading, ...aligned(fields)];
}
