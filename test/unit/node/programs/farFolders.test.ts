import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileReader } from '../../../../src/node/reader';
import { FarFolders } from '../../../../src/node/programs/farFolders';
import { ProjectFolders } from '../../../../src/node/programs/projectFolder';

describe('folders of other machines', () => {
  let proc = '';

  beforeEach(() => {
    proc = mkdtempSync(join(tmpdir(), 'far-'));
  });

  afterEach(() => rmSync(proc, { recursive: true, force: true }));

  /** A process with a working directory, in a mount namespace with those mounts: place and type. */
  function add(
    pid: number,
    cwd: string,
    namespace: number,
    mounts: readonly (readonly [string, string])[],
  ): void {
    mkdirSync(join(proc, `${pid}/ns`), { recursive: true });
    symlinkSync(cwd, join(proc, `${pid}/cwd`));
    symlinkSync(`mnt:[${namespace}]`, join(proc, `${pid}/ns/mnt`));
    const lines = mounts.map(([place, type], i) => `${i + 20} 1 0:${i} / ${place} rw - ${type} source rw\n`);
    writeFileSync(join(proc, `${pid}/mountinfo`), lines.join(''));
  }

  it('are told by the mounts that the process sees, and by where it is among them', () => {
    const far = new FarFolders(new FileReader(proc), proc);
    const mounts = [
      ['/', 'ext4'],
      ['/home/dev/far\\040away', 'nfs4'],
      ['/mnt/ssh', 'fuse.sshfs'],
    ] as const;
    add(1, '/home/dev/far away/shop', 1, mounts);
    add(2, '/home/dev/far away', 1, mounts);
    add(3, '/home/dev/far awayer', 1, mounts);
    add(4, '/mnt/ssh/x', 1, mounts);
    add(5, '/mnt/ssh/x', 2, [
      ['/', 'overlay'],
      ['/mnt/ssh', 'fuse.grpcfuse'],
    ]);
    assert.deepEqual(
      [1, 2, 3, 4, 5].map((pid) => far.nearPlace(pid) === undefined),
      [true, true, false, true, false],
    );
  });

  it('are those of processes of which nobody can tell', () => {
    assert.equal(new FarFolders(new FileReader(proc), proc).nearPlace(1), undefined);
  });

  it('are not looked at for a project', () => {
    const folder = join(proc, 'shop');
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{"name": "shop"}');
    add(1, folder, 1, [['/', 'ext4']]);
    add(2, folder, 2, [
      ['/', 'ext4'],
      [proc, 'cifs'],
    ]);
    const uid = process.getuid?.() ?? 0;
    const folders = new ProjectFolders(() => undefined, proc);
    assert.deepEqual(
      [1, 2].map((pid) => folders.nameOf({ pid, uid })),
      ['shop', undefined],
    );
  });
});
