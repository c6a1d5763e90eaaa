import assert from 'node:assert/strict';
import fc from 'fast-check';
import { clean, labelText, messageText, markdownText, shorten } from '../../../src/core/text/clean';

describe('hostile text', () => {
  it('loses controls of C0 and C1 and what reorders or hides', () => {
    assert.equal(clean('a\u001b[31mb\u009b1mc'), 'a[31mb1mc');
    assert.equal(clean('\u202egnp.exe\u2066x\u2069\u200b\u200f\u061c\ufeff'), 'gnp.exex');
    assert.equal(clean('\u{e0041}\u{e0042}tagged'), 'tagged');
    assert.equal(clean('lone \ud800 surrogate'), 'lone  surrogate');
  });

  it('stays on one line', () => {
    assert.equal(clean('one\ntwo\r\nthree\u2028four\tfive'), 'one two three four five');
  });

  it('keeps every letter of every script', () => {
    assert.equal(clean('Größe 日本語 עברית 🙂'), 'Größe 日本語 עברית 🙂');
  });

  it('makes no link in a notification', () => {
    const text = messageText('node [click](command:workbench.action.quit)\n');
    assert.doesNotMatch(text, /\]\(/);
    assert.equal(text.replaceAll('\u200b', ''), 'node [click](command:workbench.action.quit) ');
  });

  it('makes no icon in a label', () => {
    assert.ok(!labelText('$(flame) $(sync~spin)').includes('$('));
    assert.ok(!labelText('$\u202e(flame)').includes('$('));
  });

  it('is letters to a Markdown renderer: no link, emphasis, table, HTML or code', () => {
    assert.equal(markdownText('[x](command:rm)'), '\\[x\\]\\(command\\:rm\\)');
    assert.equal(markdownText('**a** _b_ `c` <d> |e|'), '\\*\\*a\\*\\* \\_b\\_ \\`c\\` \\<d\\> \\|e\\|');
    assert.equal(markdownText('https://example.org'), 'https\\:\\/\\/example\\.org');
  });

  it('never keeps a control, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.doesNotMatch(clean(text), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        assert.equal(markdownText(text).replaceAll(/\\(?=[!-/:-@[-`{-~])/g, ''), clean(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is cut at whole characters', () => {
    assert.equal(shorten('abc', 3), 'abc');
    assert.equal(shorten('abcd', 3), 'ab…');
    assert.equal(shorten('🙂🙂🙂', 2), '🙂…');
  });
});
