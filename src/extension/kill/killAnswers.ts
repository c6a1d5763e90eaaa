import { l10n } from 'vscode';
import type { SignalName } from '../../core/model/engine';
import { obstacleText } from '../ports/managerTexts';
import { groupBy } from '../../core/query/groupBy';
import { listedNames, personProcess, processName } from '../describe';
import { ownersText } from '../likely/ownersText';
import { transportName } from '../../core/ports/endpointName';
import type { Aftermath } from '../../core/kill/aftermath';
import type { ListeningPort, TransportPort } from '../../core/ports/listeningPorts';
import { type Ending, hasEnded, type KillResult } from '../../core/kill/endings';
import { textOfOne, textOfSeveral } from './endingTexts';
import type { KillReport } from '../../core/kill/execute';
import { namesOf } from './questions';

/** Characters that a notification says of ports that somebody has. */
const MOST_HELD = 500;

/** What is told after a kill. */
export interface Answer {
  readonly text: string;
  /** Whether all went as the user wanted. */
  readonly isGood: boolean;
  /** The signal that was denied, where one was. */
  readonly signal: SignalName;
  /** Processes that only somebody with more rights may signal. */
  readonly deniedPids: readonly number[];
  /** The row of who has a port now. */
  readonly holder: string | undefined;
}

/** What happened, to what, and what comes next. */
export function answerOf({ results, ports, signal }: KillReport): Answer {
  const holder = ports.flatMap(({ holders }) => holders)[0];
  return {
    text: [...resultTexts(results, signal), ...portTexts(ports)].join(' '),
    isGood: holder === undefined && results.every(({ ending }) => isGood(ending)),
    signal,
    deniedPids: results
      // What others rely on is not offered to be ended, with more rights least of all.
      .filter(({ process, ending }) => ending.kind === 'denied' && obstacleText(process) === undefined)
      .map(({ process }) => process.pid),
    holder: holder?.id,
  };
}

function isGood(ending: Ending): boolean {
  return ending.kind === 'signalled' || hasEnded(ending);
}

/** One sentence for all to whom the same happened. */
function resultTexts(results: readonly KillResult[], signal: SignalName): string[] {
  const groups = groupBy(results, ({ ending }) => (ending.kind === 'failed' ? ending.message : ending.kind));
  return [...groups.values()].map((group) => resultText(group, signal));
}

function resultText(group: readonly [KillResult, ...KillResult[]], signal: SignalName): string {
  const [first] = group;
  return group.length === 1
    ? textOfOne(processName(first.process), first.ending, signal)
    : textOfSeveral(namesOf(group), first.ending, signal);
}

/** One sentence for all ports that are free, and one for all that the same process has now. */
function portTexts(ports: readonly Aftermath[]): string[] {
  const free = ports.filter(({ kind }) => kind === 'free').map(portName);
  const groups = new Map<string, { kind: Aftermath['kind']; owner: string; names: Set<string> }>();
  for (const { kind, holders, ...port } of ports) {
    for (const holder of holders) {
      const owner = holderName(kind, holder);
      const key = `${kind} ${owner}`;
      const group = groups.get(key) ?? { kind, owner, names: new Set() };
      groups.set(key, group);
      group.names.add(portName(port));
    }
  }
  const held = [...groups.values()].map(({ kind, owner, names }) => heldText(kind, [...names], owner));
  const andMore = (told: string): string => l10n.t('{0} Other processes have more of them.', told);
  const texts = held.length === 0 ? [] : [listedNames(held, { between: ' ', longest: MOST_HELD, andMore })];
  if (free.length === 1) texts.push(l10n.t('Port {0} is free.', free.join('')));
  if (free.length > 1) texts.push(l10n.t('Ports {0} are free.', listedNames(free)));
  return texts;
}

/** Who has a port now. "Still held" is said of nobody who is only likely. */
function holderName(kind: Aftermath['kind'], holder: ListeningPort): string {
  const { leader, likelyOwner, port } = holder;
  if (leader !== undefined) return personProcess(leader, port);
  const likely = kind === 'taken' && likelyOwner ? ownersText({ owners: [], likelyOwner }, undefined) : '';
  return likely || l10n.t('unknown owner');
}

function heldText(kind: Aftermath['kind'], names: readonly string[], owner: string): string {
  const ports = listedNames(names);
  if (names.length === 1) {
    return kind === 'held'
      ? l10n.t('Port {0} is still held by {1}, which shared it.', ports, owner)
      : l10n.t('Port {0} was taken over by {1}.', ports, owner);
  }
  return kind === 'held'
    ? l10n.t('Ports {0} are still held by {1}, which shared them.', ports, owner)
    : l10n.t('Ports {0} were taken over by {1}.', ports, owner);
}

function portName({ port, transport }: TransportPort): string {
  return `${port} (${transportName(transport)})`;
}
