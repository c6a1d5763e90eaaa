import assert from 'node:assert/strict';
import type { Grouping, GroupSubject } from '../../../../../src/core/model/page';
import type { Snapshot } from '../../../../../src/core/model/snapshot';
import { engineOn } from '../../../node/engineOn';
import { rareMachine } from '../../../rareMachine';
import { Viewer } from './pages';

let taken: Snapshot;

function viewer(groupBy: Grouping, filter = ''): Viewer {
  const made = new Viewer({ groupBy, filter, expanded: [''], showsListening: true });
  made.take(taken);
  made.expandAll();
  return made;
}

function keys(filter: string): string[] {
  return viewer('none', filter).rows.map(({ row: { socket: row } }) => row.key);
}

function nameOf(subject: GroupSubject): string {
  if (subject.by === 'protocol') return subject.protocol;
  if (subject.by === 'process') return subject.owner?.comm ?? subject.reasons.join(' ');
  return subject.by === 'state' ? `${subject.protocol} ${subject.state}` : subject.by;
}

describe('rows of tables that few kernels have', () => {
  before(async () => {
    taken = await engineOn(rareMachine()).scan('inet', true);
  });

  it('stand in a group of their own at the end, SCTP among the others', () => {
    const groups = (grouping: Grouping): string[] =>
      viewer(grouping).groups.map(
        ({
          row: {
            group: { subject, count },
          },
        }) => `${nameOf(subject)} ${count}`,
      );
    assert.deepEqual(groups('process'), ['node-s1 1', 'sipd 2', 'kernel gone 5', 'others 14']);
    assert.deepEqual(groups('state'), ['sctp 1 2', 'sctp 10 5', 'sctp 14 1', 'others 14']);
    for (const grouping of ['foreignHost', 'localPort', 'user'] as const) {
      assert.equal(groups(grouping).at(-1), 'others 14', grouping);
    }
    const protocols = ['sctp 8', 'ipx 3', 'ax25 4', 'netrom 2', 'ddp 1', 'x25 2', 'rose 2'];
    assert.deepEqual(groups('protocol'), protocols);
    assert.equal(viewer('none').rows.length, 22);
  });

  it('are found by what they show', () => {
    assert.deepEqual(keys('proto:ax25 state:established'), ['ax25 N0CALL-1 N1ABC-2 ax0 5001']);
    assert.deepEqual(keys('recovery'), ['ax25 N0CALL-1 N3QQQ-15 ax1 0']);
    assert.deepEqual(keys('n1abc nr0'), ['netrom N0CALL-3 N1ABC-2 nr0 6001']);
    assert.deepEqual(keys('proto:netrom,x25,rose state:listen').length, 3);
    assert.deepEqual(keys('process:axspawn').length, 2);
    assert.deepEqual(keys('port:128').length, 1, 'AppleTalk');
    assert.deepEqual(keys('4002'), ['ipx 12345678:0080C7123456:4002 12345679:0080C7ABCDEF:0451']);
    assert.deepEqual(keys('user:33').length, 5);
  });

  it('are what a filter is completed with', async () => {
    const engine = engineOn(rareMachine());
    assert.equal(await engine.suggestions(), undefined, 'nothing was read yet');
    await engine.scan('inet', true, 'listening');
    const { proto, foreignport, process } = (await engine.suggestions()) ?? {};
    for (const name of ['sctp', 'ax25', 'rose']) assert.ok(proto?.includes(name), name);
    assert.deepEqual(foreignport, ['5060', '40000']);
    assert.deepEqual(process, ['sipd', 'axspawn', 'node-s1']);
  });

  it('SCTP is found by each of its addresses, and tells them all', () => {
    const association = ['sctp 192.0.2.10:5060 198.51.100.7:40000'];
    assert.deepEqual(keys('foreignaddress:198.51.100.9'), association);
    assert.deepEqual(keys('localaddress:10.1.2.3 port:40000'), association);
    assert.deepEqual(keys('foreignaddress:10.1.2.3'), []);
    const [node] = viewer('none', 'address:198.51.100.9').rows;
    assert.ok(node?.row.socket.kind === 'inet');
    assert.equal(node.row.socket.association?.remoteAddresses.length, 3);
  });

  it('are marked when they change, and known again while they live', async () => {
    const reader = rareMachine();
    const engine = engineOn(reader);
    const made = new Viewer({ groupBy: 'none', filter: 'proto:ax25', expanded: [''] });
    made.take(await engine.scan('inet', true));
    const before = made.rows.map(({ serial }) => serial);
    const table = reader.files.get('self/net/ax25') ?? '';
    reader.files.set('self/net/ax25', table.replace('N1ABC-2 3', 'N1ABC-2 2'));
    const update = made.take(await engine.scan('inet', true));
    assert.ok(!update.changed.includes(undefined));
    assert.deepEqual(
      made.rows.map(({ serial }) => serial),
      before,
    );
    assert.deepEqual(
      made.rows.map(({ row: { socket: row } }) => row.mark).filter((mark) => mark !== undefined),
      ['changed'],
    );
  });

  it('say why no owner is known', () => {
    const [ipx] = viewer('none', 'proto:ipx').rows;
    assert.deepEqual(ipx?.row.socket.reasons, ['untold']);
    const [idle] = viewer('none', 'n2xyz').rows;
    assert.deepEqual(idle?.row.socket.reasons, ['kernel']);
  });
});
