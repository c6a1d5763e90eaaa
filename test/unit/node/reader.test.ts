import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileReader } from '../../../src/node/reader';

describe('a file that is read in pieces', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'netstat-reader-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** The pieces of a file with this text. */
  function piecesOf(text: string): string[] {
    writeFileSync(join(folder, 'file'), text);
    const pieces: string[] = [];
    const result = new FileReader(folder).readPieces('file', (piece) =>
      pieces.push(Buffer.from(piece).toString('latin1')),
    );
    assert.equal(result.status, 'ok');
    return pieces;
  }

  it('comes in whole, cut where lines end', () => {
    const text = Array.from({ length: 40_000 }, (_, i) => `line ${i} of many\n`).join('');
    const pieces = piecesOf(text);
    assert.ok(pieces.length > 1, 'it is more than one piece');
    assert.equal(pieces.join(''), text);
    assert.ok(pieces.every((piece) => piece.endsWith('\n')));
  });

  it('may end without a line’s end, or be empty', () => {
    assert.deepEqual(piecesOf('one\ntw'), ['one\ntw']);
    assert.deepEqual(piecesOf(''), []);
  });

  it('may have a line that is longer than any piece', () => {
    const text = `short\n${'x'.repeat(1_000_000)}\nend\n`;
    const pieces = piecesOf(text);
    assert.equal(pieces.join(''), text);
    assert.ok(pieces.every((piece) => piece.endsWith('\n')));
  });

  it('says why it cannot be read', () => {
    const result = new FileReader(folder).readPieces('absent', () => assert.fail('there is nothing to take'));
    assert.deepEqual(result, { status: 'absent', code: 'ENOENT' });
  });
});
