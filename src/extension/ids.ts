/** Everything that package.json and the code must agree on. A unit test holds one against the other. */

export const container = 'netstat';

export const views = {
  listeningPorts: 'netstat.listeningPorts',
  connections: 'netstat.connections',
  unixSockets: 'netstat.unixSockets',
  routes: 'netstat.routes',
  interfaces: 'netstat.interfaces',
  multicastGroups: 'netstat.multicastGroups',
  statistics: 'netstat.statistics',
  nat: 'netstat.nat',
} as const;

export const commands = {
  refresh: 'netstat.refresh',
  pauseRefresh: 'netstat.pauseRefresh',
  resumeRefresh: 'netstat.resumeRefresh',
  showUdp: 'netstat.listeningPorts.showUdpPorts',
  hideUdp: 'netstat.listeningPorts.hideUdpPorts',
  arrangeListeningPorts: 'netstat.listeningPorts.arrange',
  arrangeConnections: 'netstat.connections.arrange',
  arrangeUnixSockets: 'netstat.unixSockets.arrange',
  copyConnection: 'netstat.connections.copyAddress',
  copyUnixPath: 'netstat.unixSockets.copyPath',
  showMarks: 'netstat.showMarks',
  hideMarks: 'netstat.hideMarks',
  findPortOwner: 'netstat.findPortOwner',
  watchPort: 'netstat.watchPort',
  showWatches: 'netstat.showWatches',
  filter: 'netstat.filter',
  clearFilter: 'netstat.clearFilter',
  showDetails: 'netstat.showDetails',
  refreshDetails: 'netstat.refreshDetails',
  copyAddress: 'netstat.copyAddress',
  copyUrl: 'netstat.copyUrl',
  copyPort: 'netstat.copyPort',
  copyPid: 'netstat.copyPid',
  copyCommandLine: 'netstat.copyCommandLine',
  copyLocalAddress: 'netstat.copyLocalAddress',
  copyForeignAddress: 'netstat.copyForeignAddress',
  copyBothAddresses: 'netstat.copyBothAddresses',
  copyAsText: 'netstat.copyAsText',
  copyAsJson: 'netstat.copyAsJson',
  copyAsCsv: 'netstat.copyAsCsv',
  copyView: 'netstat.copyView',
  resolveNames: 'netstat.resolveNames',
  revealTerminal: 'netstat.revealTerminal',
  showParentChain: 'netstat.showParentChain',
  openProcessFolder: 'netstat.openProcessFolder',
  pickProcess: 'netstat.pickProcess',
  attachDebugger: 'netstat.attachDebugger',
  explainPort: 'netstat.explainPort',
  refreshReport: 'netstat.refreshReport',
  freePort: 'netstat.freePort',
  exportSnapshot: 'netstat.exportSnapshot',
  saveSnapshot: 'netstat.saveSnapshot',
  compareSnapshots: 'netstat.compareSnapshots',
  copyValue: 'netstat.copyValue',
  copyDestination: 'netstat.copyDestination',
  copyGateway: 'netstat.copyGateway',
  copyInterfaceAddress: 'netstat.copyInterfaceAddress',
  copyHardwareAddress: 'netstat.copyHardwareAddress',
  copyGroup: 'netstat.copyGroup',
  copyOriginal: 'netstat.copyOriginal',
  copyReply: 'netstat.copyReply',
  showZeroCounters: 'netstat.statistics.showZeroCounters',
  hideZeroCounters: 'netstat.statistics.hideZeroCounters',
  openInBrowser: 'netstat.openInBrowser',
  killProcess: 'netstat.killProcess',
  killWithChildren: 'netstat.killWithChildren',
  sendSignal: 'netstat.sendSignal',
  showLog: 'netstat.showLog',
  runNetstat: 'netstat.run',
  rerunNetstat: 'netstat.rerun',
  editCommandLine: 'netstat.editCommandLine',
  startLive: 'netstat.startLive',
  stopLive: 'netstat.stopLive',
} as const;

/** Commands of links alone, which package.json does not name. */
export const linkCommands = {
  actOnPort: 'netstat.actOnPort',
} as const;

export const settings = {
  refreshInterval: 'netstat.refreshInterval',
  systemCalls: 'netstat.systemCalls',
  showUdp: 'netstat.listeningPorts.showUdp',
  showMarks: 'netstat.showMarks',
  resolveNames: 'netstat.resolveNames',
  showZeroCounters: 'netstat.statistics.showZero',
  statusBar: 'netstat.statusBar.show',
  killGracePeriod: 'netstat.kill.gracePeriod',
  editorHints: 'netstat.editorHints',
  terminalCommand: 'netstat.terminal.command',
  mcpServer: 'netstat.agents.mcpServer',
  notifyOfFailures: 'netstat.terminal.explainPortInUse',
} as const;

export const contextKeys = {
  paused: 'netstat.paused',
  /** Whether the views of sockets are filtered. */
  filtered: 'netstat.filtered',
  /** Why Listening Ports has no row, see `Emptiness`. */
  listeningPortsEmptiness: 'netstat.listeningPorts.emptiness',
  connectionsEmptiness: 'netstat.connections.emptiness',
  unixSocketsEmptiness: 'netstat.unixSockets.emptiness',
  /** Why the other views have no row. */
  routesEmptiness: 'netstat.routes.emptiness',
  interfacesEmptiness: 'netstat.interfaces.emptiness',
  multicastGroupsEmptiness: 'netstat.multicastGroups.emptiness',
  statisticsEmptiness: 'netstat.statistics.emptiness',
  natEmptiness: 'netstat.nat.emptiness',
  /** The URIs of the documents that are kept live. */
  liveDocuments: 'netstat.liveDocuments',
} as const;

/** The documents with netstat's text: what their URIs begin with, and their language. */
export const netstatScheme = 'netstat';
export const netstatLanguage = 'netstat';

/** What offers the MCP server. */
export const mcpProvider = 'netstat';

/** The type of the tasks that free a port or wait for one. */
export const taskType = 'netstat';

/** The documents with details of sockets and processes. */
export const detailsScheme = 'netstat-details';

/** The documents that tell why ports are busy. */
export const reportScheme = 'netstat-port';

/** The documents that a comparison of snapshots has side by side. */
export const comparisonScheme = 'netstat-comparison';

export const submenus = {
  copyAs: 'netstat.copyAs',
  comesFrom: 'netstat.comesFrom',
} as const;

/** Words of a row's `contextValue`: what it is and what can be done with it. */
export const rowFlags = {
  row: 'netstatRow',
  group: 'netstatGroup',
  owned: 'owned',
  browsable: 'browsable',
  inspector: 'inspector',
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

/** The scheme of rows' resource URIs, which carry their decorations. */
export const rowScheme = 'netstat-row';

/** How the views of sockets can be grouped and sorted; the first is what they begin with. */
export const arrangements = {
  listeningPorts: {
    groupBy: ['none', 'process', 'address', 'user', 'folder'],
    sortBy: ['port', 'process', 'address'],
  },
  connections: {
    groupBy: ['process', 'state', 'foreignHost', 'localPort', 'protocol', 'user', 'none'],
    sortBy: ['foreignAddress', 'localPort', 'state', 'queues'],
  },
  unixSockets: {
    groupBy: ['process', 'path', 'state', 'user', 'none'],
    sortBy: ['path', 'inode', 'state'],
  },
} as const;

/** The command that copies all rows of a view. */
export function copyAllCommand(view: keyof typeof views): string {
  return `netstat.${view}.copyAll`;
}

/** The commands that copy all rows of views. */
export const copyAllCommands: readonly string[] = (Object.keys(views) as (keyof typeof views)[]).map(
  copyAllCommand,
);
