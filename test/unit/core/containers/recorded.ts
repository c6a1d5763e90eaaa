import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { repository } from '../../../host/paths';

/** What Docker 20.10 and Podman 4.3 answered. */
export function recorded(file: string): string {
  return readFileSync(join(repository, 'test/fixtures/containers', file), 'utf8');
}

/** A text of an engine's, cut, with a piece of it written over, or any text and any JSON instead. */
export function damaged(...files: readonly string[]): fc.Arbitrary<string> {
  const texts = files.map(recorded);
  const piece = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom('null', '{', '[', '"', '-1', '1e999', '\0'),
  );
  const overwritten = fc
    .tuple(fc.constantFrom(...texts), fc.nat(), fc.nat(40), piece)
    .map(([text, at, length, other]) => {
      const from = at % text.length;
      return text.slice(0, from) + other + text.slice(from + length);
    });
  const cut = fc
    .tuple(fc.constantFrom(...texts), fc.nat())
    .map(([text, at]) => text.slice(0, at % text.length));
  return fc.oneof(overwritten, cut, fc.string(), fc.json(), anyEntries(texts));
}

/** A good list in which values are of any kind. */
function anyEntries(texts: readonly string[]): fc.Arbitrary<string> {
  const entries = texts.flatMap((text) => [JSON.parse(text) as unknown].flat()) as Record<string, unknown>[];
  return fc.tuple(fc.constantFrom(...entries), fc.nat(), fc.jsonValue()).map(([entry, at, value]) => {
    const keys = Object.keys(entry);
    return JSON.stringify([{ ...entry, [keys[at % keys.length] ?? '']: value }]);
  });
}
