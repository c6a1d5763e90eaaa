/** What a state is like, whatever the protocol: it picks icon and colour. */
export type StateKind =
  'waiting' | 'opening' | 'open' | 'closing' | 'halfClosed' | 'past' | 'unconnected' | 'unknown';

const TCP_KINDS: readonly StateKind[] = [
  'unknown',
  'open',
  'opening',
  'opening',
  'closing',
  'closing',
  'past',
  'unconnected',
  'halfClosed',
  'closing',
  'waiting',
  'closing',
  // A request that is answered, and a socket that is bound alone: both are seldom told of.
  'opening',
  'unconnected',
];

/** What a state of TCP is like, by its number (include/net/tcp_states.h). */
export function tcpStateKind(state: number): StateKind {
  return TCP_KINDS[state] ?? 'unknown';
}
