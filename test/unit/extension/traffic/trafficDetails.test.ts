import assert from 'node:assert/strict';
import '../fakeVscode';
import type { TrafficRow } from '../../../../src/core/model/traffic';
import { rowsOf } from '../../../../src/core/query/page/pageSources';
import { Names } from '../../../../src/extension/names';
import { type TrafficDetails, trafficDetails } from '../../../../src/extension/traffic/trafficDetails';
import { likelyOwner } from '../../likelyOwners';
import { dbContainer } from '../../knownContainers';
import { process, snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';

const owner = process({ commandLine: ['node', 'a\u001b[31m.js'] });
const taken = snapshot(
  [{ local: ['127.0.0.1', 4000], remote: ['10.0.0.1', 443], state: 1, pids: [42], inode: 7 }],
  [owner],
);

describe('details for the Traffic page', () => {
  const engine = new FakeEngine();
  let scans: number;
  const details = (row: TrafficRow): Promise<TrafficDetails> => {
    engine.onOrigins = () => [
      { pid: 42, startTime: 100, ancestors: [process({ pid: 1, comm: 'init' })], membership: {} },
    ];
    engine.onSocketFacts = () => [{}];
    scans = engine.scans.length;
    return trafficDetails({
      engine,
      names: new Names(async () => []),
      roots: { of: () => [] },
      snapshot: () => taken,
      containers: () => [dbContainer()],
    })(row);
  };
  const values = ({ lines }: TrafficDetails): string[] =>
    lines.map((line) => ('heading' in line ? `# ${line.heading}` : `${line.label}: ${line.value}`));
  const socket = rowsOf('connections', taken).row(0);

  it('tell of a connection what Show Details does, without reading sockets', async () => {
    const told = await details({ kind: 'connections', row: socket, isClosed: false });
    assert.match(told.title, /^TCP .*10\.0\.0\.1:443.* · ESTABLISHED$/);
    const text = values(told).join('\n');
    assert.match(text, /^State: ESTABLISHED/m);
    assert.match(text, /^# Process node \(pid 42\)$/m);
    assert.match(text, /^Started by: init \(pid 1\)$/m);
    assert.match(text, /^rem_address: /m);
    assert.ok(!text.includes('\u001b'), 'what a process called itself is cleaned');
    assert.equal(engine.scans.length, scans);
  });

  it('say of one that closed that it did, and ask the kernel nothing', async () => {
    const row = { kind: 'connections', row: socket, isClosed: true } as const;
    engine.onSocketFacts = () => assert.fail('it is not there');
    assert.match(values(await details(row)).join('\n'), /This socket has closed/);
  });

  it('tell who a process, a container and a host is', async () => {
    const node = await details({ kind: 'processes', owner, name: 'node' });
    assert.equal(node.title, 'node (pid 42)');
    assert.match(values(node).join('\n'), /^Command: node /m);
    const short = await details({ kind: 'processes', owner: undefined, name: 'unknown, short-lived' });
    assert.equal(short.title, 'unknown, short-lived');
    const likelyRow = {
      kind: 'processes',
      owner: undefined,
      likelyOwner: likelyOwner(),
      name: '~sshd·812',
    } as const;
    assert.match(values(await details(likelyRow)).join('\n'), /^Likely unit: ssh\.service$/m);
    const { id, name = '' } = dbContainer();
    const db = await details({ kind: 'containers', id, name });
    assert.equal(db.title, 'db');
    assert.match(values(db).join('\n'), /^Container: db$/m);
    const sum = { connections: 3, listeners: 0, received: 1_234_567, sent: 8, firstSeen: 0 };
    const host = await details({ kind: 'hosts', address: '10.0.0.1', sum });
    assert.equal(host.title, '10.0.0.1');
    assert.deepEqual(values(host).slice(0, 3), [
      'Connections: 3',
      'Received: 1,234,567 bytes (TCP only)',
      'Sent: 8 bytes (TCP only)',
    ]);
  });
});
