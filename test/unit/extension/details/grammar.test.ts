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

  /** What of each line has a colour, and the last of its scopes. */
  function marksOf(text: string): string[][] {
    let state: StateStack = INITIAL;
    return text.split('\n').map((line) => {
      const shown = colours(grammar, line, state).map(({ text: part, scopes }) => {
        return `${part} ${scopes.at(-1)?.split(' ').at(-1) ?? ''}`;
      });
      state = grammar.tokenizeLine(line, state).ruleStack;
      return shown;
    });
  }

  it('tell title, sections, names of fields, ends, pids and states', () => {
    assert.deepEqual(marksOf(TEXT), [
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

  it('tell the answer of a report from its headings, and headings from sentences', () => {
    const marks = marksOf(`Port 3000 belongs to vite of shop (pid 42); end it, or choose another port.
Command: node vite
Nobody is connected to it.

It is taken on some addresses, and free on others.

vite of shop (pid 42) has 127.0.0.1:3000
  It takes this address alone.
    User: alice

What a bind comes to
  127.0.0.1:3000  in use (EADDRINUSE)`);
    assert.deepEqual(marks, [
      ['Port 3000 belongs to vite of shop (pid 42); end it, or choose another port. entity.name.type'],
      ['Command support.type.property-name.json'],
      ['Nobody is connected to it. comment.line'],
      [],
      [],
      [],
      ['vite of shop (pid 42) has 127.0.0.1:3000 entity.name.section'],
      [],
      ['User support.type.property-name.json'],
      [],
      ['What a bind comes to entity.name.section'],
      ['127.0.0.1:3000 support.type.property-name.json'],
    ]);
  });
});
