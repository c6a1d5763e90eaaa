import type { InetSocket } from '../model/inetTable';
import type { Explanation } from '../ports/explainPort';
import { connectionsOn } from '../ports/portUse';
import { MOST_CLOSED } from './plan';

/**
 * The connections that are all that keeps a port of TCP: in TIME_WAIT, or those that nobody's listener accepted. None where
 * something else keeps it as well, so that closing them would free nothing, or where they are too many for one question.
 */
export function connectionsKeeping({ facts, causes }: Explanation): readonly InetSocket[] {
  const isOnlyThat = causes.every(({ kind }) => kind === 'timeWait' || kind === 'connection');
  if (facts.transport !== 'tcp' || causes.length === 0 || !isOnlyThat) return [];
  return connectionsOn(facts.snapshot, facts, MOST_CLOSED) ?? [];
}
