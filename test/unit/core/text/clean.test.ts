import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  clean,
  labelText,
  LONGEST_NAME,
  markdownText,
  messageText,
  nameText,
  quotedName,
  quotedPath,
  shorten,
} from '../../../../src/core/text/clean';
import { UNSEEN } from './unseen';

describe('hostile text', () => {
  it('has controls of C0 and C1 and what reorders or hides in sight', () => {
    assert.equal(clean('a\u001b[31mb\u009b1mc'), 'a<U+001B>[31mb<U+009B>1mc');
    assert.equal(clean('\u202egnp.exe\u200b'), '<U+202E>gnp.exe<U+200B>');
    assert.equal(clean('\u{e0041}\u{e0042}tagged'), '<U+E0041><U+E0042>tagged');
    assert.equal(clean('lone \ud800 surrogate'), 'lone <U+D800> surrogate');
  });

  it('has what looks like nothing in sight', () => {
    for (const [character, code] of UNSEEN) {
      assert.equal(clean(`no${character}de`), `no<${code}>de`);
      assert.equal(nameText(character), `<${code}>`);
    }
  });

  it('keeps the look of an emoji, and shows what chooses it where none precedes', () => {
    assert.equal(clean('\u2764\ufe0f ok'), '\u2764\ufe0f ok');
    assert.equal(clean('\u270d\u{1f3fd}\ufe0f'), '\u270d\u{1f3fd}\ufe0f');
    assert.equal(clean('a\ufe0f'), 'a<U+FE0F>');
    assert.equal(clean('1\ufe0f'), '1<U+FE0F>');
    assert.equal(clean('\u2764\ufe0f\ufe0f'), '\u2764\ufe0f<U+FE0F>');
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
        assert.doesNotMatch(clean(text), /(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}]/u);
        assert.equal(clean(clean(text)), clean(text));
        assert.equal(markdownText(text).replaceAll(/\\(?=[!-/:-@[-`{-~])/g, ''), clean(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is a name of at most sixty characters, whatever comes', () => {
    assert.equal(nameText('  node '), 'node');
    assert.equal(nameText('x'.repeat(100_000)), `${'x'.repeat(LONGEST_NAME - 1)}…`);
    assert.equal(nameText('\u00a0a\u00a0b\u3000'), '<U+00A0>a<U+00A0>b<U+3000>');
    assert.equal(nameText(`${' \n'.repeat(1_000)}node`), 'node');
    assert.equal(nameText(' \n '), '');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        assert.ok(Array.from(nameText(text)).length <= LONGEST_NAME);
        assert.equal(nameText(text), nameText(text).trim());
      }),
    );
  });

  it('cannot end a quotation', () => {
    assert.equal(quotedName('x”. Choose accept “'), "“x'. Choose accept '”");
    assert.equal(quotedName('a"b„c«d»e'), "“a'b'c'd'e”");
    assert.equal(quotedPath(`/run/${'x'.repeat(200)}”`), `“/run/${'x'.repeat(102)}…”`);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => assert.match(quotedName(text), /^“[^“”"]*”$/)),
    );
  });

  it('is cut at whole characters', () => {
    assert.equal(shorten('abc', 3), 'abc');
    assert.equal(shorten('abcd', 3), 'ab…');
    assert.equal(shorten('🙂🙂🙂', 2), '🙂…');
  });
});
