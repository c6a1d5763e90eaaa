import assert from 'node:assert/strict';
import type { ContainerFacts } from '../../../../../src/core/model/container';
import type { ProcessOwner } from '../../../../../src/core/model/process';
import { OwnerDescriptions } from '../../../../../src/node/engine/owners/ownerDescriptions';
import { engineOn } from '../../engineOn';
import { FakeReader, tcpTable } from '../../fakeReader';

const CONTAINER = 'a'.repeat(64);

describe('descriptions of owners', () => {
  let reader: FakeReader;

  beforeEach(() => {
    reader = new FakeReader();
    reader.files.set('self/net/tcp', tcpTable([{ port: 3000, inode: 77 }]));
    reader.processes.set(9, {
      startTime: 2,
      sockets: [77],
      parentPid: 5,
      commandLine: ['node', '/shop/node_modules/.bin/vite'],
    });
    reader.processes.set(5, { startTime: 1, commandLine: ['npm', 'run', 'dev'] });
  });

  it('do not keep the first snapshot waiting, and come with the next one', async () => {
    const engine = engineOn(reader, { projectOf: () => 'shop' });
    const first = await engine.scan('listening', false);
    assert.equal(first.processes.get(9)?.description, undefined);
    assert.equal(first.ownerScan.areDescriptionsMissing, true);
    const second = await engine.scan('listening', false);
    assert.deepEqual(second.processes.get(9)?.description?.what, 'vite');
    assert.equal(second.ownerScan.areDescriptionsMissing, false);
    const third = await engine.scan('listening', false);
    assert.equal(third.processes.get(9), second.processes.get(9));
  });

  it('are there at once for who asks once', async () => {
    const { processes } = await engineOn(reader).scan('listening', true);
    assert.equal(processes.get(9)?.description?.what, 'vite');
  });

  it('are made anew where the process runs another program', async () => {
    const engine = engineOn(reader);
    await engine.scan('listening', true);
    reader.processes.set(9, {
      startTime: 2,
      sockets: [77],
      commandLine: ['node', '/shop/node_modules/.bin/webpack', 'serve'],
    });
    const { processes } = await engine.scan('listening', true);
    assert.match(processes.get(9)?.description?.what ?? '', /^webpack/);
  });

  it('are those of the program that a process became right after it began', async () => {
    const engine = engineOn(reader);
    await engine.scan('listening', false);
    reader.files.set(
      'self/net/tcp',
      tcpTable([
        { port: 3000, inode: 77 },
        { port: 3001, inode: 78 },
      ]),
    );
    reader.processes.set(12, { startTime: 900, sockets: [78], parentPid: 5, commandLine: ['npm', 'start'] });
    const first = await engine.scan('listening', false);
    assert.match(first.processes.get(12)?.description?.what ?? 'npm', /npm/);
    // It is started: neither pid nor start time are others, nor are its files.
    reader.processes.set(12, { startTime: 900, sockets: [78], parentPid: 5, commandLine: ['redis-server'] });
    const { processes } = await engine.scan('listening', false);
    assert.deepEqual(processes.get(12)?.commandLine, ['redis-server']);
  });

  it('are by the container once that is known', () => {
    const owner: ProcessOwner = {
      ...{ pid: 9, startTime: 2, parentPid: 1, uid: 0, comm: 'postgres', commandLine: ['postgres'] },
      membership: { container: { id: CONTAINER, runtime: 'docker' } },
    };
    let known: readonly ContainerFacts[] = [];
    const descriptions = new OwnerDescriptions({ containers: () => known, parentsOf: () => [] });
    const owners = new Map([[9, owner]]);
    descriptions.changed(9);
    descriptions.describe(owners, false);
    assert.equal(owners.get(9)?.description?.what, 'postgres');
    known = [{ id: CONTAINER, name: 'db', image: 'postgres:16' } as ContainerFacts];
    descriptions.describe(owners, false);
    assert.equal(owners.get(9)?.description?.what, 'db (postgres:16)');
    const before = owners.get(9);
    descriptions.describe(owners, false);
    assert.equal(owners.get(9), before);
  });
});
