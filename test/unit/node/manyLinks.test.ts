import assert from 'node:assert/strict';
import { ManyLinks } from '../../../src/node/cli/manyLinks';
import type { SocketLinks } from '../../../src/node/engine/socketLinks';

/** Links that say who read them. */
class Links implements SocketLinks {
  readonly opened: number[] = [];
  isOpen = false;
  readonly #inode: number;

  constructor(inode: number) {
    this.#inode = inode;
  }

  open(pid: number): number {
    this.opened.push(pid);
    this.isOpen = true;
    return 0;
  }

  inodeOf(): number {
    return this.#inode;
  }

  close(): void {
    this.isOpen = false;
  }
}

function read(links: SocketLinks, pid: number, count: number): number[] {
  assert.equal(links.open(pid), 0);
  const inodes = Array.from({ length: count }, (_, descriptor) => links.inodeOf(descriptor));
  links.close();
  return inodes;
}

describe('links of a command that may have to read many', () => {
  it('are read by something else once they were many, from the next process on', () => {
    const [few, many] = [new Links(1), new Links(2)];
    let made = 0;
    const links = new ManyLinks(few, () => {
      made++;
      return many;
    });
    assert.ok(read(links, 10, 2_999).every((inode) => inode === 1));
    assert.equal(made, 0);
    assert.deepEqual(read(links, 11, 2), [1, 1]);
    assert.deepEqual(read(links, 12, 2), [2, 2]);
    assert.deepEqual(read(links, 13, 1), [2]);
    assert.equal(made, 1);
    assert.deepEqual(
      [few.opened, many.opened],
      [
        [10, 11],
        [12, 13],
      ],
    );
    assert.ok(!few.isOpen && !many.isOpen);
  });

  it('are read on as before where there is nothing else, which is asked for once', () => {
    const few = new Links(1);
    let asked = 0;
    const links = new ManyLinks(few, () => {
      asked++;
      return undefined;
    });
    for (const pid of [10, 11, 12]) read(links, pid, 3_000);
    assert.deepEqual(few.opened, [10, 11, 12]);
    assert.equal(asked, 1);
  });
});
