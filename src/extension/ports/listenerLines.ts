import { l10n } from 'vscode';
import type { LikelyOwner } from '../../core/model/likelyOwner';
import { isSame, type ProcessOwner } from '../../core/model/process';
import type { Ownership, Snapshot } from '../../core/model/snapshot';
import { type Cause, type Explanation, ownersIn } from '../../core/ports/explainPort';
import { groupBy } from '../../core/query/groupBy';
import { formatLocal } from '../../core/text/address';
import { clean, shorten } from '../../core/text/clean';
import { formatCommandLine } from '../../core/text/commandLine';
import { unescapedUnit } from '../../core/units/unitName';
import { listedNames, personProcess, reasonsText, userName } from '../describe';
import { containerInFull } from '../containers/containerTexts';
import { identityText } from '../identify/identities';
import { likelyText } from '../likely/likelyTexts';
import { likelyInFull } from '../likely/ownersText';
import { adviceLines, stopLines, type Told } from './containerLines';
import { seenHeldLine } from '../likely/seenHeld';
import { agoAndWhen, startedAt } from '../started';

/** Somebody who listens on an explained port. */
export type ListenerCause = Extract<Cause, { kind: 'listener' }>;

/** Characters of a command line. */
const LONGEST_COMMAND = 300;

/**
 * What is told once of several sockets: those that are for one container, of one owner, or of one that is likely. Of others that
 * are not known, each is told of alone.
 */
export function toldTogether(cause: Cause): unknown {
  if (cause.kind !== 'listener') return cause;
  const { container, owners, likelyOwner } = cause.listener;
  // A container's own processes may be anything.
  if (container !== undefined && container.by !== 'itself') return container.facts.id;
  if (owners.length > 0) return owners.map(({ pid }) => pid).join();
  return likelyOwner ?? cause;
}

/** A paragraph on sockets that are told of together; what is the same of all is said once. */
export function listenerLines(causes: readonly ListenerCause[], explanation: Told): string[] {
  const { snapshot, port } = explanation.facts;
  const once = (lines: (listener: ListenerCause['listener']) => readonly string[]): string[] => [
    ...new Set(causes.flatMap(({ listener }) => lines(listener))),
  ];
  return [
    ...hasLines(causes, port, snapshot),
    ...once(({ container }) =>
      container === undefined
        ? []
        : [`  ${l10n.t('It is for the container {0}.', containerInFull(container))}`],
    ),
    ...once(({ socket, owners }) => {
      // Where somebody had it identified: what it says is no proof.
      const identity = identityText({ sockets: [{ socket }], owners });
      return identity === undefined ? [] : [`  ${l10n.t('It says of itself: {0}', identity)}`];
    }),
    ...reachTexts(causes.map(({ reach }) => reach)).map((text) => `  ${text}`),
    ...once(({ owners }) => owners.flatMap((owner) => ownerLines(owner, explanation))),
    ...once(({ likelyOwner }) => (likelyOwner === undefined ? [] : likelyLines(likelyOwner, snapshot))),
    ...once((listener) => {
      const seen = seenHeldLine(listener, explanation.past ?? []);
      return seen === undefined ? [] : [`  ${seen}`];
    }),
    ...once(({ reasons }) => (reasons.length > 0 ? [`  ${reasonsText(reasons)}`] : [])),
    ...once(({ owners, socket }) =>
      owners.length === 0 ? [`  ${l10n.t('User: {0}', userName(snapshot, socket.uid))}`] : [],
    ),
    ...once((listener) => stopLines(listener, explanation) ?? adviceLines(listener.owners, explanation)),
  ];
}

/** Who has the sockets, or probably has them: a line for each of those, with all addresses. */
function hasLines(causes: readonly ListenerCause[], port: number, snapshot: Snapshot): string[] {
  const byOwner = groupBy(causes, ({ listener }) => ownerText(listener, port, snapshot));
  return [...byOwner].map(([owner, [first, ...more]]) => {
    const ends = [first, ...more].map(({ listener }) => formatLocal(listener.socket)).join(', ');
    const { owners, likelyOwner } = first.listener;
    if (owners.length > 0) return l10n.t('{0} has {1}', owner, ends);
    return likelyOwner === undefined
      ? l10n.t('An unknown process has {0}', ends)
      : l10n.t('{0} probably has {1}', owner, ends);
  });
}

function ownerText({ owners, likelyOwner }: Ownership, port: number, snapshot: Snapshot): string {
  if (owners.length > 0) return listedNames(owners.map((owner) => personProcess(owner, port)));
  return likelyOwner === undefined ? '' : likelyInFull(likelyOwner, snapshot);
}

/** Why an owner is thought likely, and what to do next. */
function likelyLines(likelyOwner: LikelyOwner, snapshot: Snapshot): string[] {
  return [
    likelyText(likelyOwner, snapshot),
    l10n.t('That is no proof, for a socket may have been moved or handed on.'),
  ].map((line) => `  ${line}`);
}

/** What there is to know of a process that has the port. */
export function ownerLines(owner: ProcessOwner, explanation: Explanation): string[] {
  const { snapshot } = explanation.facts;
  const { origins } = explanation;
  const began = startedAt(snapshot, owner.startTime);
  const origin = origins.find((each) => isSame(each, owner));
  const { unit, container } = origin?.membership ?? {};
  const parents = origin?.ancestors.map((parent) => personProcess(parent)) ?? [];
  // One that is all of them stands above, behind the answer.
  const commands = commandsOf(explanation);
  const command = commands.length > 1 ? commandOf(owner) : '';
  return [
    ...(commands.includes(command) ? [l10n.t('Command: {0}', command)] : []),
    l10n.t('User: {0}', userName(snapshot, owner.uid)),
    ...(began === undefined ? [] : [l10n.t('Started: {0}', agoAndWhen(began))]),
    ...(owner.workingDirectory === undefined
      ? []
      : [l10n.t('Working directory: {0}', clean(owner.workingDirectory))]),
    ...(parents.length === 0 ? [] : [l10n.t('Started by: {0}', parents.join(' ← '))]),
    ...(unit === undefined ? [] : [l10n.t('systemd unit: {0}', clean(unescapedUnit(unit)))]),
    ...(container === undefined
      ? []
      : [l10n.t('Container: {0} ({1})', clean(container.id), container.runtime)]),
  ].map((line) => `    ${line}`);
}

/** The command lines of those who have the port, each once; not of what has it for a container. */
export function commandsOf(explanation: Explanation): string[] {
  const isForContainer = explanation.causes.some((cause) => {
    const container = cause.kind === 'listener' ? cause.listener.container : undefined;
    return container !== undefined && container.by !== 'itself';
  });
  return isForContainer ? [] : [...new Set(ownersIn(explanation).map(commandOf))].filter(Boolean);
}

/** The command line of a process as reports have it, cleaned and cut; empty where the process hides it. */
function commandOf(owner: ProcessOwner): string {
  return shorten(formatCommandLine(owner.commandLine), LONGEST_COMMAND);
}

/** What the sockets leave to others, each once: those of IPv4 and of IPv6 together leave nothing. */
function reachTexts(reaches: readonly ListenerCause['reach'][]): string[] {
  const all = new Set(reaches);
  if (all.has('allIPv4') && (all.has('allIPv6') || all.has('everything'))) {
    for (const reach of ['allIPv4', 'allIPv6', 'everything'] as const) all.delete(reach);
    return [l10n.t('It takes every address, IPv4 and IPv6.'), ...[...all].map(reachText)];
  }
  return [...all].map(reachText);
}

function reachText(reach: ListenerCause['reach']): string {
  return {
    everything: () =>
      l10n.t('It takes every address, IPv4 and IPv6, unless the program asked for IPv6 alone.'),
    allIPv4: () => l10n.t('It takes every IPv4 address; IPv6 is left to others.'),
    allIPv6: () => l10n.t('It takes every IPv6 address; IPv4 is left to others.'),
    oneAddress: () => l10n.t('It takes this address alone, and so keeps others from taking all at once.'),
  }[reach]();
}
