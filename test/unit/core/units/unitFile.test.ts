import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LONGEST_UNIT_FILE, parseUnitFile } from '../../../../src/core/units/unitFile';
import { assertProperty } from '../../property';

/** `section.key=value` of each assignment. */
const read = (text: string): string[] =>
  parseUnitFile(text).assignments.map(({ section, key, value }) => `${section}.${key}=${value}`);

describe('a unit file', () => {
  it('has sections, and assignments in their order', () => {
    const text =
      '\ufeff[Unit]\nDescription = a = b \n\n[Socket]\nListenStream=22\nListenStream=\n [Install]\nA=1';
    assert.deepEqual(read(text), [
      'Unit.Description=a = b',
      'Socket.ListenStream=22',
      'Socket.ListenStream=',
      'Install.A=1',
    ]);
  });

  it('has comments, and lines that are none', () => {
    assert.deepEqual(read('# A=1\n  ; B=2\nC\n=D\n[S]\nE=5 # F\n\r\nG=7\r\n'), ['S.E=5 # F', 'S.G=7']);
  });

  it('goes on in the next line behind a backslash, over comments', () => {
    assert.deepEqual(read('[S]\nA=1\\\n# no\\\n  2\\\n\nB=\\\\\nC=x\\\\\\\ny\nD=4\\'), [
      'S.A=1   2',
      'S.B=\\\\',
      'S.C=x\\\\ y',
      'S.D=4',
    ]);
  });

  it('ends at a section without an end, as systemd reads it', () => {
    assert.deepEqual(parseUnitFile('[S]\nA=1\n[T\nB=2'), {
      assignments: [{ section: 'S', key: 'A', value: '1' }],
      isBroken: true,
    });
  });

  it('may be anything, and takes time in proportion to its length', () => {
    const piece = fc.oneof(
      fc.constantFrom('[', ']', '=', '\\', '\n', '#', ';', ' ', '\r', '\0', 'ListenStream'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    assertProperty(fc.array(piece, { maxLength: 60 }), (pieces) => void parseUnitFile(pieces.join('')));
    for (const part of ['\\', '\\\n', ' ', '[', '=', 'a=\\\n#\n', '\t=\t']) {
      const text = `${part.repeat(LONGEST_UNIT_FILE / part.length)}x`;
      const start = process.cpuUsage().user;
      for (let time = 0; time < 5; time += 1) parseUnitFile(text);
      // 5 of 65,536 characters each: a millisecond where it is read once, seconds where from each character on.
      assert.ok(process.cpuUsage().user - start < 1_000_000, JSON.stringify(part));
    }
  });
});
