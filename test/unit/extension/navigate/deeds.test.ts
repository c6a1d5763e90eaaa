import assert from 'node:assert/strict';
import '../fakeVscode';
import { rowsOf } from '../../../../src/core/query/page/pageSources';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { uriOfLink } from '../../../../src/extension/details/detailsProviders';
import { portTarget, readLink, socketTarget } from '../../../../src/extension/navigate/deeds';
import { process, snapshot } from '../../snapshots';

describe('a link of details', () => {
  it('carries a word of ours and ids alone, and is read back from them', () => {
    const link = { deed: 'kill', target: ['process', 42, 100] } as const;
    const uri = uriOfLink(link);
    assert.match(uri, /^command:netstat\.followLink\?/);
    const args = JSON.parse(decodeURIComponent(uri.slice(uri.indexOf('?') + 1))) as unknown[];
    assert.deepEqual(args, ['kill', 'process', 42, 100]);
    assert.deepEqual(readLink(args), link);
  });

  it('does nothing where it is none of ours', () => {
    for (const args of [
      [],
      ['workbench.action.quit', 'process', 1, 1],
      ['constructor', 'process', 1, 1],
      ['kill'],
      ['kill', 'process'],
      ['kill', 'process', '42', 100],
      ['kill', 'process', 42],
      ['details', 'socket', 'file', 7],
      ['free', 'port', 'quic', 7],
      ['free', 'port', 'tcp', Number.NaN],
    ])
      assert.equal(readLink(args), undefined, JSON.stringify(args));
  });

  it('means a socket by its inode, and none where it has none', () => {
    const taken = snapshot([{ inode: 77 }, { inode: 0, state: 6, remote: ['10.0.0.1', 5] }], [process()]);
    const source = rowsOf('connections', taken);
    assert.deepEqual(socketTarget(source.row(0)), ['socket', 'inet', 77]);
    assert.equal(socketTarget(source.row(1)), undefined);
    const [port] = listeningPorts(taken);
    assert.ok(port);
    assert.deepEqual(portTarget(port), ['port', 'tcp', 77]);
  });
});
