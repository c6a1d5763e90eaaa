import { nameOf, objectOf, parseJson } from './engineJson';

/** What happened at an engine, as far as it changes who has a port. */
export interface ContainerEvent {
  readonly kind: 'container' | 'network';
  /** "start", "die", "rename", "connect": the engine's word. */
  readonly action: string;
  /** The container's id; of a network that of the container that came or went. */
  readonly id?: string;
}

/** Docker's words and Podman's, for what comes, goes, pauses or changes its name or networks. */
const ACTIONS = {
  container: ['start', 'die', 'died', 'destroy', 'remove', 'rename', 'pause', 'unpause', 'restart', 'update'],
  network: ['connect', 'disconnect'],
} as const;

/** The filter of `GET /events` for them: unfiltered it tells of each health check, too. */
export const EVENT_FILTERS = JSON.stringify({
  type: Object.keys(ACTIONS),
  event: Object.values(ACTIONS).flat(),
});

/** A line of `GET /events`; nothing where it is none, or tells of what changes no port. */
export function parseEvent(line: string): ContainerEvent | undefined {
  const { Type: kind, Action: action, Actor } = objectOf(parseJson(line)) as Record<string, unknown>;
  if ((kind !== 'container' && kind !== 'network') || typeof action !== 'string') return undefined;
  if (!ACTIONS[kind].some((each) => each === action)) return undefined;
  const actor = objectOf(Actor);
  const id = nameOf(kind === 'container' ? actor['ID'] : objectOf(actor['Attributes'])['container']);
  return { kind, action, ...(id !== undefined && { id }) };
}
