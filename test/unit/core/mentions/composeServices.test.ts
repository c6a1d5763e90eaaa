import assert from 'node:assert/strict';
import fc from 'fast-check';
import { serviceLine } from '../../../../src/core/mentions/composeServices';
import { findMentions } from '../../../../src/core/mentions/findMentions';
import { assertProperty } from '../../property';
import { textOf } from './corpus';

const FILE = `# services: of the shop
name: shop
x-base: &base
  db:
    image: none
services:
  web:
    command: |
      services:
        db: nothing
    depends_on:
      db:
        condition: service_started
  # db:
  "db": &db
    image: postgres:16
networks:
  cache:
`;

describe('the line of a service in a Compose file', () => {
  it('is that of its key among the services, and of nothing else that is called so', () => {
    const lineOf = (service: string): string | undefined => {
      const line = serviceLine(FILE, service);
      return line === undefined ? undefined : FILE.split('\n')[line];
    };
    assert.equal(lineOf('web'), '  web:');
    assert.equal(lineOf('db'), '  "db": &db');
    for (const none of ['cache', 'services', 'image', 'condition', '', 'x-base']) {
      assert.equal(lineOf(none), undefined, none);
    }
    assert.equal(serviceLine(FILE.replaceAll('\n', '\r\n'), 'db'), serviceLine(FILE, 'db'));
  });

  it('is looked for in any text, as long as a file may be', () => {
    assertProperty(
      fc.tuple(fc.string({ unit: 'binary', maxLength: 400 }), fc.string()),
      ([text, service]) => {
        const line = serviceLine(`services:\n${text}`, service);
        assert.ok(line === undefined || line > 0);
      },
    );
    const start = performance.now();
    for (const piece of [
      'a:\n',
      ' a:\n'.repeat(3),
      '#',
      ' #',
      '- ',
      '"',
      '  - a:\n',
      ' '.repeat(50) + 'b:\n',
    ]) {
      serviceLine(piece.repeat(Math.floor(1_000_000 / piece.length)), 'db');
    }
    assert.ok(performance.now() - start < 10_000, `${performance.now() - start} ms`);
  });
});

describe('the service of a port in a Compose file', () => {
  const long = [
    'services:',
    '  web:',
    ...Array<string>(300).fill('    # image'),
    '    ports:',
    '      - "80:80"',
  ];
  const servicesAt = (lines: readonly string[], line: number): (string | undefined)[] =>
    findMentions(textOf(lines), line, line, { path: 'compose.yaml', languageId: 'yaml' }).map(
      ({ compose }) => compose?.service,
    );

  it('is not guessed where it begins far above', () => {
    assert.deepEqual(servicesAt(long, long.length - 1), [undefined]);
    const near = long.toSpliced(2, 250);
    assert.deepEqual(servicesAt(near, near.length - 1), ['web']);
    const cut = ['services:', ...Array<string>(300).fill('#'), '  web:', '    ports:', '      - "80:80"'];
    assert.deepEqual(servicesAt(cut, cut.length - 1), ['web']);
  });
});
