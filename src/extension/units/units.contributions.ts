import { onRow } from '../catalog/clause';
import { command, submenu } from '../catalog/command';
import { rowFlags } from '../views/rows.contributions';

/** The menu of what can be done with the unit that a row's owner runs in, or probably does. */
export const unitMenu = submenu({
  id: 'netstat.unit',
  label: 'Unit',
  menus: [{ menu: 'view/item/context', views: 'sockets', when: onRow(rowFlags.unit), group: '1_general@5' }],
});

/** Proving who has a socket, and looking at units: lines are typed into a terminal, and left to the user to run. */
export const unitCommands = {
  proveOwner: command('netstat.proveOwner', {
    title: 'Prove It',
    menus: [
      { menu: 'view/item/context', views: 'sockets', when: onRow(rowFlags.likely), group: '1_general@4' },
    ],
  }),
  showUnitStatus: command('netstat.showUnitStatus', {
    title: 'Show Unit Status',
    menus: [{ menu: unitMenu, group: '1_look@1' }],
  }),
  followUnitJournal: command('netstat.followUnitJournal', {
    title: 'Follow Unit Journal',
    menus: [{ menu: unitMenu, group: '1_look@2' }],
  }),
  openUnitFile: command('netstat.openUnitFile', {
    title: 'Open Unit File',
    menus: [{ menu: unitMenu, group: '1_look@3' }],
  }),
  copyUnit: command('netstat.copyUnit', {
    title: 'Copy Unit Name',
    menus: [{ menu: unitMenu, group: '2_copy@1' }],
  }),
};
