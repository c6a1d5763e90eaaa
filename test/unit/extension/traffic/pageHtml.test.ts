import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PageStart } from '../../../../src/core/traffic/messages';
import { pageHtml } from '../../../../src/extension/traffic/pageHtml';
import { assertProperty } from '../../property';

function html(filter: string): string {
  const start = { place: 'panel', shared: { filter }, texts: {}, language: 'en' } as unknown as PageStart;
  const parts = { title: 'Traffic', script: 'https://a/traffic.js', style: 'https://a/traffic.css' };
  return pageHtml({ ...parts, source: 'https://a', start });
}

describe('the document of the Traffic page', () => {
  it('loads its own script and style sheet and nothing else', () => {
    const text = html('');
    const policy = /content="(default-src[^"]*)"/.exec(text)?.[1]?.replaceAll('&#39;', "'");
    assert.equal(policy, "default-src 'none'; script-src https://a; style-src https://a;");
    assert.doesNotMatch(text, /unsafe|nonce|<style|\sstyle=|\son\w+=/);
    assert.deepEqual(text.match(/<script[^>]*>[^<]*/g), ['<script src="https://a/traffic.js">']);
  });

  it('has what it begins with as text of an attribute, whatever is in it', () => {
    assertProperty(
      fc.oneof(fc.string(), fc.constantFrom('"><script>', "'&quot;</body>", '\u2028`${x}`')),
      (filter) => {
        const [, written = ''] = /<body data-start="([^"<>]*)">\n<script/.exec(html(filter)) ?? [];
        const read = written.replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)));
        assert.equal((JSON.parse(read) as PageStart).shared.filter, filter);
      },
    );
  });
});
