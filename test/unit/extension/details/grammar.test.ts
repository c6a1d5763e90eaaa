import assert from 'node:assert/strict';
import { type IGrammar, INITIAL, type StateStack } from 'vscode-textmate';
import { colours, loadGrammar } from '../netstat/colours';

const TEXT = `Details of 127.0.0.1:3000 (TCP)
As read on Nov 27, 2026, 10:17:05 PM.

Process node (pid 42)
  What it is         vite · shop
  Working directory  /srv/shop
  Open sockets: 3 of the Internet families, 0 of UNIX
    tcp 127.0.0.1:3000 → [::1]:40000 ESTABLISHED`;

describe('the colours of details', () => {
  let grammar: IGrammar;
  before(async () => {
    grammar = await loadGrammar('netstat-details');
  });

  it('tell title, sections, names of fields, ends, pids and states', () => {
    let state: StateStack = INITIAL;
    const marks = TEXT.split('\n').map((line) => {
      const shown = colours(grammar, line, state).map(({ text, scopes }) => {
        return `${text} ${scopes.at(-1)?.split(' ').at(-1) ?? ''}`;
      });
      state = grammar.tokenizeLine(line, state).ruleStack;
      return shown;
    });
    assert.deepEqual(marks, [
      ['Details of 127.0.0.1:3000 (TCP) entity.name.type'],
      ['As read on Nov 27, 2026, 10:17:05 PM. comment.line'],
      [],
      ['Process node (pid 42) entity.name.section'],
      ['What it is support.type.property-name.json'],
      ['Working directory support.type.property-name.json'],
      ['3 constant.numeric', '0 constant.numeric'],
      [
        '127.0.0.1 variable.other.address',
        ': punctuation.separator',
        '3000 constant.numeric.port',
        '→ keyword.operator',
        '[::1] variable.other.address',
        ': punctuation.separator',
        '40000 constant.numeric.port',
        'ESTABLISHED constant.language.state',
      ],
    ]);
  });
});
