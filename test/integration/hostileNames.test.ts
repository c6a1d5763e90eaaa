/** Every place that shows the name of a program, with names made to deceive those who read them. */
import assert from 'node:assert/strict';
import { HOSTILE, ownersOf } from './hostileMachine';
import { text, inQuestions, inMessages, inViews, everywhere } from './placesOfNames';

describe('the name of a program, made to deceive', () => {
  for (const name of HOSTILE) {
    const title = JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name);
    it(`is shown as it is, and on its line: ${title.replaceAll(/[^ -~]/gu, '?')}`, async () => {
      for (const owner of ownersOf(name)) {
        for (const [place, texts] of Object.entries(await everywhere(owner))) {
          assert.ok(texts.length > 0, place);
          for (const shown of texts.map(text)) {
            assert.doesNotMatch(shown, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{DI}\u2800\p{Zl}\p{Zp}]/u, place);
            assert.doesNotMatch(shown, /^\s*FORGED/m, place);
          }
        }
      }
    });
  }

  it('is cut, also where it is the first argument, and fills no question', async () => {
    const [byComm, byArgument] = ownersOf('A'.repeat(100_000));
    assert.ok(byComm && byArgument);
    for (const [place, texts] of Object.entries(await everywhere(byComm))) {
      for (const shown of texts.map(text)) assert.doesNotMatch(shown, /A{60}/, place);
    }
    const longest = {
      'the question': 600,
      'its details': 2_000,
      'the question about connections': 2_000,
      'several names': 600,
      "an agent's question": 300,
    };
    for (const [place, limit] of Object.entries(longest)) {
      for (const shown of (await inQuestions(byArgument))[place] ?? [])
        assert.ok(text(shown).length < limit, place);
    }
  });

  it('stands behind the pid and in quotation marks, where somebody is asked', async () => {
    for (const name of HOSTILE) {
      for (const owner of ownersOf(name)) {
        const shown = await inQuestions(owner);
        for (const asked of shown['the question about connections'] ?? []) {
          const rest = text(asked).replaceAll(/“[^“”"]{1,80}”/g, 'IT');
          const ends = [
            ...rest.matchAll(/^(?:This|Other) end: (.*)$/gm),
            ...rest.matchAll(/ · ([^·\n]*)$/gm),
          ];
          assert.ok(ends.length >= 2, rest);
          for (const [, end = ''] of ends)
            assert.match(
              end,
              /^(?:likely )?pid \d+(?: IT)?(?: in IT)?(?: ↔ (?:likely )?pid \d+(?: IT)?)?$|^on another machine|^unknown owner$/,
            );
        }
        for (const place of ['the question', "an agent's question"]) {
          for (const asked of shown[place] ?? []) {
            const rest = text(asked).replaceAll(/pid \d+ “[^“”"]{1,60}”/g, 'IT');
            assert.match(
              rest,
              /^(?:Kill IT(?: and 1 below it)?\?|Send SIGHUP to IT\?|IT(?:(?:, IT){1,4} and [2-5] more)? did not end within 3 s\.|Free port 3000 by ending IT\? It has 127\.0\.0\.1:3000 \(TCP\)\. Unsaved work may be lost\.)$/,
            );
          }
        }
      }
    }
  });

  it('makes no icon and no link', async () => {
    for (const owner of ownersOf('[click](command:workbench.action.quit) $(flame)')) {
      const { 'a port in use': said = [] } = await inMessages(owner);
      for (const shown of said) assert.doesNotMatch(typeof shown === 'string' ? shown : '', /\]\(/);
      const views = await inViews(owner);
      for (const place of ['Listening Ports', 'a row of sockets', 'a group', 'Find Port Owner']) {
        for (const shown of (views[place] ?? []).slice(0, 1))
          assert.doesNotMatch(typeof shown === 'string' ? shown : '', /\$\(/, place);
      }
    }
  });
});
