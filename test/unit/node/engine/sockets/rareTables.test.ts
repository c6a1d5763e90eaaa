import assert from 'node:assert/strict';
import { inetSocketAt } from '../../../../../src/core/model/inetTable';
import { otherOwnersOf, ownersOf, type Snapshot } from '../../../../../src/core/model/snapshot';
import { listeningPorts } from '../../../../../src/core/ports/listeningPorts';
import { problemsOf } from '../../../../../src/core/query/problems';
import { formatEndpoint, formatLocal } from '../../../../../src/core/text/address';
import { rareMachine } from '../../../rareMachine';
import { engineOn } from '../../engineOn';
import { FakeReader } from '../../fakeReader';

function sctpRows(taken: Snapshot): string[] {
  return Array.from(taken.inet.inode, (_, row) => {
    const socket = inetSocketAt(taken.inet, row);
    const { remoteAddress, isIPv6, remotePort, state, inode } = socket;
    const pids = ownersOf(taken, row).map(({ pid }) => pid);
    const foreign = formatEndpoint(remoteAddress, isIPv6, remotePort);
    return [socket.protocol, formatLocal(socket), foreign, state, inode, ...pids].join(' ');
  });
}

describe('the socket tables that few kernels have', () => {
  it('SCTP is among the Internet sockets: endpoints by address, associations once, with owners', async () => {
    const taken = await engineOn(rareMachine()).scan('inet', true);
    assert.deepEqual(sctpRows(taken), [
      'sctp 127.0.0.1:5060 0.0.0.0:0 10 9001 50',
      'sctp 0.0.0.0:36412 0.0.0.0:0 10 9002 51',
      'sctp 192.0.2.10:7 0.0.0.0:0 10 9003',
      'sctp 10.1.2.3:7 0.0.0.0:0 10 9003',
      'sctp [2001:db8::1]:7 [::]:0 10 9003',
      'sctp 127.0.0.1:8 0.0.0.0:0 14 9004',
      'sctp 127.0.0.1:40000 127.0.0.1:5060 1 9101 50',
      'sctp 192.0.2.10:5060 198.51.100.7:40000 1 9102',
    ]);
    assert.deepEqual(taken.associations[1]?.remoteAddresses, [
      '198.51.100.7',
      '198.51.100.8',
      '198.51.100.9',
    ]);
  });

  it('old families are there with the owners of those that tell an inode', async () => {
    const taken = await engineOn(rareMachine()).scan('inet', true);
    const rows = taken.others.map(({ protocol }, index) =>
      [protocol, ...otherOwnersOf(taken, index).map(({ pid }) => pid)].join(' '),
    );
    assert.deepEqual(rows, [
      'ipx',
      'ipx',
      'ipx',
      'ax25 60',
      'ax25',
      'ax25',
      'ax25',
      'netrom 60',
      'netrom',
      'ddp',
      'x25',
      'x25',
      'rose',
      'rose',
    ]);
    assert.ok(taken.sources.some(({ file, rows }) => file === 'self/net/ax25' && rows === 4));
    assert.deepEqual(problemsOf(taken), []);
  });

  it('SCTP endpoints are listening ports, one for a program, and nothing else is read for them', async () => {
    const reader = rareMachine();
    const taken = await engineOn(reader).scan('listening', true);
    const ports = listeningPorts(taken).map(({ transport, port, exposure, sockets, leader }) =>
      [transport, port, exposure, sockets.length, leader?.comm ?? '?'].join(' '),
    );
    assert.deepEqual(ports, [
      'sctp 7 network 3 ?',
      'sctp 5060 loopback 1 sipd',
      'sctp 36412 network 1 node-s1',
    ]);
    assert.deepEqual([...taken.associations, ...taken.others], []);
    assert.equal(reader.reads.get('self/net/ax25'), undefined);
  });

  it('are not opened again where they are absent, until a fresh scan', async () => {
    const reader = new FakeReader();
    const engine = engineOn(reader);
    const opened = (): number =>
      ['sctp/eps', 'sctp/assocs', 'ax25', 'nr', 'rose', 'ipx/socket', 'x25/socket', 'atalk/socket']
        .map((name) => reader.reads.get(`self/net/${name}`) ?? 0)
        .reduce((sum, count) => sum + count, 0);
    await engine.scan('inet', true);
    assert.equal(opened(), 8);
    for (let pass = 0; pass < 10; pass++) await engine.scan('inet', false);
    assert.equal(opened(), 8);
    reader.files.set('self/net/ax25', rareMachine().files.get('self/net/ax25') ?? '');
    assert.equal((await engine.scan('inet', true)).others.length, 4, 'the module was loaded');
    await engine.scan('inet', false);
    assert.equal(reader.reads.get('self/net/ax25'), 3, 'what is there is read in each pass');
  });

  it('are found after a while without a fresh scan', async () => {
    const reader = new FakeReader();
    const engine = engineOn(reader);
    await engine.scan('inet', false);
    reader.files.set('self/net/nr', rareMachine().files.get('self/net/nr') ?? '');
    let passes = 0;
    while ((await engine.scan('inet', false)).others.length === 0 && passes < 100) passes++;
    assert.ok(passes < 100);
  });

  it('say what could not be read', async () => {
    const reader = rareMachine();
    reader.files.set('self/net/rose', 'header\nnothing to read\n');
    reader.files.set('self/net/nr', 'denied');
    const taken = await engineOn(reader).scan('inet', true);
    const problems = problemsOf({
      ...taken,
      sources: [...taken.sources, { file: 'x', status: 'ok', rows: 0 }],
    });
    assert.deepEqual(
      problems.map(({ file, line }) => [file, line]),
      [
        ['/proc/self/net/nr', undefined],
        ['/proc/self/net/rose', 2],
      ],
    );
  });
});
