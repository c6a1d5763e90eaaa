import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completed, completeFilter } from '../../../../../src/core/query/filter/complete';
import { isError } from '../../../../../src/core/query/filter/filter';
import { parseFilter } from '../../../../../src/core/query/filter/parse';
import { suggestionsOf } from '../../../../../src/core/query/filter/suggest';
import { assertProperty } from '../../../property';
import { likelyOwner } from '../../../likelyOwners';
import { machine } from './machine';

const taken = machine(
  [
    { local: ['127.0.0.1', 3000], pids: [42] },
    { local: ['127.0.0.1', 3000], remote: ['10.0.0.1', 443], state: 1, pids: [42] },
    { protocol: 'tcp6', local: ['0:0:0:0:0:0:0:1', 8080], pids: [44], uid: 33 },
    { protocol: 'udp', local: ['0.0.0.0', 53] },
  ],
  [{ path: '/run/a', flags: 0x10000 }],
);
const values = suggestionsOf(taken);

/** What the expression would become. */
function offered(text: string, cursor = text.length): string[] {
  return completeFilter(text, cursor, values).map((completion) => completed(text, completion));
}

describe('completion of a filter', () => {
  it('offers the keys at the beginning of a term', () => {
    assert.equal(offered('')[0], 'port:');
    assert.ok(offered('node -').includes('node -state:'));
    assert.deepEqual(offered('pr').slice(0, 2), ['proto:', 'process:']);
  });

  it('offers the values that there are, the most frequent first', () => {
    assert.deepEqual(offered('port:'), ['port:3000', 'port:8080', 'port:53', 'port:443']);
    assert.deepEqual(offered('state:').slice(0, 3), [
      'state:listen',
      'state:established',
      'state:unconnected',
    ]);
    assert.deepEqual(offered('proto:').slice(0, 4), ['proto:tcp', 'proto:udp', 'proto:unix', 'proto:tcp6']);
    assert.deepEqual(offered('user:'), ['user:alice', 'user:www-data', 'user:postgres']);
    assert.deepEqual(offered('address:'), [
      ...['address:localhost', 'address:*', 'address:127.0.0.1', 'address:::1', 'address:0.0.0.0'],
      'address:10.0.0.1',
    ]);
    assert.deepEqual(offered('foreignaddress:'), ['foreignaddress:10.0.0.1']);
  });

  it('offers units and programs, known and likely ones, and what can be known of an owner', () => {
    const likely = [
      { likelyOwner: likelyOwner() },
      { likelyOwner: likelyOwner({ unit: String.raw`a\x2db.service`, processes: [] }) },
    ];
    const known = suggestionsOf(machine([{ pids: [43] }, ...likely]));
    const offer = (text: string): string[] =>
      completeFilter(text, text.length, known).map((completion) => completed(text, completion));
    assert.deepEqual(offer('unit:'), [
      'unit:postgresql@16-main.service',
      'unit:ssh.service',
      'unit:a-b.service',
    ]);
    assert.deepEqual(offer('process:'), ['process:postgres', 'process:sshd']);
    assert.deepEqual(offer('owner:'), ['owner:proven', 'owner:likely', 'owner:unknown']);
    assert.deepEqual(offer('owner:alice'), offer('owner:'));
    assert.deepEqual(offer('ssh.'), ['unit:ssh.service']);
  });

  it('puts quotation marks around a name with spaces', () => {
    assert.deepEqual(offered('process:web'), ['process:"Web Content"']);
    assert.deepEqual(offered('process:"Web C'), ['process:"Web Content"']);
  });

  it('goes on with the last value of a list', () => {
    assert.deepEqual(offered('port:53,80'), ['port:53,8080']);
    assert.deepEqual(offered('-state:listen,est'), ['-state:listen,established']);
  });

  it('offers for a word what it may stand for', () => {
    assert.deepEqual(offered('nod'), ['process:node']);
    assert.deepEqual(offered('a 300'), ['a port:3000']);
  });

  it('puts the values that a word may stand for before the keys that begin so', () => {
    assert.deepEqual(offered('uni'), ['proto:unix', 'unit:']);
  });

  it('replaces only the term at the cursor', () => {
    assert.equal(offered('state:lis port:53', 9)[0], 'state:listen port:53');
    assert.equal(offered('state:lis port:53', 8)[0], 'state:listen port:53');
  });

  it('offers what there is in place of an unknown key or state', () => {
    assert.equal(offered('a prt:80')[0], 'a port:80');
    assert.equal(offered('state:xyz')[0], 'state:listen');
    assert.deepEqual(offered('process:xyz'), []);
  });

  it('offers nothing for an address, or what is there in whole', () => {
    for (const text of ['::1', 'port:53', 'proto:unix']) assert.deepEqual(offered(text), []);
  });

  it('offers what is known everywhere where nothing was read yet', () => {
    assert.ok(
      completeFilter('state:est', 9, suggestionsOf(undefined)).some(({ text }) => text === 'established'),
    );
  });

  it('offers values that can be read, at any place of any text', () => {
    const text = fc.array(
      fc.constantFrom('port:', 'process:', '-', '"', ' ', ',', 'st', 'state:', '3', 'we', '\\'),
    );
    assertProperty(fc.tuple(text, fc.nat(40)), ([parts, at]) => {
      const typed = parts.join('');
      const cursor = Math.min(at, typed.length);
      for (const completion of completeFilter(typed, cursor, values)) {
        const { offset, length, kind } = completion;
        assert.ok(
          offset >= 0 &&
            offset <= cursor &&
            (kind === 'key' || offset + length >= cursor) &&
            offset + length <= typed.length,
        );
        const becomes = completed(typed, completion);
        if (
          kind === 'value' &&
          !/["\\,]/.test(typed) &&
          !isError(parseFilter(typed.slice(0, offset).trim()))
        ) {
          const term = becomes.slice(0, offset + completion.text.length);
          assert.ok(!isError(parseFilter(term)), term);
        }
      }
    });
  });
});
