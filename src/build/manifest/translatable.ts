import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../extension');

/** Every text that the extension passes to `l10n.t`, once, in order. @throws where one is not written there in quotes */
export function translatableTexts(): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const texts = files.flatMap((file) => textsIn(readFileSync(join(folder, file), 'utf8'), file));
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
