/**
 * The codicon of each thing that rows, views and commands show, said once: the same icon means the same everywhere, and no
 * two things share one. States of sockets have theirs in `core/query/tcpStateKind.ts`, which the Traffic page has, too.
 */
export const icons = {
  // Views, and what is in them.
  port: 'plug',
  connection: 'arrow-swap',
  unixSocket: 'link',
  interface: 'circuit-board',
  route: 'milestone',
  counter: 'graph',
  multicastGroup: 'broadcast',
  translation: 'replace',
  machine: 'vm',
  past: 'history',
  traffic: 'pulse',

  // Whose something is.
  process: 'server-process',
  unit: 'server-environment',
  container: 'package',
  composeProject: 'layers',
  networkNamespace: 'server',
  otherEngine: 'remote',
  user: 'account',
  folder: 'folder',
  window: 'window',
  file: 'file',
  unknown: 'question',
  noGroup: 'list-flat',

  // Where it can be reached.
  thisMachine: 'home',
  network: 'radio-tower',
  address: 'location',
  elsewhere: 'globe',

  // Parts of an interface.
  hardwareAddress: 'chip',
  size: 'symbol-ruler',
  flags: 'symbol-boolean',
  protocol: 'tag',
  received: 'arrow-down',
  sent: 'arrow-up',

  // How it is.
  good: 'pass',
  trouble: 'warning',
  refused: 'circle-slash',
  disconnected: 'debug-disconnect',
  more: 'ellipsis',
  note: 'info',

  // What happened.
  began: 'debug-start',
  ended: 'debug-stop',
  changedHands: 'sign-in',
  handedOn: 'arrow-right',
  deed: 'symbol-event',
  restart: 'debug-restart',
  recording: 'record',
} as const;
