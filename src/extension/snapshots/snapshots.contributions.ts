import { command } from '../catalog/command';

/** The documents that a comparison of snapshots has side by side. */
export const comparisonScheme = 'netstat-comparison';

/** Snapshots. */
export const snapshotCommands = {
  exportSnapshot: command('netstat.exportSnapshot', {
    title: 'Export Snapshot…',
    menus: [{ menu: 'view/title', views: 'sockets', group: '5_snapshot@1' }],
  }),
  saveSnapshot: command('netstat.saveSnapshot', {
    title: 'Save Snapshot',
    menus: [{ menu: 'view/title', views: 'sockets', group: '5_snapshot@2' }],
  }),
  compareSnapshots: command('netstat.compareSnapshots', {
    title: 'Compare Snapshots…',
    menus: [{ menu: 'view/title', views: 'sockets', group: '5_snapshot@3' }],
  }),
};
