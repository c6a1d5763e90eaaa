import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ParentFacts, LONGEST_WHAT, type ProgramFacts } from '../../../../src/core/programs/facts';
import { programDescription } from '../../../../src/core/programs/programDescription';
import { assertProperty } from '../../property';
import { corpusFiles, entriesOf } from './corpus';

const known = corpusFiles()
  .filter((file) => !file.startsWith('heldOut'))
  .flatMap(entriesOf)
  .map(({ facts }) => facts);

/** Words of real command lines, and what must never be shown. */
const words = [...new Set(known.flatMap(({ commandLine }) => commandLine))];
const hostile = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom(
    '',
    ' ',
    '\u202eevil',
    '\u0007\u001b[31m',
    'token=hunter2',
    'root@bastion',
    'https://user:hunter2@host/',
    '-L',
    '-m',
    '-D',
    '--',
    '-jar',
    'postgres: \u202e16/main',
    'a'.repeat(5_000),
    '../../../etc/passwd',
    '$(reboot)',
    '[x](command:y)',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .tuple(fc.constantFrom(...words), fc.string({ unit: 'binary', maxLength: 8 }))
    .map((parts) => parts.join('')),
);
const executables = [...new Set(known.map(({ executable }) => executable))];
const programs: fc.Arbitrary<ParentFacts> = fc.record({
  comm: fc.oneof(fc.constantFrom(...known.map(({ comm }) => comm)), hostile),
  commandLine: fc.array(hostile, { maxLength: 8 }),
  executable: fc.oneof(fc.constantFrom(...executables), hostile),
});
const processes: fc.Arbitrary<ProgramFacts> = fc
  .record({
    parents: fc.array(programs, { maxLength: 6 }),
    uid: fc.constantFrom(undefined, 0, 1000),
    unit: fc.option(hostile, { nil: undefined }),
    container: fc.option(fc.record({ name: hostile, image: hostile }), { nil: undefined }),
    project: fc.option(hostile, { nil: undefined }),
    port: fc.constantFrom(undefined, 80, 5005, 9229),
    own: programs,
  })
  .map(({ own, ...rest }) => ({ ...own, ...rest }));

/** The form that every name has, whatever it is made of: no sign that means something to a shell, to Markdown or to a label. */
const FORM = /^[A-Za-z0-9][A-Za-z0-9 .:_/()+-]*$/;

describe('the name for a process', () => {
  it('is made of whitelisted characters and in bounds, whatever a process says of itself', () => {
    assertProperty(processes, (facts) => {
      const seen = programDescription(facts);
      if (seen === undefined) return;
      assert.match(seen.what, FORM);
      assert.ok(seen.what.length <= LONGEST_WHAT, seen.what);
      assert.doesNotMatch(seen.what, /hunter2|\/\/|\.\./);
      if (seen.project !== undefined) assert.match(seen.project, /^[A-Za-z0-9][\w.+-]*…?$/);
    });
  });

  it('is not in the text of a megabyte, which takes no time', () => {
    const megabyte = 'node server.js '.repeat(70_000);
    const facts = { comm: 'node', commandLine: [megabyte], executable: '/usr/bin/node', parents: [] };
    const before = performance.now();
    for (let i = 0; i < 20; i++) assert.equal(programDescription(facts), undefined);
    const many = { ...facts, commandLine: ['node', ...Array<string>(200_000).fill('--x=1'), 'server.js'] };
    for (let i = 0; i < 20; i++) assert.equal(programDescription(many), undefined);
    assert.ok(performance.now() - before < 2_000);
  });

  it('takes time in proportion to words that repeat what it looks for', () => {
    for (const piece of [
      'a',
      '/',
      '-',
      '.',
      ' ',
      'a/',
      '@',
      ':',
      '1',
      '16/main ',
      '[',
      'npm exec ',
      'a.a',
      '\u202e',
    ]) {
      for (const start of [
        '',
        'postgres: ',
        'npm exec ',
        'gunicorn: master [',
        'ng ',
        'ssh: ',
        '/node_modules/',
      ]) {
        const word = start + piece.repeat(1_020 / piece.length - start.length);
        const line = ['node', ...Array<string>(390).fill(word)];
        for (const commandLine of [[word], line, ['ssh', ...line], ['java', '-m', ...line]]) {
          for (const executable of [
            undefined,
            '/usr/bin/node',
            '/usr/bin/python3',
            '/usr/bin/ssh',
            '/usr/bin/java',
          ]) {
            const before = process.cpuUsage();
            programDescription({ comm: 'x', commandLine, executable, parents: [] });
            const { user } = process.cpuUsage(before);
            assert.ok(user < 200_000, `${start}${piece}: ${user} µs`);
          }
        }
      }
    }
  });

  it('is that of the container, where the process is in one', () => {
    const facts = { comm: 'x', commandLine: [], parents: [] };
    const named = (name: string, image?: string) =>
      programDescription({ ...facts, container: { name, image } })?.what;
    assert.equal(named('db', 'postgres:16'), 'db (postgres:16)');
    assert.equal(named('db', 'localhost:5000/acme/postgres:16@sha256:00'), 'db (postgres:16)');
    assert.equal(named('db'), 'db');
    assert.equal(named('db', 'user:pw@host/x y'), 'db');
    assert.equal(named('a b'), undefined);
  });

  it('has beside the name of its container what a process is in there', () => {
    const container = { name: 'web', image: 'shop' };
    const facts = { comm: 'node', parents: [], executable: '/usr/bin/node', container };
    assert.deepEqual(programDescription({ ...facts, commandLine: ['node', 'server.js'] }), {
      what: 'web (shop)',
      inContainer: { what: 'server.js' },
    });
    assert.deepEqual(programDescription({ ...facts, commandLine: ['node'] }), {
      what: 'web (shop)',
      inContainer: {},
    });
  });

  it("tells a debugger's port by options, else only probably", () => {
    const at = (port: number, ...commandLine: string[]) =>
      programDescription({ comm: 'node', commandLine, executable: '/usr/bin/node', parents: [], port });
    assert.deepEqual(at(9229, 'node', '--inspect', 'a.js'), { what: 'Node debugger' });
    assert.deepEqual(at(4321, 'node', '--inspect=127.0.0.1:4321', 'a.js'), { what: 'Node debugger' });
    assert.deepEqual(at(9229, 'node', 'a.js'), { what: 'Node debugger', isProbable: true });
    assert.deepEqual(at(9229, 'node', '--inspect=4321', 'a.js'), { what: 'a.js' });
    assert.deepEqual(at(9229, 'node', '--inspect-port=9229', 'a.js'), {
      what: 'Node debugger',
      isProbable: true,
    });
    assert.deepEqual(at(3000, 'node', '--inspect', 'a.js'), { what: 'a.js' });
  });

  it('looks at four parents, of which a shell says nothing', () => {
    const parent = (line: string): ParentFacts => ({
      comm: 'x',
      commandLine: line.split(' '),
      executable: `/bin/${line.split(' ')[0]}`,
    });
    const go = (...lines: string[]) =>
      programDescription({
        comm: 'api',
        commandLine: ['/tmp/go-build1/b001/exe/api'],
        executable: '/tmp/go-build1/b001/exe/api',
        parents: lines.map(parent),
      })?.what;
    assert.equal(go('go run ./cmd/api'), 'go run ./cmd/api');
    assert.equal(go('sh -c x', 'sh -c y', 'sh', 'go run .'), 'go run .');
    assert.equal(go('sh', 'sh', 'sh', 'sh', 'go run .'), undefined);
    assert.equal(go('go run ../../secret/x=y'), 'go run');
  });
});
