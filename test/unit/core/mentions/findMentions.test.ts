import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findMentions, joinNear } from '../../../../src/core/mentions/findMentions';
import { hintColumn } from '../../../../src/core/mentions/hintColumn';
import { assertProperty } from '../../property';
import { corpus, describeMention, textOf } from './corpus';

const files = corpus().map(({ path, languageId }) => ({ path, languageId }));
const pieces =
  'localhost:3000|PORT=|port: |"port": |3000|:8080|"|\'|{|}|[|]|(|)|,|- |ports:|EXPOSE |listen |/*|//|#|host: |a.example.com|--port |-p |docker run |ssh -L |[::1]:80|${A:-1}|\\|udp|/tcp| |   |=|||&&|99999|0|1-2|é|\u{1f600}|scripts'.split(
    '|',
  );
const hostileLine = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')),
  fc.string({ maxLength: 200 }),
);

describe('the search for ports', () => {
  it('never fails, and what it names is a number within its line, whatever the file', () => {
    const documents = fc.record({
      file: fc.constantFrom(...files),
      lines: fc.array(hostileLine, { maxLength: 30 }),
    });
    assertProperty(documents, ({ file, lines }) => {
      let previous = '';
      for (const mention of findMentions(textOf(lines), 0, lines.length - 1, file)) {
        const { line, start, end, port, lastPort } = mention;
        const written = lastPort === undefined ? String(port) : `${port}-${lastPort}`;
        assert.equal(lines[line]?.slice(start, end), written);
        assert.ok(port >= 1 && (lastPort ?? port) <= 65_535);
        const column = hintColumn(lines[line] ?? '', end);
        assert.ok(column >= end && column <= (lines[line]?.length ?? 0));
        const place = describeMention(mention, lines);
        assert.notEqual(place, previous);
        previous = place;
      }
    });
  });

  it('reads the lines it is asked for, and few around them', () => {
    for (const file of files) {
      const read: number[] = [];
      const lineText = (line: number): string => {
        read.push(line);
        return 'PORT=3000 localhost:3000';
      };
      const mentions = findMentions({ lineCount: 10_000_000, lineText }, 5_000_000, 5_000_050, file);
      assert.ok(read.length <= 51 + 220, `${file.path}: ${read.length} lines`);
      assert.ok(mentions.every(({ line }) => line >= 5_000_000 && line <= 5_000_050));
    }
  });

  it('joins ranges of lines with little between them, as an editor has that folds some', () => {
    const ranges = [
      [0, 10],
      [15, 20],
      [100, 120],
      [5_000, 5_010],
      [5_020, 5_900],
      [5_950, 7_000],
    ].map(([first = 0, last = 0]) => ({ first, last }));
    assert.deepEqual(joinNear(ranges), [
      { first: 0, last: 120 },
      { first: 5_000, last: 5_900 },
      { first: 5_950, last: 7_000 },
    ]);
    assert.deepEqual(joinNear([]), []);
  });

  it('names no more ports than a reader could look at', () => {
    const lines = Array<string>(100).fill('localhost:3000 '.repeat(20));
    assert.equal(findMentions(textOf(lines), 0, 99, { path: 'a.json', languageId: 'json' }).length, 500);
  });

  it('looks at the beginning of a long line alone, and names no number that is cut off', () => {
    const url = 'http://localhost:3000 ';
    const file = { path: 'a.js', languageId: 'javascript' };
    const mentions = findMentions(textOf([url.repeat(500_000)]), 0, 0, file);
    assert.equal(mentions.length, Math.floor(1_000 / url.length));
    const cut = `${' '.repeat(1_000 - 'localhost:300'.length)}localhost:3000`;
    assert.deepEqual(findMentions(textOf([cut]), 0, 0, file), []);
  });

  it('takes what devcontainer.json publishes for ports of the machine that runs the container alone', () => {
    const lines = [
      '{ "forwardPorts": [3000], "appPort": ["8001:80", 8002], "runArgs": ["-p", "8003:80"],',
      '  "containerEnv": { "PORT": "8004" }, "initializeCommand": "PORT=8005 ./start",',
      '  "postStartCommand": { "web": "vite --port 8006", "db": ["serve", "--port", "8007"] } }',
    ];
    const file = { path: '/w/.devcontainer/a/devcontainer.json', languageId: 'jsonc' };
    const portsIn = (isInContainer: boolean): number[] =>
      findMentions(textOf(lines), 0, 2, { ...file, isInContainer }).map(({ port }) => port);
    assert.deepEqual(portsIn(false), [3000, 8001, 8002, 8003, 8005]);
    assert.deepEqual(portsIn(true), [3000, 8002, 8004, 8006, 8007]);
  });

  it('knows what a line means from the lines before it', () => {
    const compose = ['services:', '  web:', '    ports:', ...Array<string>(80).fill('      - "8080:80"')];
    const file = { path: 'compose.yaml', languageId: 'yaml' };
    const [mention, ...others] = findMentions(textOf(compose), 70, 70, file);
    const place = { service: 'web', file: 'compose.yaml' };
    const wanted = { line: 70, start: 9, end: 13, port: 8080, transport: 'tcp', compose: place };
    assert.deepEqual(mention, wanted);
    assert.equal(others.length, 0);
  });
});

describe('the place of a hint', () => {
  const placed = (text: string, number: string): string => {
    const column = hintColumn(text, text.indexOf(number) + number.length);
    return `${text.slice(0, column)}|${text.slice(column)}`;
  };

  it('is behind the port, and behind the quote, URL or mapping that it is in', () => {
    assert.equal(placed('PORT=3000', '3000'), 'PORT=3000|');
    assert.equal(placed('app.listen(3000);', '3000'), 'app.listen(3000|);');
    assert.equal(
      placed("get('http://localhost:3000/a?b=1#c');", '3000'),
      "get('http://localhost:3000/a?b=1#c'|);",
    );
    assert.equal(placed('  - "8080:80/tcp"', '8080'), '  - "8080:80/tcp"|');
    assert.equal(placed('`http://localhost:3000/${id}/x`', '3000'), '`http://localhost:3000/${id}/x`|');
    assert.equal(placed('a, localhost:3000, b', '3000'), 'a, localhost:3000|, b');
    assert.equal(placed(`localhost:3000/${'x'.repeat(300)}`, '3000'), `localhost:3000|/${'x'.repeat(300)}`);
  });
});
