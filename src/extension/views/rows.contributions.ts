import { onRowLike } from '../catalog/clause';

/** Words of a row's `contextValue`: what it is and what can be done with it. */
export const rowFlags = {
  row: 'netstatRow',
  group: 'netstatGroup',
  /** A port of this machine's own network namespace, about which one can ask. */
  ownPort: 'ownPort',
  /** One that a socket listens on, so that one hears of it when that closes. */
  listening: 'listening',
  /** A connection of TCP of this machine's own network namespace, which the kernel can close. */
  closable: 'closable',
  owned: 'owned',
  /** Has a known process of which this window knows the terminal, the task or the debug session. */
  inWindow: 'inWindow',
  /** Has a known process whose working directory may be read. */
  inFolder: 'inFolder',
  /** A connection whose other end is on this machine, or may be. */
  connected: 'connected',
  /** What of it the views can be filtered by. */
  byAddress: 'byAddress',
  byPort: 'byPort',
  byProcess: 'byProcess',
  byState: 'byState',
  likely: 'likelyOwned',
  unit: 'inUnit',
  container: 'ofContainer',
  composed: 'composed',
  published: 'published',
  browsable: 'browsable',
  inspector: 'inspector',
  /** An event of the history whose socket may still be open. */
  living: 'living',
  /** A group of which the history can tell: a process, a container, a host, a port, a path. */
  recorded: 'recorded',
  printable: 'printable',
  localAddress: 'localAddress',
  foreignAddress: 'foreignAddress',
  port: 'ported',
  plainValue: 'plainValue',
  destination: 'destination',
  gateway: 'gateway',
  interfaceAddress: 'interfaceAddress',
  hardwareAddress: 'hardwareAddress',
  multicastGroup: 'multicastGroup',
  originalFlow: 'originalFlow',
  replyFlow: 'replyFlow',
} as const;

/** On a row, or a group of rows, that has an owner. */
export const onRowOrGroupWithOwner = onRowLike('\\bnetstat(Row|Group)\\b.*\\bowned\\b');

/**
 * On the row of a port that is stopped by ending its process, and on one that is stopped otherwise: a container's, which whoever
 * holds the socket only keeps it for, and that of an owner who is not known.
 */
export const onPortOfProcess = onRowLike(
  '^(?=.*\\bnetstatRow\\b)(?=.*\\bowned\\b)(?!(?=.*\\bownPort\\b).*\\bofContainer\\b)',
);
export const onPortToFree = onRowLike('^(?=.*\\bownPort\\b)(?:(?=.*\\bofContainer\\b)|(?!.*\\bowned\\b))');

/** On any row, or a group that is one owner's. */
export const onRowOrGroupOfOwner = onRowLike('\\bnetstatRow\\b|\\bnetstatGroup\\b.*\\bowned\\b');
