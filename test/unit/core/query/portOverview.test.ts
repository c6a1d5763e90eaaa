import assert from 'node:assert/strict';
import type { ProcessOwner } from '../../../../src/core/model/process';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { portOverview } from '../../../../src/core/query/portOverview';
import { dbContainer, dockerProxy } from '../../knownContainers';
import { likelyOwner } from '../../likelyOwners';
import { type MadeSocket, process, snapshot } from '../../snapshots';

function overview(sockets: readonly MadeSocket[], owners: readonly ProcessOwner[]): string[] {
  const ports = listeningPorts(snapshot(sockets, owners, { containers: [dbContainer()] }));
  const { groups, rest } = portOverview(ports.map((port) => ({ port })));
  const numbers = (rows: readonly { readonly port: { readonly port: number } }[]): string =>
    rows.map(({ port }) => port.port).join(' ');
  return [...groups.map(({ id, rows }) => `${id}: ${numbers(rows)}`), numbers(rest)];
}

describe('an overview of many ports', () => {
  const mine = process({ pid: 50, isMine: true });
  const vite = process({ pid: 51, description: { what: 'vite', project: 'shop' } });
  const other = process({ pid: 52, description: { what: 'vite', project: 'web' } });
  const java = process({ pid: 53, comm: 'java' });
  const at = (port: number, pid?: number, address = '127.0.0.1'): MadeSocket => ({
    local: [address, port],
    ...(pid !== undefined && { pids: [pid] }),
  });

  it('has this window, the network, containers, and the rest by program; those that have one port stay by themselves', () => {
    const sockets = [
      at(2000, 53),
      at(3000, 50, '0.0.0.0'),
      at(3001, 51),
      at(3002, 52),
      at(4000, 51, '0.0.0.0'),
      at(5000),
      at(5001),
      at(15_432, 700, '0.0.0.0'),
    ];
    assert.deepEqual(overview(sockets, [mine, vite, other, java, dockerProxy()]), [
      'window: 3000',
      'network: 4000',
      'containers: 15432',
      'program vite: 3001 3002',
      'program : 5000 5001',
      '2000',
    ]);
  });

  it('has no group without a row, and takes likely owners for what they are', () => {
    const likely = likelyOwner();
    assert.deepEqual(
      overview([{ ...at(22), likelyOwner: likely }, { ...at(2222), likelyOwner: likely }, at(7000)], []),
      ['program sshd: 22 2222', '7000'],
    );
  });

  it('has every port once', () => {
    const sockets = Array.from({ length: 60 }, (_, i) =>
      at(3000 + i, 50 + (i % 5), i % 7 ? undefined : '0.0.0.0'),
    );
    const all = overview(sockets, [mine, vite, other, java]).flatMap((line) =>
      line.replace(/^.*: /, '').split(' ').filter(Boolean),
    );
    assert.equal(all.length, 60);
    assert.equal(new Set(all).size, 60);
  });
});
