import assert from 'node:assert/strict';
import { textsIn } from '../../../src/build/manifest/translatable';

describe('texts for translators', () => {
  it('are collected from quotes of both kinds, with what is escaped in them', () => {
    const code = String.raw`l10n.t('a "b"'); l10n.t("it's"); l10n.t(
      'don\'t, {0}\n', 1); other.t('none')`;
    assert.deepEqual(textsIn(code, 'x.ts'), ['a "b"', "it's", "don't, {0}\n"]);
  });

  it('are collected from the page, whose function is called without an owner', () => {
    const code =
      "export function t(text: string) {} <b title={t('Filter')}>{t('{0} of {1}', 1, 2)}</b>; at.t(x); part(x)";
    assert.deepEqual(textsIn(code, 'x.tsx', 't'), ['Filter', '{0} of {1}']);
    assert.throws(() => textsIn('t(text)', 'x.tsx', 't'), /^Error: x\.tsx: t takes a text in quotes/);
  });

  it('are refused where they cannot be collected', () => {
    assert.throws(() => textsIn('l10n.t(text)', 'x.ts'), /^Error: x\.ts: l10n\.t takes a text in quotes/);
    assert.throws(() => textsIn('l10n.t(`${text}`)', 'x.ts'), /x\.ts/);
  });
});
