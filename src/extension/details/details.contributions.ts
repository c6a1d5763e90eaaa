import { and, inScheme } from '../catalog/clause';
import { command } from '../catalog/command';
import { contextKey } from '../catalog/contextKey';
import { contribution } from '../catalog/point';
import { onRowOrGroupOfOwner } from '../views/rows.contributions';
import { onTrafficRow, OWNED_KINDS } from '../traffic/trafficPage.contributions';

/** The documents with details of rows. */
export const detailsScheme = 'netstat-details';

/** Their language, which reports on ports and histories have as well: text in sections. */
export const detailsLanguage = 'netstat-details';

/** The URIs of the documents that are read again with each pass. */
export const followedDetailsKey = contextKey('netstat.followedDetails');

const isFollowed = and(inScheme(detailsScheme), `resource in ${followedDetailsKey.id}`);
const isNotFollowed = and(inScheme(detailsScheme), `resource not in ${followedDetailsKey.id}`);

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
  /** What keys of other commands begin with: the row that has the focus is selected, and nothing else happens to it. */
  selectByKey: command('netstat.selectByKey', { title: 'Select the Row That Has the Focus', palette: false }),
  refreshDetails: command('netstat.refreshDetails', {
    title: 'Read Again',
    icon: '$(refresh)',
    palette: inScheme(detailsScheme),
    menus: [{ menu: 'editor/title', when: inScheme(detailsScheme), group: 'navigation@1' }],
  }),
  followDetails: command('netstat.followDetails', {
    title: 'Follow: Read Again and Again',
    icon: '$(debug-start)',
    palette: isNotFollowed,
    menus: [{ menu: 'editor/title', when: isNotFollowed, group: 'navigation@2' }],
  }),
  unfollowDetails: command('netstat.unfollowDetails', {
    title: 'Stop Following',
    icon: '$(debug-stop)',
    palette: isFollowed,
    menus: [{ menu: 'editor/title', when: isFollowed, group: 'navigation@2' }],
  }),
};

/** The language of the documents. */
export const detailsLanguages = contribution('languages', [
  {
    id: detailsLanguage,
    aliases: ['Netstat Details'],
    configuration: './media/netstat-details.language-configuration.json',
  },
]);

/** How they are coloured. */
export const detailsGrammars = contribution('grammars', [
  {
    language: detailsLanguage,
    scopeName: 'text.netstat-details',
    path: './media/netstat-details.tmLanguage.json',
  },
]);

/**
 * How they are shown unless users want it otherwise. Sections that few need are marked as VS Code marks imports, the one kind of
 * part that it can fold by itself when a document opens.
 */
export const detailsDefaults = contribution('configurationDefaults', {
  [`[${detailsLanguage}]`]: {
    'editor.foldingImportsByDefault': true,
    'editor.wordWrap': 'on',
    'editor.lineNumbers': 'off',
    'editor.minimap.enabled': false,
    // Signs of ours that look like letters; those in names of programs stay marked.
    'editor.unicodeHighlight.allowedCharacters': { '×': true },
    'editor.occurrencesHighlight': 'off',
  },
});
