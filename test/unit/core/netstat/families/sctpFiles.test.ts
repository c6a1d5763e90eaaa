import assert from 'node:assert/strict';
import { parseSctpAssocs, parseSctpEps } from '../../../../../src/core/netstat/families/sctp/sctpFiles';
import { EXAMPLES } from '../../procfs/examples';
import { fileOf, issueTexts } from '../../procfs/issueText';

const example = (name: string): Uint8Array => Buffer.from(EXAMPLES[name] ?? '', 'latin1');

describe('SCTP tables', () => {
  it('have all addresses of an endpoint', () => {
    assert.deepEqual(parseSctpEps(example('sctpEps')).rows[2], {
      style: 2,
      socketState: 10,
      localPort: 7,
      uid: 33,
      inode: 9003,
      localAddresses: ['192.0.2.10', '10.1.2.3', '2001:0DB8:0000:0000:0000:0000:0000:0001'],
    });
  });

  it('have all addresses of both ends of an association, and none of the counters behind them', () => {
    assert.deepEqual(parseSctpAssocs(example('sctpAssocs')).rows[1], {
      style: 2,
      socketState: 1,
      state: 3,
      associationId: 13,
      txQueue: 10,
      rxQueue: 20,
      uid: 0,
      inode: 9102,
      localPort: 5060,
      remotePort: 40000,
      localAddresses: ['192.0.2.10', '10.1.2.3'],
      remoteAddresses: ['198.51.100.7', '198.51.100.8', '198.51.100.9'],
    });
  });

  it('say what is missing', () => {
    assert.deepEqual(issueTexts(parseSctpEps(fileOf('', 'a b 2 10 29 5060 x'))), [
      '2 UID is not a decimal number (dropped)',
    ]);
    assert.deepEqual(issueTexts(parseSctpAssocs(fileOf('', 'a b 2 1 3 0 12 0 0 0 1 2 3 *1.2.3.4'))), [
      '2 LADDRS <-> RADDRS has no "<->" (dropped)',
    ]);
  });
});
