import assert from 'node:assert/strict';
import type { Snapshot } from '../../../../../src/core/model/snapshot';
import { Pages } from '../../../../../src/core/query/page/pages';
import { pageRequest } from '../../../pageRequest';
import { type MadeSocket, process, snapshot } from '../../../snapshots';

const ESTABLISHED = 1;
const TIME_WAIT = 6;
const PROCESSES = [process({ pid: 42, comm: 'node' }), process({ pid: 43, comm: 'chrome', startTime: 7 })];

function machine(sequence: number, sockets: readonly MadeSocket[]): Snapshot {
  return snapshot(sockets, PROCESSES, { sequence, takenAt: 1_000_000 + sequence * 2_000 });
}

const web: MadeSocket = { remote: ['10.0.0.1', 443], state: ESTABLISHED, inode: 7, pids: [42] };
const other: MadeSocket = { remote: ['10.0.0.2', 443], state: ESTABLISHED, inode: 8, pids: [43] };

describe('pages of sockets', () => {
  it('have a group for each process, by name, with the number of its sockets', () => {
    const page = new Pages().changes(
      machine(1, [web, other, { ...web, inode: 9, remote: ['10.0.0.3', 1] }]),
      pageRequest(),
    );
    assert.deepEqual(page.order, ['43 7', '42 100']);
    assert.deepEqual(
      page.groups.map(({ id, count }) => [id, count]),
      [
        ['43 7', 1],
        ['42 100', 2],
      ],
    );
    assert.deepEqual([page.total, page.matching, page.isWhole], [3, 3, true]);
  });

  it('leave out UDP sockets that only wait, which Listening Ports has', () => {
    const page = new Pages().changes(
      machine(1, [{ protocol: 'udp' }, { protocol: 'udp', remote: ['10.0.0.1', 53], state: 1 }]),
      pageRequest(),
    );
    assert.equal(page.total, 1);
  });

  it('have the rows of the groups that are asked for, with the other end of a connection within the machine', () => {
    const client: MadeSocket = {
      local: ['127.0.0.1', 5001],
      remote: ['127.0.0.1', 80],
      state: 1,
      inode: 1,
      pids: [42],
    };
    const server: MadeSocket = {
      protocol: 'tcp6',
      local: ['0:0:0:0:0:ffff:7f00:1', 80],
      remote: ['0:0:0:0:0:ffff:7f00:1', 5001],
      state: 1,
      inode: 2,
      pids: [43],
    };
    const page = new Pages().changes(machine(1, [client, server]), pageRequest({ expanded: ['42 100'] }));
    const [row] = page.rows[0]?.rows ?? [];
    assert.ok(row?.kind === 'inet');
    assert.equal(row.peer?.inode, 2);
    assert.deepEqual(
      row.peer?.owners.map(({ comm }) => comm),
      ['chrome'],
    );
  });

  it('say nothing again that the client has', () => {
    const pages = new Pages();
    const first = pages.changes(machine(1, [web, other]), pageRequest({ expanded: ['42 100'] }));
    const second = pages.changes(
      machine(2, [web, other]),
      pageRequest({ expanded: ['42 100'], revision: first.revision }),
    );
    assert.deepEqual([second.order, second.groups, second.isWhole], [undefined, [], false]);
    assert.deepEqual(second.rows, [{ group: '42 100', rows: [], more: 0 }]);
  });

  it('mark what came and whose state changed, and let the mark end', () => {
    const pages = new Pages();
    let { revision } = pages.changes(machine(1, [web]), pageRequest({ groupBy: 'none', expanded: [''] }));
    const marks = (sequence: number, sockets: readonly MadeSocket[]): string[] => {
      const page = pages.changes(
        machine(sequence, sockets),
        pageRequest({ groupBy: 'none', expanded: [''], revision }),
      );
      revision = page.revision;
      return (page.rows[0]?.rows ?? []).map(
        (row) => `${row.kind === 'inet' ? row.socket.inode : ''} ${row.mark ?? ''}`,
      );
    };
    const closing: MadeSocket = { ...web, state: TIME_WAIT, inode: 0, pids: [] };
    assert.deepEqual(marks(2, [closing, other]), ['0 changed', '8 new']);
    assert.deepEqual(marks(3, [closing, other]), []);
    assert.deepEqual(marks(4, [closing, other]), ['0 ', '8 ']);
  });

  it('keep a socket that one reading missed, and show it as closed for a while after the second', () => {
    const pages = new Pages();
    let { revision } = pages.changes(
      machine(1, [web, other]),
      pageRequest({ groupBy: 'none', expanded: [''] }),
    );
    const next = (sequence: number, sockets: readonly MadeSocket[]): [number, string] => {
      const page = pages.changes(
        machine(sequence, sockets),
        pageRequest({ groupBy: 'none', expanded: [''], revision }),
      );
      revision = page.revision;
      const rows = page.rows[0]?.rows ?? [];
      return [page.rows[0]?.order?.length ?? -1, rows.map(({ key, mark }) => `${key} ${mark ?? ''}`).join()];
    };
    const key = 'tcp 127.0.0.1:3000 10.0.0.2:443';
    assert.deepEqual(next(2, [web]), [-1, '']);
    assert.deepEqual(next(3, [web, other]), [-1, '']);
    assert.deepEqual(next(4, [web]), [-1, '']);
    assert.deepEqual(next(5, [web]), [-1, `${key} closed`]);
    assert.deepEqual(next(6, [web]), [-1, '']);
    assert.deepEqual(next(7, [web]), [1, '']);
  });

  it('show at most 1,000 rows of a group, the first of them, and count the others', () => {
    const many = Array.from({ length: 2_500 }, (_, i): MadeSocket => ({
      remote: ['10.0.0.1', 60_000 - i],
      state: ESTABLISHED,
      inode: i + 1,
    }));
    const page = new Pages().changes(machine(1, many), pageRequest({ groupBy: 'none', expanded: [''] }));
    assert.equal(page.rows[0]?.more, 1_500);
    const ports = page.rows[0]?.rows.map((row) => (row.kind === 'inet' ? row.socket.remotePort : 0));
    assert.deepEqual([ports?.length, ports?.[0], ports?.at(-1)], [1_000, 57_501, 58_500]);
  });

  it('are empty, and say so, where the sockets were not read yet', () => {
    const listening = { ...machine(1, [web]), scope: 'listening' as const };
    assert.equal(new Pages().changes(listening, pageRequest()).sequence, 0);
    assert.equal(new Pages().changes(undefined, pageRequest()).sequence, 0);
  });
});
