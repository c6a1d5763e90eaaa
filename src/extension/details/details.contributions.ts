import { inScheme } from '../catalog/clause';
import { command } from '../catalog/command';
import { onRowOrGroupOfOwner } from '../views/rows.contributions';
import { onTrafficRow, OWNED_KINDS } from '../traffic/trafficPage.contributions';

/** The documents with details of rows. */
export const detailsScheme = 'netstat-details';

/** Details of a row. */
export const detailsCommands = {
  showDetails: command('netstat.showDetails', {
    title: 'Show Details',
    menus: [
      { menu: 'view/item/context', views: 'every', when: onRowOrGroupOfOwner, group: '1_general@2' },
      { menu: 'webview/context', when: onTrafficRow(...OWNED_KINDS), group: '1_general@1' },
    ],
  }),
  /** What a click does: the focus stays in the list, until the row is opened again. */
  openDetails: command('netstat.openDetails', { title: 'Preview Details', palette: false }),
  refreshDetails: command('netstat.refreshDetails', {
    title: 'Read Again',
    icon: '$(refresh)',
    palette: inScheme(detailsScheme),
    menus: [{ menu: 'editor/title', when: inScheme(detailsScheme), group: 'navigation@1' }],
  }),
};
