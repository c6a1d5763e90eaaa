import { isOn, not } from '../catalog/clause';
import { command } from '../catalog/command';
import { booleanSetting, settingsGroup } from '../catalog/setting';

export const viewsGroup = settingsGroup({ name: 'views', title: 'Views', order: 2 });

/** Whether changes are marked. */
export const markSettings = {
  showMarks: booleanSetting('netstat.showMarks', {
    group: viewsGroup,
    order: 1,
    scope: 'window',
    default: true,
    text: 'Whether rows that came, changed or closed are marked for a few seconds, with a sign and a colour.',
  }),
};

/** Marking changes, or not. */
export const markCommands = {
  showMarks: command('netstat.showMarks', {
    title: 'Mark Changes',
    palette: not(isOn(markSettings.showMarks)),
    menus: [
      { menu: 'view/title', views: 'every', when: not(isOn(markSettings.showMarks)), group: '3_marks@1' },
    ],
  }),
  hideMarks: command('netstat.hideMarks', {
    title: 'Do Not Mark Changes',
    palette: isOn(markSettings.showMarks),
    menus: [{ menu: 'view/title', views: 'every', when: isOn(markSettings.showMarks), group: '3_marks@1' }],
  }),
};
