import assert from 'node:assert/strict';
import { controlGroupMount, parseMountinfo } from '../../../../src/core/procfs/mountinfo';

const mountsOf = (...lines: string[]) => parseMountinfo(Buffer.from(`${lines.join('\n')}\n`));

const PROC = '21 26 0:21 / /proc rw,nosuid shared:5 master:2 - proc proc rw,hidepid=invisible';
const UNIFIED = '29 22 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate';
const HYBRID = '38 31 0:34 / /sys/fs/cgroup/unified rw,nosuid - cgroup2 cgroup2 rw';
const VERSION1 = '40 31 0:36 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd';

describe('mounts', () => {
  it('are read with any number of tags', () => {
    assert.deepEqual(mountsOf(PROC, HYBRID), [
      {
        id: '21',
        parent: '26',
        root: '/',
        mountPoint: '/proc',
        type: 'proc',
        options: 'rw,hidepid=invisible',
      },
      {
        id: '38',
        parent: '31',
        root: '/',
        mountPoint: '/sys/fs/cgroup/unified',
        type: 'cgroup2',
        options: 'rw',
      },
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
    assert.equal(controlGroupMount(mountsOf(PROC, UNIFIED))?.mountPoint, '/sys/fs/cgroup');
    assert.equal(controlGroupMount(mountsOf(VERSION1, HYBRID))?.mountPoint, '/sys/fs/cgroup/unified');
  });

  it('is the mount that shows most', () => {
    const part = '50 22 0:26 /docker/1234 /mnt/part rw - cgroup2 cgroup rw';
    assert.equal(controlGroupMount(mountsOf(part, UNIFIED))?.mountPoint, '/sys/fs/cgroup');
  });

  it('is not where another mount covers it, as in a network namespace with a /sys of its own', () => {
    const [root, sys, tmp] = [
      '1 0 8:1 / / rw - ext4 a rw',
      '22 1 0:20 / /sys rw - sysfs s rw',
      '31 22 0:25 / /sys/fs/cgroup rw - tmpfs t rw',
    ];
    const again = '60 22 0:20 / /sys rw - sysfs s rw';
    const own = '61 60 0:26 / /sys/fs/cgroup rw - cgroup2 c rw';
    const beside = '62 1 0:27 / /sys/fs/cg rw - tmpfs t rw';
    const at = (...lines: string[]) => controlGroupMount(mountsOf(...lines))?.mountPoint;
    assert.equal(at(root, sys, tmp, HYBRID), '/sys/fs/cgroup/unified');
    assert.equal(at(root, sys, tmp, HYBRID, beside), '/sys/fs/cgroup/unified');
    assert.equal(at(root, sys, tmp, HYBRID, again), undefined);
    assert.equal(at(root, sys, tmp, HYBRID, again, own), '/sys/fs/cgroup');
  });

  it('is the upper one of two at one place', () => {
    const upper = '70 29 0:26 /docker/1234 /sys/fs/cgroup rw - cgroup2 c rw';
    assert.equal(controlGroupMount(mountsOf(UNIFIED, upper))?.root, '/docker/1234');
  });

  it('is nowhere on a machine with version 1 alone', () => {
    assert.equal(controlGroupMount(mountsOf(PROC, VERSION1)), undefined);
  });
});
