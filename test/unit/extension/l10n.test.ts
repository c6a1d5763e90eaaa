import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const bundle = join(root, 'l10n/bundle.l10n.json');

/** Every text that the extension passes to `l10n.t`. */
function textsInCode(): string[] {
  const folder = join(root, 'src/extension');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const texts = new Set<string>();
  for (const file of files) {
    const code = readFileSync(join(folder, file), 'utf8');
    const calls = code.match(/\bl10n\.t\(/g)?.length ?? 0;
    const literals = [...code.matchAll(/\bl10n\.t\(\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/g)];
    assert.equal(
      literals.length,
      calls,
      `${file}: l10n.t takes a text in quotes, so that it can be collected`,
    );
    for (const [, literal = ''] of literals) texts.add(unquote(literal));
  }
  return [...texts].sort();
}

function unquote(literal: string): string {
  const inner = literal.slice(1, -1).replaceAll("\\'", "'").replaceAll('"', '\\"').replaceAll('\\\\"', '\\"');
  return JSON.parse(`"${inner}"`) as string;
}

describe('texts for translators', () => {
  it('are all in l10n/bundle.l10n.json; NETSTAT_UPDATE=1 brings it up to date', () => {
    const texts = textsInCode();
    const wanted = `${JSON.stringify(Object.fromEntries(texts.map((text) => [text, text])), undefined, 2)}\n`;
    if (process.env['NETSTAT_UPDATE'] === '1') writeFileSync(bundle, wanted);
    assert.equal(readFileSync(bundle, 'utf8'), wanted);
  });
});
