import assert from 'node:assert/strict';
import { isInspector } from '../../../../src/core/query/inspector';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { engineOn } from '../../node/engineOn';
import { FakeReader, tcpTable } from '../../node/fakeReader';

async function portsOf(commandLine: string[], ...ports: number[]): Promise<number[]> {
  const reader = new FakeReader();
  reader.files.set('self/net/tcp', tcpTable(ports.map((port, i) => ({ port, inode: 3000 + i }))));
  reader.processes.set(70, {
    startTime: 200,
    comm: 'node',
    commandLine,
    sockets: ports.map((_, i) => 3000 + i),
  });
  const found = listeningPorts(await engineOn(reader).scan('listening', true));
  return found.filter(isInspector).map(({ port }) => port);
}

describe('where a debugger of JavaScript can attach', () => {
  it('is the port that --inspect names, and no other of the program', async () => {
    assert.deepEqual(await portsOf(['node', '--inspect=5858', 'server.js'], 3000, 5858, 9229), [5858]);
    assert.deepEqual(await portsOf(['node', '--inspect-brk=127.0.0.1:5858', 'a.js'], 3000, 5858), [5858]);
    assert.deepEqual(await portsOf(['deno', 'run', '--inspect-wait=[::1]:5858', 'a.ts'], 5858), [5858]);
  });

  it('is a usual port where none is named', async () => {
    assert.deepEqual(await portsOf(['node', '--inspect', 'server.js'], 3000, 9229), [9229]);
    assert.deepEqual(
      await portsOf(['/usr/bin/node', 'worker.js'], 9230),
      [9230],
      'told by a signal or NODE_OPTIONS',
    );
  });

  it('is nowhere else', async () => {
    assert.deepEqual(await portsOf(['nginx'], 9229), []);
    assert.deepEqual(await portsOf(['node', 'server.js'], 3000), []);
    assert.deepEqual(await portsOf(['node', 'server.js', '--inspector'], 3000), []);
  });
});
