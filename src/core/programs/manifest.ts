import { latin1 } from '../procfs/scan';
import { fileOf, projectPart } from './words';

/** Bytes of a manifest that is read. */
export const LONGEST_MANIFEST = 64 * 1024;

/** Manifests by their name, in the order in which they are believed where a folder has several. */
const READERS: ReadonlyMap<string, (text: string) => string | undefined> = new Map([
  ['package.json', packageJson],
  ['pyproject.toml', (text: string) => tomlName(text, 'project', 'tool.poetry')],
  ['Cargo.toml', (text: string) => tomlName(text, 'package')],
  ['go.mod', goMod],
  ['pom.xml', pomXml],
]);

/** The names of manifests that are looked for by their name. */
export const MANIFESTS: readonly string[] = [...READERS.keys()];

/** Whether a file is the manifest of a .NET project, whose name is its own. */
export function isNetProject(file: string): boolean {
  return /^[^/]+\.(?:cs|fs|vb)proj$/.test(file);
}

/**
 * The name that a manifest gives its project: whitelisted characters only, cut; nothing where it has none.
 * @param path its file, of which the last part counts
 * @param bytes all of it; what is longer than {@link LONGEST_MANIFEST} has no name
 */
export function projectName(path: string, bytes: Uint8Array): string | undefined {
  if (bytes.length > LONGEST_MANIFEST) return undefined;
  const file = fileOf(path);
  // What is no ASCII is no part of a name; a byte order mark may stand before all.
  const text = latin1(bytes, 0, bytes.length).replace(/^\xef\xbb\xbf/, '');
  if (isNetProject(file)) return projectPart(assemblyName(text)) ?? projectPart(file.replace(/\.[^.]*$/, ''));
  return projectPart(READERS.get(file)?.(text));
}

/** package.json(5): without its scope, `@acme/shop` is "shop". */
function packageJson(text: string): string | undefined {
  try {
    const json: unknown = JSON.parse(text);
    const name = typeof json === 'object' && json !== null && 'name' in json ? json.name : undefined;
    return typeof name === 'string' ? fileOf(name) : undefined;
  } catch {
    return undefined;
  }
}

/** `name = "…"` in one of these tables of a TOML file. */
function tomlName(text: string, ...tables: readonly string[]): string | undefined {
  let table = '';
  for (const line of text.split(/\r?\n/)) {
    const [, header] = /^\s*\[\s*([\w.-]+)\s*\]\s*(?:#.*)?$/.exec(line) ?? [];
    if (header !== undefined) table = header;
    else if (/^\s*\[/.test(line)) table = '';
    if (!tables.includes(table)) continue;
    const [, double, single] = /^\s*name\s*=\s*(?:"([^"\\]*)"|'([^']*)')/.exec(line) ?? [];
    if (double !== undefined || single !== undefined) return double ?? single;
  }
  return undefined;
}

/** `module example.com/acme/billing/v2`, see "Go Modules Reference": the last part that is no version. */
function goMod(text: string): string | undefined {
  for (const line of text.split('\n')) {
    const [, path] = /^\s*module\s+["`]?([^\s"`()]+)/.exec(line) ?? [];
    if (path !== undefined) return fileOf(path.replace(/(?:\/v\d+|\.v\d+)$/, ''));
  }
  return undefined;
}

/** The artifactId of the project itself, not of its parent, its plugins or what it depends on. */
function pomXml(text: string): string | undefined {
  return elementText(text, ['project', 'artifactId']);
}

/** The name that a .NET project gives what it builds. */
function assemblyName(text: string): string | undefined {
  return elementText(text, ['Project', 'PropertyGroup', 'AssemblyName']);
}

/** What of XML has no tags in it, though it may look so. */
const RAW: readonly (readonly [start: string, end: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
];

/** The text of the first element at that path, up to what else is in it. */
function elementText(text: string, path: readonly string[]): string | undefined {
  const open: string[] = [];
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    const [start, finish = '>'] = RAW.find(([each]) => text.startsWith(each, at)) ?? [];
    const end = text.indexOf(finish, at);
    if (end === -1) return undefined;
    const inside = text.slice(at + 1, end);
    at = end;
    if (start !== undefined || inside.endsWith('/')) continue;
    if (inside.startsWith('/')) {
      open.pop();
      continue;
    }
    open.push(/^[\w:.-]*/.exec(inside)?.[0] ?? '');
    if (open.length !== path.length || !open.every((each, i) => each === path[i])) continue;
    return text.slice(end + 1, text.indexOf('<', end)).trim();
  }
  return undefined;
}
