import { l10n } from 'vscode';
import type { ProcessOwner } from '../../core/model/process';
import { processName } from '../describe';
import { likelyServiceOf, unitKey, unitOf } from '../../core/units/unit';
import { unitLabel } from '../likely/likelyTexts';
import { clock } from '../started';
import { proofLines, provableEnds } from '../units/proof';
import type { Paragraph } from '../views/tooltip';
import { type LinkTo, portTarget, socketTarget } from '../navigate/deeds';
import { mayHaveOtherEnd } from '../navigate/otherEnd';
import { isClosable } from '../../core/connections/closable';
import { isOwnPort } from '../../core/ports/listeningPorts';
import { clientsSection, otherEndSection } from './clients';
import { columnsParagraph, type ParagraphFacts, socketParagraph } from './detailParagraphs';
import { processSection } from './processSection';
import type { SocketNow } from './socketsNow';
import type { Subject } from './detailsSubject';
import { fieldLines, type Section, type Told, toldOf } from './told';

/** What details are made of, beside their subject. */
export interface DetailsFacts extends ParagraphFacts {
  /** The subject's sockets as they are now. */
  readonly sockets: readonly SocketNow[];
  /** The processes of services that systemd keeps sockets for. */
  readonly served: readonly ProcessOwner[];
}

/** Processes that details tell of. */
export const MOST_PROCESSES = 20;

/**
 * Everything known of sockets and of those who hold them, as plain text that reads from top to bottom: what it is, what it does, and
 * the kernel's numbers.
 */
export function detailsOf(subject: Subject, facts: DetailsFacts): Told {
  const { owners, port, namespace } = subject;
  const open = facts.sockets.filter(({ isGone }) => !isGone);
  const proof = proofLines(open.map(({ row }) => provableEnds(row)));
  const more = owners.length - MOST_PROCESSES;
  const isShared = port !== undefined && namespace === undefined;
  return toldOf([
    {
      heading: subject.title,
      lines: [],
      lenses: open.length === 0 ? [] : subjectLenses(subject, open),
      remark: l10n.t('As read on {0}.', clock(facts.snapshot.takenAt)),
    },
    ...owners.slice(0, MOST_PROCESSES).map((owner) => processSection(owner, facts)),
    ...(more > 0 ? [{ heading: l10n.t('{0} more processes', more), lines: [] }] : []),
    ...(isShared && open.length > 0 ? [clientsSection(port, facts.snapshot)] : []),
    ...facts.sockets.flatMap(
      ({ row }) => (row.kind === 'inet' ? otherEndSection(row, facts.snapshot) : undefined) ?? [],
    ),
    ...facts.sockets.map((socket) => sectionOf(socketParagraph(socket, facts))),
    ...(proof.length > 0 ? [textSection(proof)] : []),
    ...servedParts(facts).map(textSection),
    ...facts.sockets.map(({ row }) => ({ ...sectionOf(columnsParagraph(row)), isFolded: true })),
  ]);
}

/** The text of it alone. */
export function detailsText(subject: Subject, facts: DetailsFacts): string {
  return detailsOf(subject, facts).text;
}

/** What may be done with a port or a connection as such. */
function subjectLenses({ port, namespace }: Subject, open: readonly SocketNow[]): LinkTo[] {
  if (port !== undefined) {
    const target = isOwnPort(port) ? portTarget(port) : undefined;
    if (target === undefined) return [];
    return [
      { deed: 'clients', target, title: l10n.t('Show Clients') },
      { deed: 'explain', target, title: l10n.t('Why Is This Port Busy?') },
      { deed: 'free', target, title: l10n.t('Free Port…') },
    ];
  }
  const [first] = open;
  const target = first && socketTarget(first.row);
  if (first === undefined || target === undefined) return [];
  const { row, told } = first;
  const isClosing = row.kind === 'inet' && namespace === undefined && row.namespace === undefined;
  return [
    ...(told?.peer !== undefined || mayHaveOtherEnd(row)
      ? [{ deed: 'otherEnd', target, title: l10n.t('Show Other End') } as const]
      : []),
    ...(isClosing && isClosable(row.socket)
      ? [{ deed: 'close', target, title: l10n.t('Close Connection…') } as const]
      : []),
  ];
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

/** A paragraph of fields, none of which leads anywhere. */
function sectionOf({ heading = '', fields }: Paragraph): Section {
  return { heading, lines: fieldLines(fields.map((each) => ({ field: each }))) };
}

function textSection([heading = '', ...lines]: readonly string[]): Section {
  return { heading, lines: lines.map((text) => ({ text })) };
}
