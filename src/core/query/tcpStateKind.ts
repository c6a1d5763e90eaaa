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

/** What a state's icon is coloured for; how, says whoever draws it. */
export type StateHue = 'blue' | 'yellow' | 'green' | 'orange' | 'trouble' | 'pale' | 'plain';

/** The codicon of each, and its hue: each has a shape of its own, so that colour is never needed to tell it. */
export const STATE_ICONS = {
  waiting: ['radio-tower', 'blue'],
  opening: ['sync', 'yellow'],
  open: ['arrow-swap', 'green'],
  closing: ['debug-disconnect', 'orange'],
  halfClosed: ['warning', 'trouble'],
  past: ['history', 'pale'],
  unconnected: ['circle', 'plain'],
  unknown: ['question', 'plain'],
} as const satisfies Readonly<Record<StateKind, readonly [icon: string, hue: StateHue]>>;
