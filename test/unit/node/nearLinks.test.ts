import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NearLinks } from '../../../src/node/cli/nearLinks';
import { ABSENT } from '../../../src/node/engine/socketLinks';
import { FileReader } from '../../../src/node/reader';

describe('links of /proc/PID/fd from within their directory', () => {
  const workingDirectory = process.cwd();
  let root = '';

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'netstat-links-'));
  });

  afterEach(() => {
    process.chdir(workingDirectory);
    rmSync(root, { recursive: true });
  });

  function hold(pid: number, links: readonly string[]): void {
    mkdirSync(join(root, `${pid}/fd`), { recursive: true });
    for (const [number, link] of links.entries()) symlinkSync(link, join(root, `${pid}/fd/${number}`));
  }

  it('tell sockets from other files, of one process after the other', () => {
    hold(7, ['/dev/null', 'socket:[12]', '[0000]:13', 'socket:[]x']);
    hold(8, ['socket:[14]']);
    const links = new NearLinks(root, new FileReader(root));
    const read = (pid: number, count: number): number[] => {
      links.open(pid);
      const found = Array.from({ length: count }, (_, number) => links.inodeOf(number));
      links.close();
      return found;
    };
    assert.deepEqual(read(7, 5), [0, 12, 13, 0, ABSENT]);
    assert.deepEqual(read(9, 1), [ABSENT]);
    assert.deepEqual(read(8, 2), [14, ABSENT]);
  });

  it('are those of the process that has the pid now', () => {
    hold(7, ['socket:[12]']);
    const links = new NearLinks(root, new FileReader(root));
    links.open(7);
    rmSync(join(root, '7'), { recursive: true });
    assert.equal(links.inodeOf(0), ABSENT);
    hold(7, ['socket:[13]']);
    assert.equal(links.inodeOf(0), 13);
  });

  it('are found where numbers are high', () => {
    mkdirSync(join(root, '7/fd'), { recursive: true });
    symlinkSync('socket:[12]', join(root, '7/fd/1048575'));
    const links = new NearLinks(root, new FileReader(root));
    links.open(7);
    assert.equal(links.inodeOf(1_048_575), 12);
  });
});
