import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const src = join(__dirname, '../..');

/** How texts are asked for: of VS Code, or of whoever localizes for core, and of the page, which has a function for it. */
const CALLS = { 'l10n.t': String.raw`\bl10n\.t\(`, t: String.raw`(?<![\w.]|function )t\(` } as const;

/** Folders with texts, core's among them, which others than VS Code show, too. */
const folders = [
  { path: 'extension', call: 'l10n.t' },
  { path: 'core', call: 'l10n.t' },
  { path: 'webview', call: 't' },
] as const;

/** What of core words something for the page alone. */
const FOR_PAGE = join('core', 'traffic');

/** Every text that is asked for in the user's language, once, in order. @throws where one is not written there in quotes */
export function translatableTexts(): string[] {
  return sorted(folders.flatMap(({ path, call }) => textsBelow(path, call)));
}

/** Those of them that the Traffic page shows by itself. */
export function pageTexts(): string[] {
  return sorted([...textsBelow('webview', 't'), ...textsBelow(FOR_PAGE, 'l10n.t')]);
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function textsBelow(path: string, call: keyof typeof CALLS): string[] {
  const folder = join(src, path);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.d)\.tsx?$/.test(file))
    .flatMap((file) => textsIn(readFileSync(join(folder, file), 'utf8'), file, call));
}

/** The texts of one file. @param file its name, for the message */
export function textsIn(code: string, file: string, call: keyof typeof CALLS = 'l10n.t'): string[] {
  const calls = code.match(new RegExp(CALLS[call], 'g'))?.length ?? 0;
  const literal = String.raw`\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")`;
  const literals = [...code.matchAll(new RegExp(CALLS[call] + literal, 'g'))];
  if (literals.length !== calls) {
    throw new Error(`${file}: ${call} takes a text in quotes, so that it can be collected.`);
  }
  return literals.map(([, found = '']) => unquote(found));
}

function unquote(literal: string): string {
  const inner = literal.slice(1, -1).replaceAll("\\'", "'").replaceAll('"', '\\"').replaceAll('\\\\"', '\\"');
  return JSON.parse(`"${inner}"`) as string;
}

/** A module with the texts that the page is given in the user's language. */
export function pageTextsFile(texts: readonly string[]): string {
  const lines = texts.map((text) => `  ${JSON.stringify(text)},\n`).join('');
  return `// Written by "npm run manifest".\n/** The texts of the Traffic page. */\n// prettier-ignore\nexport const PAGE_TEXTS: readonly string[] = [\n${lines}];\n`;
}
