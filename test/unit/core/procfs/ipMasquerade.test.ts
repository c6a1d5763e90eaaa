import assert from 'node:assert/strict';
import { parseIpMasquerade } from '../../../../src/core/procfs/ipMasquerade';
import { EXAMPLES } from './examples';
import { fileOf } from './issueText';

const example = (name: string): Uint8Array => Buffer.from(EXAMPLES[name] ?? '', 'latin1');

describe('the table of masqueraded connections', () => {
  it('has every column, and does without the one that old kernels lack', () => {
    assert.deepEqual(parseIpMasquerade(example('ipMasquerade')).rows[1], {
      protocol: 'UDP',
      source: 0x0a010204,
      sourcePort: 53,
      destination: 0xc6336408,
      destinationPort: 53,
      masqueradePort: 60001,
      initialSequence: 10,
      delta: -5,
      previousDelta: 12,
      expires: 123,
    });
    const old = parseIpMasquerade(
      fileOf(
        'Prc FromIP FPrt ToIP TPrt Masq Init-seq Delta Expires',
        'TCP 0A010203:8000 C6336407:01BB EA60 0 0 7',
      ),
    );
    assert.deepEqual([old.rows[0]?.previousDelta, old.rows[0]?.expires], [undefined, 7]);
  });
});
