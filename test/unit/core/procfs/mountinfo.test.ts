import assert from 'node:assert/strict';
import { controlGroupMounts, parseMountinfo } from '../../../../src/core/procfs/mountinfo';

const mountsOf = (...lines: string[]) => parseMountinfo(Buffer.from(`${lines.join('\n')}\n`));

const PROC = '22 26 0:21 / /proc rw,nosuid shared:5 master:2 - proc proc rw,hidepid=invisible';
const UNIFIED = '29 22 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate';
const HYBRID = '38 31 0:34 / /sys/fs/cgroup/unified rw,nosuid - cgroup2 cgroup2 rw';
const VERSION1 = '40 31 0:36 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd';

describe('mounts', () => {
  it('are read with any number of tags', () => {
    assert.deepEqual(mountsOf(PROC, HYBRID), [
      { root: '/', mountPoint: '/proc', type: 'proc', options: 'rw,hidepid=invisible' },
      { root: '/', mountPoint: '/sys/fs/cgroup/unified', type: 'cgroup2', options: 'rw' },
    ]);
  });

  it('have blanks and backslashes in their names', () => {
    const [mount] = mountsOf(String.raw`1 2 0:3 /a\040b /c\134d\012e rw - cgroup2 none rw`);
    assert.deepEqual([mount?.root, mount?.mountPoint], ['/a b', '/c\\d\ne']);
  });

  it('leave out lines that are none', () => {
    assert.deepEqual(mountsOf('', '1 2', 'x - y', '1 2 3 4 - a b c', ' - '), []);
  });
});

describe('where control groups are mounted', () => {
  it('is where a unified or a hybrid machine has them', () => {
    assert.equal(controlGroupMounts(mountsOf(PROC, UNIFIED))[0]?.mountPoint, '/sys/fs/cgroup');
    assert.equal(controlGroupMounts(mountsOf(VERSION1, HYBRID))[0]?.mountPoint, '/sys/fs/cgroup/unified');
  });

  it('is the mount that shows most', () => {
    const part = '50 22 0:26 /docker/1234 /mnt/part rw - cgroup2 cgroup rw';
    assert.equal(controlGroupMounts(mountsOf(part, UNIFIED))[0]?.mountPoint, '/sys/fs/cgroup');
  });

  it('is nowhere on a machine with version 1 alone', () => {
    assert.deepEqual(controlGroupMounts(mountsOf(PROC, VERSION1)), []);
  });
});
