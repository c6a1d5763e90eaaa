import { l10n } from 'vscode';
import type { SocketRow } from '../../core/model/page';
import type { ProcessOrigin } from '../../core/model/origin';
import type { ProcessOwner } from '../../core/model/process';
import type { Snapshot } from '../../core/model/snapshot';
import { socketsOf } from '../../core/ports/processSockets';
import { processName } from '../describe';
import { likelyServiceOf, unitKey, unitOf } from '../../core/units/unit';
import { likelyFields } from '../likely/likelyFields';
import { unitLabel } from '../likely/likelyTexts';
import type { Names } from '../names';
import type { WindowRoots } from '../origins/windowRoots';
import { clock } from '../started';
import { proofLines, provableEnds } from '../units/proof';
import { aligned, type Field, field } from '../views/tooltip';
import { ownerFields } from '../views/listeningPorts/portTooltip';
import { socketFields } from '../views/sockets/socketFields';
import { rowLabel } from '../views/sockets/rowText';
import { protocolOf, stateName, stateOf } from '../views/sockets/stateTexts';
import { protocolName } from '../views/sockets/socketWords';
import { columnFields, fileOf } from './detailColumns';
import { heldSockets } from './held';
import { kernelFields } from './kernelFields';
import { isElsewhere, type SocketNow } from './socketsNow';
import type { Subject } from './detailsSubject';

/** What details are made of, beside their subject. */
export interface DetailsFacts {
  readonly snapshot: Snapshot;
  readonly names: Names;
  /** What this window began. */
  readonly roots: Pick<WindowRoots, 'of'>;
  /** The subject's sockets as they are now. */
  readonly sockets: readonly SocketNow[];
  /** Where the owners come from; those that have ended are missing. */
  readonly origins: readonly ProcessOrigin[];
  /** The processes of services that systemd keeps sockets for. */
  readonly served: readonly ProcessOwner[];
}

/** Processes that details tell of. */
export const MOST_PROCESSES = 20;

/** Everything known of sockets and of those who hold them, as plain text that reads from top to bottom. */
export function detailsText({ title, owners }: Subject, facts: DetailsFacts): string {
  const parts = [[title, l10n.t('As read on {0}.', clock(facts.snapshot.takenAt))]];
  for (const socket of facts.sockets) parts.push(socketPart(socket, facts));
  const open = facts.sockets.filter(({ isGone }) => !isGone);
  const proof = proofLines(open.map(({ row }) => provableEnds(row)));
  if (proof.length > 0) parts.push(proof);
  for (const owner of owners.slice(0, MOST_PROCESSES)) parts.push(processPart(owner, facts));
  const more = owners.length - MOST_PROCESSES;
  if (more > 0) parts.push([l10n.t('{0} more processes', more)]);
  parts.push(...servedParts(facts));
  for (const { row } of facts.sockets) parts.push(columnsPart(row));
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function socketPart({ row, isGone, told }: SocketNow, { snapshot, names }: DetailsFacts): string[] {
  const protocol = protocolOf(row);
  const heading = `${protocolName(protocol)} ${rowLabel(row)} · ${stateName(protocol, stateOf(row))}`;
  const gone: Field[] = isGone
    ? [field('', l10n.t('This socket has closed. What follows is what was seen last.'))]
    : [];
  const likely = row.likelyOwner === undefined ? [] : likelyFields(row.likelyOwner, snapshot);
  const more = told === undefined ? [field('', unasked())] : kernelFields(told);
  if (isElsewhere(row)) more.push(field('', toldOfOwn()));
  return [
    heading,
    ...aligned([...gone, ...socketFields(row, { snapshot, names }, Date.now()), ...likely, ...more]),
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

function columnsPart(row: SocketRow): string[] {
  return [l10n.t('{0} as {1} has it', rowLabel(row), fileOf(row)), ...aligned(columnFields(row))];
}

function processPart(owner: ProcessOwner, facts: DetailsFacts): string[] {
  const { snapshot, origins } = facts;
  const { pid, startTime } = owner;
  const heading = l10n.t('Process {0}', processName(owner));
  const origin = origins.find((candidate) => candidate.pid === pid && candidate.startTime === startTime);
  if (origin === undefined) {
    const ended = field('', l10n.t('It has ended. What follows is what was seen last.'));
    return [heading, ...aligned([ended, ...ownerFields(owner, facts)])];
  }
  const now = { ...(snapshot.processes.get(pid) ?? owner), membership: origin.membership };
  const fields = [...ownerFields(now, facts), ...chain(origin)];
  const held = socketsOf(snapshot, pid);
  return [heading, ...aligned(fields), ...(held === undefined ? [] : heldSockets(held, snapshot))];
}

/** One line a parent, nearest first. */
function chain({ ancestors }: ProcessOrigin): Field[] {
  return ancestors.map((parent, at) => field(at === 0 ? l10n.t('Started by') : '←', processName(parent)));
}
