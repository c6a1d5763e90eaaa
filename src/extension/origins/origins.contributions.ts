import { type Clause, onRow, or } from '../catalog/clause';
import { command, submenu } from '../catalog/command';
import { rowFlags } from '../views/rows.contributions';
import { onTrafficRow, OWNED_KINDS } from '../traffic/trafficPage.contributions';

/** The menu of where a process comes from. */
export const comesFromMenu = submenu({
  id: 'netstat.comesFrom',
  label: 'Where It Comes From',
  menus: [
    { menu: 'view/item/context', views: 'sockets', when: onRow(rowFlags.owned), group: '1_general@8' },
    { menu: 'webview/context', when: onTrafficRow(...OWNED_KINDS), group: '1_general@8' },
  ],
});

/** On a row with that flag. Rows of the page Traffic do not tell so much: the command says where it cannot. */
function whereKnown(flag: string): Clause {
  return or(onRow(flag), onTrafficRow());
}

/** Where a process comes from. */
export const originCommands = {
  revealTerminal: command('netstat.revealTerminal', {
    title: 'Reveal Terminal',
    menus: [{ menu: comesFromMenu, when: whereKnown(rowFlags.inWindow), group: '1_origin@1' }],
  }),
  openProcessFolder: command('netstat.openProcessFolder', {
    title: 'Open Folder of Process',
    menus: [{ menu: comesFromMenu, when: whereKnown(rowFlags.inFolder), group: '1_origin@2' }],
  }),
  showParentChain: command('netstat.showParentChain', {
    title: 'Show Parent Chain',
    menus: [{ menu: comesFromMenu, group: '1_origin@3' }],
  }),
};
