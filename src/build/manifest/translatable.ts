import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Those of the core have texts, too, that others than VS Code show. */
const folders = ['extension', 'core'].map((name) => join(__dirname, '../..', name));

/** Every text that is passed to `l10n.t`, once, in order. @throws where one is not written there in quotes */
export function translatableTexts(): string[] {
  const texts = folders.flatMap((folder) => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return files
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => textsIn(readFileSync(join(folder, file), 'utf8'), file));
  });
  return [...new Set(texts)].sort();
}

/** The texts of one file. @param file its name, for the message */
export function textsIn(code: string, file: string): string[] {
  const calls = code.match(/\bl10n\.t\(/g)?.length ?? 0;
  const literals = [...code.matchAll(/\bl10n\.t\(\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/g)];
  if (literals.length !== calls) {
    throw new Error(`${file}: l10n.t takes a text in quotes, so that it can be collected.`);
  }
  return literals.map(([, literal = '']) => unquote(literal));
}

function unquote(literal: string): string {
  const inner = literal.slice(1, -1).replaceAll("\\'", "'").replaceAll('"', '\\"').replaceAll('\\\\"', '\\"');
  return JSON.parse(`"${inner}"`) as string;
}
