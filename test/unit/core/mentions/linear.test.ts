import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findMentions } from '../../../../src/core/mentions/findMentions';
import { formatOf } from '../../../../src/core/mentions/formats';
import type { Format, TextFile } from '../../../../src/core/mentions/mention';
import { corpus, textOf } from './corpus';

/** One file for each format, and for each language, that the corpus has a file in. */
const files: ReadonlyMap<Format, TextFile> = new Map(
  corpus().flatMap((file) => {
    const format = formatOf(file);
    return format === undefined ? [] : [[format, file] as const];
  }),
);

/** What parsers look for, and what makes them begin, go on and turn back. */
const PIECES =
  'a A 1 - _ . : $ { } [ ] ( ) " \' ` \\ / // /* * # , = | ; & % é port Port PORT ports host host= host:" localhost localhost: a. localhost:3000 127.0.0.1: :: [:: {"a": [" "," {"port":3000, port=3000 "host":"a", [{ http:// http://* a:// a@ ${ ${A:- ${PORT:= -p --port --port= -L address= -agentlib:jdwp=address= listen listen( bind Javalin .start( "PORT" "PORT"). "--port" default PORT|| port:a= expose 1- 1: 1, a=1 host="'.split(
    ' ',
  );
/** The same with what of a whole line is looked at again for each port in it. */
const SENTENCES = [
  'http://*:1 ',
  'http://+:80/ ',
  'a:${PORT:-1} ',
  ':1 ',
  'x-src ',
  'localhost:1 ',
  'listener 1 ',
];
const piece = fc.constantFrom(
  ...PIECES,
  ' ',
  '\t',
  '- ',
  'ports: [',
  ': ',
  'docker run -p 1:',
  'port: 1 host: a ',
  ...SENTENCES,
);

/** A text of that length that says the same again and again, in one line or in lines of some length. */
function textLike(part: string, length: number, lineLength: number): string[] {
  const text = part.repeat(Math.ceil(length / part.length)).slice(0, length);
  return text.match(new RegExp(`.{1,${lineLength}}`, 'gs')) ?? [];
}

/** The shortest of some times that it takes, in milliseconds of this process' own CPU time: the machine may be busy. */
function shortest(times: number, work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

/** What is quadratic takes twice to ten times as many milliseconds for 16,000 characters; what is linear seldom a third. */
const MUCH = 25;

/**
 * What is quadratic takes sixteen times as long for four times the text, and hundreds of milliseconds for the longer one
 * here; what is linear four times as long. A machine that is busy may disturb one attempt, and not all.
 */
function assertLinear(format: Format, part: string, lineLength: number): void {
  const [short, long] = [4_000, 16_000].map((length) => {
    const lines = textLike(part, length, lineLength);
    return () => format.find(lines, { first: 0, last: lines.length - 1 });
  }) as [() => unknown, () => unknown];
  const seen: string[] = [];
  for (let attempt = 0; attempt < 5; attempt++) {
    const more = shortest(1 + attempt, long);
    if (more < MUCH) return;
    const less = shortest(3 + attempt, short);
    if (more / less < 10) return;
    seen.push(`${less.toFixed(2)} and ${more.toFixed(2)} ms`);
  }
  const what = `${files.get(format)?.path} with ${part} in lines of ${lineLength}`;
  assert.fail(`${what}: 4,000 and 16,000 characters take ${seen.join(', ')}`);
}

describe('the time that the search for ports takes', () => {
  it('is in proportion to the text, in every format, whatever is repeated in it', function () {
    this.timeout(60_000);
    for (const part of [...PIECES, ...SENTENCES]) {
      for (const format of files.keys()) assertLinear(format, part, 16_000);
    }
  });

  it('is in proportion to the text for any mixture, in one line or in many', function () {
    this.timeout(60_000);
    const cases = fc.record({
      format: fc.constantFrom(...files.keys()),
      part: fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('')),
      lineLength: fc.constantFrom(3, 40, 1_000, 16_000),
    });
    fc.assert(
      fc.property(cases, ({ format, part, lineLength }) => assertLinear(format, part, lineLength)),
      { numRuns: 500 },
    );
  });

  it('is that of the lines in sight, not of those around them that tell what they mean', () => {
    for (const [path, line] of [
      ['package.json', '"":'.repeat(333)],
      ['package.json', '{"scripts":["a=1",'.repeat(55)],
      ['.vscode/launch.json', '["--port 1",'.repeat(83)],
      ['.devcontainer/devcontainer.json', '{"appPort":["1:1",'.repeat(55)],
    ] as const) {
      const file = { path, languageId: 'jsonc' };
      const text = textOf(Array<string>(61).fill(line));
      const ratios: number[] = [];
      do {
        const one = shortest(3, () => findMentions(text, 60, 60, file));
        const all = shortest(3, () => findMentions(text, 0, 60, file));
        ratios.push(one / all);
      } while (ratios.length < 5 && ratios.every((ratio) => ratio > 0.6));
      assert.ok(
        ratios.some((ratio) => ratio <= 0.6),
        `${path}: one line takes ${ratios.join(', ')} of the time for all`,
      );
    }
  });
});
