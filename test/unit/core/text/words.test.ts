import assert from 'node:assert/strict';
import { ageAt } from '../../../../src/core/text/age';
import { formatCommandLine } from '../../../../src/core/text/commandLine';
import { programOf } from '../../../../src/core/text/programName';

describe('a command line', () => {
  it('stands as it was typed where that is plain', () => {
    assert.equal(formatCommandLine(['node', '--port=3000', '/srv/a.js']), 'node --port=3000 /srv/a.js');
  });

  it('has quotes where a shell would read it differently', () => {
    assert.equal(
      formatCommandLine(['sh', '-c', "echo 'hi' $HOME", '']),
      `sh -c 'echo '\\''hi'\\'' $HOME' ''`,
    );
  });

  it('is cleaned before it is quoted', () => {
    assert.equal(formatCommandLine(['a\u001b]0;x\u0007', 'b\nrm']), "'a<U+001B>]0;x<U+0007>' 'b rm'");
  });
});

describe('an age', () => {
  const minute = 60_000;
  it('is told in the largest unit that it fills', () => {
    assert.deepEqual(ageAt(0, 59_999), { count: 59, unit: 'second' });
    assert.deepEqual(ageAt(0, minute), { count: 1, unit: 'minute' });
    assert.deepEqual(ageAt(0, 119 * minute), { count: 1, unit: 'hour' });
    assert.deepEqual(ageAt(0, 49 * 60 * minute), { count: 2, unit: 'day' });
  });

  it('is never negative: clocks are set back', () => {
    assert.deepEqual(ageAt(1000, 0), { count: 0, unit: 'second' });
  });
});

describe("a program's name", () => {
  it('is what the process calls itself, cleaned', () => {
    assert.equal(
      programOf({ comm: 'gunicorn\u202e', commandLine: ['/usr/bin/python3', 'gunicorn'] }),
      'gunicorn<U+202E>',
    );
    assert.equal(programOf({ comm: 'bash' }), 'bash');
  });

  it("is the file's where the process is only called after its thread, as by Node", () => {
    assert.equal(programOf({ comm: 'MainThread', commandLine: ['/opt/bin/node', 'a.js'] }), 'node');
    assert.equal(programOf({ comm: 'MainThread', commandLine: [] }), 'MainThread');
  });
});
