import { type Recogniser, server, type Seen } from './seen';

/** Editors' servers by the folder of their own, which their executable and their script lie in. */
const SERVERS: readonly (readonly [RegExp, string])[] = [
  [/\/\.vscode-server(?:-insiders|-exploration|-oss)?(?:\/|$)/, 'VS Code'],
  [/\/\.vscode-remote(?:\/|$)/, 'VS Code'],
  [/\/vscode-server[^/]*(?:\/|$)/, 'VS Code'],
  [/\/\.cursor-server(?:\/|$)/, 'Cursor'],
  [/\/\.windsurf-server(?:\/|$)/, 'Windsurf'],
  [/\/\.vscodium-server(?:\/|$)/, 'VSCodium'],
  [/\/\.positron-server(?:\/|$)/, 'Positron'],
  [/\/\.trae-server(?:\/|$)/, 'Trae'],
  [/\/code-server(?:\/|$)/, 'code-server'],
  [/\/\.?openvscode-server[^/]*(?:\/|$)/, 'openvscode-server'],
];

/** Electron's editors, by their executable. */
const DESKTOPS: ReadonlyMap<string, string> = new Map([
  ['code', 'VS Code'],
  ['code-insiders', 'VS Code Insiders'],
  ['code-oss', 'Code - OSS'],
  ['codium', 'VSCodium'],
  ['cursor', 'Cursor'],
  ['windsurf', 'Windsurf'],
]);

/** Processes that an editor starts, by the type that it gives them (`--type=`). */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['extensionHost', 'extension host'],
  ['ptyHost', 'pty host'],
  ['fileWatcher', 'file watcher'],
]);

/** Editors, their servers on a machine, and the processes of both. */
export const editors: Recogniser = (seen) => {
  const { program, executable, words } = seen;
  const desktop = DESKTOPS.get(program);
  if (desktop !== undefined)
    return server(seen.first.endsWith('/code-tunnel') ? `${desktop} tunnel` : (typeOf(words) ?? desktop));
  if (program.startsWith('code-tunnel')) return server('VS Code tunnel');
  if (/^code-(?:insiders-)?[0-9a-f]{40}$/.test(program)) return server('VS Code server');
  if (!/^node\d*$/.test(program))
    return program === 'remote-dev-server' ? server('JetBrains backend') : undefined;
  const script = words.find((word) => !word.startsWith('-')) ?? '';
  if (/\/bootstrap-fork(?:\.js)?$/.test(script)) return helper(words, script);
  if (
    /\/out\/(?:server-main|vs\/server\/main)\.js$/.test(script) ||
    /\/code-server(?:\/out\/node\/entry(?:\.js)?)?$/.test(script)
  )
    return server(serverAt(executable, script));
  return undefined;
};

function helper(words: readonly string[], script: string): ReturnType<Recogniser> {
  const type = typeOf(words);
  return type === undefined ? server(serverAt(undefined, script)) : server(type);
}

function typeOf(words: readonly string[]): string | undefined {
  return words.map((word) => TYPES.get(word.replace(/^--type=/, ''))).find(Boolean);
}

/** `VS Code server` */
function serverAt(executable: Seen['executable'], script: string): string {
  const [, name] = SERVERS.find(([folder]) => folder.test(executable ?? '') || folder.test(script)) ?? [];
  if (name === undefined) return 'VS Code server';
  return name.endsWith('server') ? name : `${name} server`;
}
