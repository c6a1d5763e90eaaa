/** The windows in which integration tests run. The folder of a restricted one is not trusted, and has settings of its own. */
export const WINDOWS = ['usual', 'restricted'] as const;

export type WindowName = (typeof WINDOWS)[number];

/** Whether a file of tests is chosen. @param wanted parts of names, with commas between them; all where it is empty */
export function isWanted(file: string, wanted: string): boolean {
  return file.endsWith('.test.js') && wanted.split(',').some((part) => file.includes(part));
}

/** In which window a test file runs. */
export function windowOf(file: string): WindowName {
  return file.startsWith('restricted') ? 'restricted' : 'usual';
}

/** What the user has set, each of the extension's settings among it. */
export const USER: Readonly<Record<string, unknown>> = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'editor.tabSize': 4,
  'netstat.refreshInterval': 7,
  'netstat.systemCalls': true,
  'netstat.showMarks': false,
  'netstat.resolveNames': 'services',
  'netstat.listeningPorts.showUdp': false,
  'netstat.connections.showListening': true,
  'netstat.statistics.showZero': true,
  'netstat.kill.gracePeriod': 9,
  'netstat.editorHints': 'off',
  'netstat.terminal.command': 'never',
  'netstat.terminal.explainPortInUse': false,
  'netstat.containers.engines': 'off',
  'netstat.containers.startsPodman': false,
  'netstat.containers.showsInside': false,
  'netstat.statusBar.show': false,
  'netstat.agents.mcpServer': false,
  'netstat.traffic.units': 'bits',
  'netstat.history.record': 'off',
  'netstat.history.keepHours': 3,
  'netstat.history.keepMegabytes': 5,
  'netstat.tools.history': false,
};

/** What the folder would have instead. */
const WANTED: Readonly<Record<string, unknown>> = {
  'editor.tabSize': 3,
  'netstat.refreshInterval': 0.5,
  'netstat.systemCalls': false,
  'netstat.showMarks': true,
  'netstat.resolveNames': 'hosts',
  'netstat.listeningPorts.showUdp': true,
  'netstat.connections.showListening': false,
  'netstat.statistics.showZero': false,
  'netstat.kill.gracePeriod': 0,
  'netstat.editorHints': 'on',
  'netstat.terminal.command': 'always',
  'netstat.terminal.explainPortInUse': true,
  'netstat.containers.engines': 'auto',
  'netstat.containers.startsPodman': true,
  'netstat.containers.showsInside': true,
  'netstat.statusBar.show': true,
  'netstat.agents.mcpServer': true,
  'netstat.traffic.units': 'bytes',
  'netstat.history.record': 'connections',
  'netstat.history.keepHours': 99,
  'netstat.history.keepMegabytes': 99,
  'netstat.tools.history': true,
};

/** The same for files of one language. */
export const LANGUAGES = ['dotenv', 'python', 'json'] as const;

/** The folder's .vscode/settings.json. */
export const FOLDER: Readonly<Record<string, unknown>> = {
  ...WANTED,
  ...Object.fromEntries(LANGUAGES.map((language) => [`[${language}]`, WANTED])),
};
