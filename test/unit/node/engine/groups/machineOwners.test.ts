import assert from 'node:assert/strict';
import { InetTable } from '../../../../../src/core/model/inetTable';
import { openLikelyOwners } from '../../../../../src/node/engine/groups/machineOwners';
import { readSurroundings } from '../../../../../src/node/engine/owners/surroundings';
import { FakeReader } from '../../fakeReader';
import { FakeGroups } from './fakeGroups';

const HYBRID = '30 24 0:27 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n';
const OTHER = '31 24 0:27 / /mnt/groups rw - cgroup2 cgroup2 rw\n';

describe('who finds likely owners on a machine', () => {
  const opened: string[] = [];
  /** Opens what is mounted where only these places are in sight. */
  const open = (mounts: string, ...inSight: readonly string[]): ReturnType<typeof openLikelyOwners> => {
    const reader = new FakeReader();
    reader.files.set('self/mountinfo', mounts);
    opened.length = 0;
    const treeAt = (mountPoint: string): FakeGroups => {
      opened.push(mountPoint);
      const tree = new FakeGroups();
      if (!inSight.includes(mountPoint)) tree.groups.clear();
      return tree;
    };
    return openLikelyOwners(reader, readSurroundings(reader, 'linux', 1), treeAt, () => []);
  };

  it('looks into the tree that is mounted, and past one that another mount hides', () => {
    assert.ok(open(HYBRID, '/sys/fs/cgroup/unified'));
    assert.ok(open(HYBRID + OTHER, '/mnt/groups'));
    assert.deepEqual(opened, ['/sys/fs/cgroup/unified', '/mnt/groups']);
  });

  it('is nobody where no tree is in sight: what its groups are is then no secret of another namespace', () => {
    assert.equal(open(HYBRID), undefined);
    assert.equal(open(''), undefined);
  });

  it('goes by what the machine tells of its clock and ports', () => {
    const owners = open(HYBRID, '/sys/fs/cgroup/unified');
    const seen = { isLookedInto: () => false, isThere: () => false };
    const { index } = owners?.find(new InetTable().take(), new Uint32Array(1), seen, false) ?? {};
    assert.deepEqual([index?.length, owners?.isWaiting], [0, false]);
  });
});
