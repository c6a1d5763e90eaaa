import assert from 'node:assert/strict';
import '../fakeVscode';
import type { NamespaceWish } from '../../../../src/core/model/namespace';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { withGroupSockets } from '../../../../src/extension/kill/groupTargets';
import {
  CLIENT,
  DB_SPACE,
  FROM_HOST,
  namespaced,
  part,
  POSTGRES,
  TO_DB,
} from '../../core/query/page/otherNamespaces';
import type { KillTarget } from '../../../../src/core/kill/targets';

describe('the targets of a group', () => {
  const wishes: (NamespaceWish | undefined)[] = [];
  /** The own sockets, and those of postgres' network namespace where its process is asked for. */
  const scan = (
    _scope: unknown,
    _fresh: boolean,
    _part?: unknown,
    wish?: NamespaceWish,
  ): Promise<Snapshot> => {
    wishes.push(wish);
    if (wish === undefined) return Promise.resolve(namespaced([TO_DB], []));
    const isPostgres = wish.shown.kind === 'process' && wish.shown.pid === POSTGRES.pid;
    const parts = isPostgres ? [part(DB_SPACE, [FROM_HOST])] : [];
    return Promise.resolve(
      namespaced([TO_DB], parts, {}, { wish, shown: isPostgres ? DB_SPACE.key : 'own' }),
    );
  };
  const group = (process: KillTarget['process']): KillTarget => {
    return { process, inodes: [], endpoints: [], group: 'connections' };
  };

  it('get the sockets that their processes hold now, in this network namespace or another', async () => {
    wishes.length = 0;
    const found = await withGroupSockets([group(CLIENT), group(POSTGRES)], { scan });
    assert.deepEqual(
      found.map(({ process, inodes }) => [process.comm, inodes]),
      [
        ['psql', [1]],
        ['postgres', [2]],
      ],
    );
    assert.equal(wishes.length, 2);
  });

  it('get none where the process holds none any more', async () => {
    const idle = { ...CLIENT, pid: 77 };
    const [found] = await withGroupSockets([group(idle)], { scan });
    assert.deepEqual(found?.inodes, []);
  });
});
