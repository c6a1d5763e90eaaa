import { type CounterName, COUNTERS, type InterfaceCounters, type InterfaceFacts } from '../model/interface';
import { IFF_RUNNING, IFF_UP } from '../netstat/interfaces/interfaceFlags';
import { type CounterChange, counterChange } from './rates';

/** Whether packets pass: `noCarrier` is up without a cable, or without its other end. */
export type InterfaceState = 'up' | 'noCarrier' | 'down';

const LOSSES: ReadonlySet<CounterName> = new Set<CounterName>([
  'rxErrors',
  'rxDropped',
  'rxFifo',
  'rxFrame',
  'txErrors',
  'txDropped',
  'txFifo',
  'collisions',
  'txCarrier',
]);

/** What an interface's counters did between two readings; those that began anew are missing. */
export type InterfaceChanges = Partial<Record<CounterName, CounterChange>>;

/** The state that the flags tell. */
export function stateOf({ flags }: InterfaceFacts): InterfaceState {
  if ((flags & IFF_UP) === 0) return 'down';
  return (flags & IFF_RUNNING) === 0 ? 'noCarrier' : 'up';
}

/** What the counters did since the reading before; nothing where there is none. */
export function interfaceChanges(
  now: InterfaceCounters,
  before: InterfaceCounters | undefined,
  milliseconds: number,
): InterfaceChanges {
  const changes: InterfaceChanges = {};
  for (const name of COUNTERS) {
    const change = counterChange(before?.[name], now[name], milliseconds);
    if (change !== undefined) changes[name] = change;
  }
  return changes;
}

/** How many packets were lost, by what the counters did. */
export function lostIn(changes: InterfaceChanges): bigint {
  return COUNTERS.reduce((sum, name) => sum + (LOSSES.has(name) ? (changes[name]?.increase ?? 0n) : 0n), 0n);
}

/**
 * The place of an interface among others: first those that moved something since the view was opened, then those that
 * ever did, then those that could, then those without a link, and last those that are down.
 * @param changes since the view was opened
 */
export function interfacePlace(facts: InterfaceFacts, changes: InterfaceChanges): number {
  const state = stateOf(facts);
  if (state === 'down') return 4;
  const { rxPackets, txPackets } = changes;
  if ((rxPackets?.increase ?? 0n) + (txPackets?.increase ?? 0n) > 0n) return 0;
  const { counters } = facts;
  if (counters !== undefined && counters.rxPackets + counters.txPackets > 0n) return 1;
  return state === 'up' ? 2 : 3;
}

/** Whether the counter moved and counts packets that were lost. */
export function isLoss(name: CounterName, changes: InterfaceChanges): boolean {
  return LOSSES.has(name) && (changes[name]?.increase ?? 0n) > 0n;
}
