import assert from 'node:assert/strict';
import {
  checkLine,
  lineOf,
  withRecent,
  wordsOf,
} from '../../../../../src/core/netstat/commandLine/commandLine';

describe('netstat command lines that are typed in', () => {
  it('fall into words, of which the name of the program is none', () => {
    assert.deepEqual(wordsOf('  netstat   -t -n '), ['-t', '-n']);
    assert.deepEqual(wordsOf(''), []);
    assert.equal(lineOf(['-t', '-n']), 'netstat -t -n');
  });

  it('are runnable when the option parser says so', () => {
    const checked = checkLine('netstat -tulpn');
    assert.ok(checked.kind === 'runnable' && checked.options?.which === 'listening');
    assert.deepEqual(checked.kind === 'runnable' && checked.args, ['-tulpn']);
    for (const line of ['', '-h', '-V', '-?', '--tcpip', 'foo']) {
      assert.equal(checkLine(line).kind, 'runnable', line);
    }
  });

  it('show the message of the option parser, and nothing of its usage', () => {
    const messages = {
      '-j': "netstat: invalid option -- 'j'",
      '--foo': "netstat: unrecognized option '--foo'",
      '-A': "netstat: option requires an argument -- 'A'",
      '--in': "netstat: option '--in' is ambiguous; possibilities: '--inet' '--interfaces'",
      '-A foo': "Unknown address family `foo'.",
    };
    for (const [line, message] of Object.entries(messages)) {
      assert.deepEqual(checkLine(line), { kind: 'error', message });
    }
    const interval = checkLine('-c --interval=0');
    assert.ok(interval.kind === 'error' && interval.message.includes('--interval'));
  });

  it('are told apart where netstat would print its usage without a word', () => {
    assert.deepEqual(checkLine('-ri'), { kind: 'twoTables' });
    assert.deepEqual(checkLine('-r -r'), { kind: 'twoTables' });
  });

  it('are no shell lines', () => {
    assert.deepEqual(checkLine('-an | grep :80'), { kind: 'shell', word: '|' });
    assert.deepEqual(checkLine('-an >ports'), { kind: 'shell', word: '>ports' });
    assert.deepEqual(checkLine('-an;id'), { kind: 'shell', word: '-an;id' });
  });

  it('are remembered once each, the last one first', () => {
    assert.deepEqual(withRecent(['-t', '-u', '-x'], '-u', 3), ['-u', '-t', '-x']);
    assert.deepEqual(withRecent(['-t', '-u', '-x'], '-r', 3), ['-r', '-t', '-u']);
  });
});
