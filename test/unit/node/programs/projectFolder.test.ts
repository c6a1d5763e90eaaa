import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProjectFolders } from '../../../../src/node/programs/projectFolder';
import { isRoot, whyNoOtherUser } from '../../../host/users';
import { skipWithReason } from '../../../skip';
import { LONGEST_MANIFEST } from '../../../../src/core/programs/manifest';

const uid = process.getuid?.() ?? 0;

describe('the project that a process runs in', () => {
  let root = '';
  const started: ChildProcess[] = [];
  let folders = new ProjectFolders(() => undefined);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'projects-'));
    // Whatever is above it is none of this test's.
    mkdirSync(join(root, '.git'));
    folders = new ProjectFolders(() => join(root, 'home'));
  });

  afterEach(async () => {
    for (const child of started.splice(0)) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    rmSync(root, { recursive: true, force: true });
  });

  function write(path: string, text: string): void {
    const file = join(root, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }

  /** A process that runs in a folder, until it is ended. */
  async function processIn(path: string, command = ['sleep', '1000']): Promise<number> {
    const cwd = join(root, path);
    mkdirSync(cwd, { recursive: true });
    const [program = '', ...args] = command;
    const child = spawn(program, args, { cwd, stdio: 'ignore' });
    await once(child, 'spawn');
    started.push(child);
    return child.pid ?? 0;
  }

  async function nameIn(path: string): Promise<string | undefined> {
    return folders.nameOf({ pid: await processIn(path), uid });
  }

  it('is named by the nearest manifest at or above its working directory', async () => {
    write('shop/package.json', '{"name": "shop"}');
    write('shop/api/go.mod', 'module example.com/api');
    assert.equal(await nameIn('shop'), 'shop');
    assert.equal(await nameIn('shop/src/a/b'), 'shop');
    assert.equal(await nameIn('shop/api/cmd'), 'api');
    assert.equal(await nameIn('other'), undefined);
  });

  it('is looked for up to the root of the repository, which may be a worktree, and no higher', async () => {
    write('package.json', '{"name": "outer"}');
    mkdirSync(join(root, 'repository/.git'), { recursive: true });
    write('worktree/.git', 'gitdir: elsewhere');
    assert.equal(await nameIn('plain/a'), 'outer');
    assert.equal(await nameIn('repository/a'), undefined);
    assert.equal(await nameIn('worktree/a'), undefined);
    write('repository/pyproject.toml', '[project]\nname = "inner"');
    assert.equal(await nameIn('repository/a'), 'inner');
  });

  it('is never that of a home folder, nor above it', async () => {
    write('package.json', '{"name": "outer"}');
    write('home/package.json', '{"name": "home"}');
    write('home/shop/Cargo.toml', '[package]\nname = "shop"');
    assert.equal(await nameIn('home'), undefined);
    assert.equal(await nameIn('home/notes'), undefined);
    assert.equal(await nameIn('home/shop/src'), 'shop');
  });

  it('is named by one of its manifests that has a name, and by a .NET project of any name', async () => {
    write('a/package.json', '{"private": true}');
    write('a/pom.xml', '<project><artifactId>orders</artifactId></project>');
    write('b/Shop.Api.csproj', '<Project/>');
    assert.equal(await nameIn('a'), 'orders');
    assert.equal(await nameIn('b/bin'), 'Shop.Api');
  });

  it('is not read from pipes, links, folders, sparse files of any length, and files of strangers', async () => {
    write('real/package.json', '{"name": "real"}');
    mkdirSync(join(root, 'pipe'));
    execFileSync('mkfifo', [join(root, 'pipe/package.json')]);
    mkdirSync(join(root, 'link'));
    symlinkSync(join(root, 'real/package.json'), join(root, 'link/package.json'));
    mkdirSync(join(root, 'device'));
    symlinkSync('/dev/zero', join(root, 'device/package.json'));
    mkdirSync(join(root, 'folder/package.json'), { recursive: true });
    write('long/package.json', '{"name": "long"}');
    truncateSync(join(root, 'long/package.json'), LONGEST_MANIFEST + 1);
    for (const folder of ['pipe', 'link', 'device', 'folder', 'long']) {
      assert.equal(await nameIn(folder), undefined, folder);
    }
    assert.equal(await nameIn('real'), 'real');
    assert.equal(
      folders.nameOf({ pid: await processIn('real'), uid: uid + 1 }),
      uid === 0 ? 'real' : undefined,
    );
  });

  it("is not read from what belongs to another user than the process' and root", async function () {
    skipWithReason(this, whyNoOtherUser());
    write('shop/package.json', '{"name": "shop"}');
    chownSync(join(root, 'shop/package.json'), 12_345, 12_345);
    assert.equal(folders.nameOf({ pid: await processIn('shop'), uid: 54_321 }), undefined);
    assert.equal(folders.nameOf({ pid: await processIn('shop'), uid: 12_345 }), 'shop');
  });

  it('is that of the folder which the process is in, not of what has its path here', async function () {
    skipWithReason(this, isRoot ? undefined : 'to mount takes root');
    write('a/package.json', '{"name": "here"}');
    write('b/package.json', '{"name": "there"}');
    const script = `mount --make-rprivate / && mount --bind ${root}/b ${root}/a && cd ${root}/a && exec sleep 1000`;
    const pid = await processIn('a', ['unshare', '-m', 'sh', '-c', script]);
    let name = folders.nameOf({ pid, uid });
    for (let i = 0; i < 200 && name !== 'there'; i++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      name = folders.nameOf({ pid, uid });
    }
    assert.equal(name, 'there');
  });

  it('is read anew once its folder or its manifest changed', async () => {
    write('shop/package.json', '{"name": "shop"}');
    const pid = await processIn('shop/src');
    assert.equal(folders.nameOf({ pid, uid }), 'shop');
    write('shop/package.json', '{"name": "store"}');
    assert.equal(folders.nameOf({ pid, uid }), 'store');
    rmSync(join(root, 'shop/package.json'));
    assert.equal(folders.nameOf({ pid, uid }), undefined);
    write('shop/src/go.mod', 'module a/inner');
    assert.equal(folders.nameOf({ pid, uid }), 'inner');
  });

  it('keeps what it knows in bounds, and asks nothing of a process that is gone', async () => {
    write('shop/package.json', '{"name": "shop"}');
    const pid = await processIn('shop/a/b/c');
    for (let i = 0; i < 50; i++) assert.equal(folders.nameOf({ pid, uid }), 'shop');
    assert.equal(folders.size, 4);
    assert.equal(folders.nameOf({ pid: 2 ** 22 + 1, uid }), undefined);
  });

  it('leaves no file open', async () => {
    write('shop/package.json', '{"name": "shop"}');
    const pid = await processIn('shop/a');
    // Other tests open and close files meanwhile: those below the folder are ours.
    const open = (): string[] =>
      readdirSync('/proc/self/fd').flatMap((name) => {
        try {
          const file = readlinkSync(`/proc/self/fd/${name}`);
          return file.startsWith(root) ? [file] : [];
        } catch {
          return [];
        }
      });
    for (let i = 0; i < 20; i++) folders.nameOf({ pid, uid });
    assert.deepEqual(open(), []);
  });
});
