/** Everything that package.json and the code must agree on. A unit test holds one against the other. */

export const container = 'netstat';

export const views = {
  listeningPorts: 'netstat.listeningPorts',
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
  findPortOwner: 'netstat.findPortOwner',
  filter: 'netstat.filter',
  clearFilter: 'netstat.clearFilter',
  copyAddress: 'netstat.copyAddress',
  copyUrl: 'netstat.copyUrl',
  copyPort: 'netstat.copyPort',
  copyPid: 'netstat.copyPid',
  copyCommandLine: 'netstat.copyCommandLine',
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
  showLog: 'netstat.showLog',
  runNetstat: 'netstat.run',
  rerunNetstat: 'netstat.rerun',
  editCommandLine: 'netstat.editCommandLine',
  startLive: 'netstat.startLive',
  stopLive: 'netstat.stopLive',
} as const;

export const settings = {
  refreshInterval: 'netstat.refreshInterval',
  showUdp: 'netstat.listeningPorts.showUdp',
  showZeroCounters: 'netstat.statistics.showZero',
  killGracePeriod: 'netstat.kill.gracePeriod',
  terminalCommand: 'netstat.terminal.command',
} as const;

export const contextKeys = {
  paused: 'netstat.paused',
  /** Whether the views of sockets are filtered. */
  filtered: 'netstat.filtered',
  /** Why Listening Ports has no row, see `Emptiness`. */
  listeningPortsEmptiness: 'netstat.listeningPorts.emptiness',
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

export const submenus = {
  copyAs: 'netstat.copyAs',
} as const;

/** Words of a row's `contextValue`: what it is and what can be done with it. */
export const rowFlags = {
  row: 'netstatRow',
  owned: 'owned',
  browsable: 'browsable',
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

/** The same for the views of tables. */
export const tableRowScheme = 'netstat-table-row';
