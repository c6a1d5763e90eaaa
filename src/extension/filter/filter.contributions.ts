import { not } from '../catalog/clause';
import { command } from '../catalog/command';
import { contextKey } from '../catalog/contextKey';

/** Whether the views are filtered. */
export const filteredKey = contextKey('netstat.filtered');

/** The filter of the views. */
export const filterCommands = {
  filter: command('netstat.filter', {
    title: 'Filter…',
    icon: '$(filter)',
    menus: [
      { menu: 'view/title', views: 'every', when: filteredKey.id, group: '1_filter@1' },
      { menu: 'view/title', views: 'every', when: not(filteredKey.id), group: 'navigation@2' },
    ],
    keys: [{ key: '/', views: 'every', on: 'view' }],
  }),
  clearFilter: command('netstat.clearFilter', {
    title: 'Clear Filter',
    icon: '$(clear-all)',
    palette: filteredKey.id,
    menus: [{ menu: 'view/title', views: 'every', when: filteredKey.id, group: 'navigation@2' }],
  }),
};
