import assert from 'node:assert/strict';
import fc from 'fast-check';
import { csvRow } from '../../../../../src/core/netstat/data/csvText';
import { jsonText } from '../../../../../src/core/netstat/data/jsonText';
import { bytesOf, readCsv } from './readCsv';

/** Text of netstat's, one character a byte. */
const byteText = fc
  .oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.string({ unit: 'binary', maxLength: 8 }).map((text) => Buffer.from(text)),
  )
  .map((bytes) => Buffer.from(bytes).toString('latin1'));

describe('JSON of netstat', () => {
  it('keeps every byte of a text, whether UTF-8 or not', () => {
    fc.assert(
      fc.property(byteText, (text) => {
        const json = jsonText(text);
        const utf8 = Buffer.from(json, 'latin1').toString('utf8');
        assert.deepEqual(Buffer.from(utf8), Buffer.from(json, 'latin1'), 'is UTF-8 itself');
        assert.equal(bytesOf(JSON.parse(utf8) as string), text);
      }),
    );
  });

  it('writes numbers with all their digits, objects and lists', () => {
    const value = { a: 18446744073709551615n, b: [1, null, 'x"\\'], c: { d: true, e: -0.5 } };
    assert.equal(
      jsonText(value),
      '{"a":18446744073709551615,"b":[1,null,"x\\"\\\\"],"c":{"d":true,"e":-0.5}}',
    );
  });

  it('writes a byte that is no UTF-8 as a lone surrogate, and controls as escapes', () => {
    assert.equal(jsonText('caf\xc3\xa9 \xff\x1b[1m\n'), '"caf\xc3\xa9 \\udcff\\u001b[1m\\u000a"');
    // A surrogate and a character written in too many bytes are no UTF-8.
    assert.equal(jsonText('\xed\xa0\x80\xc0\xaf'), '"\\udced\\udca0\\udc80\\udcc0\\udcaf"');
  });
});

describe('CSV of netstat', () => {
  it('has every text back as it was, and no cell that begins a formula', () => {
    fc.assert(
      fc.property(fc.array(byteText, { minLength: 1, maxLength: 4 }), (texts) => {
        const row = Object.fromEntries(texts.map((text, index) => [`c${index}`, text]));
        const [cells = []] = readCsv(`${csvRow(row, Object.keys(row))}\r\n`);
        for (const cell of cells) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
        assert.deepEqual(
          cells.map((cell) => cell.replace(/^'/, '')),
          texts,
        );
      }),
    );
  });

  it('leaves numbers alone, writes nothing for null, and lists as JSON', () => {
    const row = { a: -1, b: null, c: [{ pid: 1 }], d: { e: 'x,y', f: null }, g: null };
    assert.equal(csvRow(row, ['a', 'b', 'c', 'd.e', 'd.f', 'g.h', 'z']), '-1,,"[{""pid"":1}]","x,y",,,');
  });

  it('puts an apostrophe before what a spreadsheet would reckon with', () => {
    const row = { a: '=1+1', b: '@/tmp/.X11-unix/X0', c: "'x", d: "\r'" };
    assert.equal(csvRow(row, ['a', 'b', 'c', 'd']), `'=1+1,'@/tmp/.X11-unix/X0,''x,"'\r'"`);
  });
});
