import { and, inScheme } from '../catalog/clause';
import { command } from '../catalog/command';
import { contextKey } from '../catalog/contextKey';
import { contribution } from '../catalog/point';

/** The documents with netstat's text: what their URIs begin with, and their language. */
export const netstatScheme = 'netstat';
export const netstatLanguage = 'netstat';

/** The URIs of the documents that are kept live. */
export const liveDocumentsKey = contextKey('netstat.liveDocuments');

const isLive = `resource in ${liveDocumentsKey.id}`;
const isNotLive = `resource not in ${liveDocumentsKey.id}`;

/** netstat as a document. */
export const netstatCommands = {
  runNetstat: command('netstat.run', {
    title: 'Run netstat Command…',
    icon: '$(terminal)',
    menus: [{ menu: 'view/title', views: 'sockets', group: '6_netstat@1' }],
  }),
  rerunNetstat: command('netstat.rerun', {
    title: 'Run Again',
    icon: '$(refresh)',
    palette: inScheme(netstatScheme),
    menus: [{ menu: 'editor/title', when: inScheme(netstatScheme), group: 'navigation@2' }],
  }),
  editCommandLine: command('netstat.editCommandLine', {
    title: 'Edit Command Line…',
    icon: '$(edit)',
    palette: inScheme(netstatScheme),
    menus: [{ menu: 'editor/title', when: inScheme(netstatScheme), group: 'navigation@3' }],
  }),
  startLive: command('netstat.startLive', {
    title: 'Start Live Refresh',
    icon: '$(debug-start)',
    palette: and(inScheme(netstatScheme), isNotLive),
    menus: [{ menu: 'editor/title', when: and(inScheme(netstatScheme), isNotLive), group: 'navigation@1' }],
  }),
  stopLive: command('netstat.stopLive', {
    title: 'Stop Live Refresh',
    icon: '$(debug-stop)',
    palette: and(inScheme(netstatScheme), isLive),
    menus: [{ menu: 'editor/title', when: and(inScheme(netstatScheme), isLive), group: 'navigation@1' }],
  }),
};

/** Its language. */
export const languages = contribution('languages', [
  {
    id: netstatLanguage,
    aliases: ['netstat'],
    extensions: ['.netstat'],
    configuration: './media/netstat.language-configuration.json',
  },
]);

/** How it is coloured. */
export const grammars = contribution('grammars', [
  { language: netstatLanguage, scopeName: 'text.netstat', path: './media/netstat.tmLanguage.json' },
]);

/** How its documents are shown unless users want it otherwise. */
export const languageDefaults = contribution('configurationDefaults', {
  [`[${netstatLanguage}]`]: { 'editor.wordWrap': 'off', 'editor.occurrencesHighlight': 'off' },
});
