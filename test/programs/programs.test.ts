/** What real programs are called, by their owner's engine and by another user's. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyMissing } from '../host/programs';
import { NOBODY, whyNoOtherUser, whyNotReadable } from '../host/users';
import { say, skipWithReason } from '../skip';
import { textOf } from '../unit/core/programs/corpus';
import { type Case, CASES } from './cases';
import { HOSTILE } from './hostile';
import type { Answer } from './names.inner';
import { bundleNaming, Naming } from './naming';
import { endAll, type Place, removeFolder, start } from './started';

/** A user who has no process, and whom nobody knows. */
const STRANGER = 65533;

/** None that the kernel gives to who asks for any: Java's programs do. */
const FIRST_PORT = 21_000;

/** Milliseconds that naming all may take, on an idle machine: nothing that is looked at keeps it waiting. */
const NAMED_WITHIN = 2_000;

/** Why a program cannot be started here. */
function whyNot({ needs = [], whyNot: reason }: Case): string | undefined {
  return reason ?? whyMissing(...needs);
}

describe('real programs', () => {
  let root = '';
  const places = new Map<Case, Place>();
  const troubles = new Map<Case, unknown>();
  let owners: Answer;
  let strangers: Answer;

  before(async function () {
    this.timeout(4 * 60_000);
    skipWithReason(this, whyNoOtherUser() ?? whyNotReadable(NOBODY, process.execPath));
    root = mkdtempSync(join(tmpdir(), 'netstat-programs-'));
    chmodSync(root, 0o755);
    const naming = join(root, 'naming');
    mkdirSync(naming);
    await bundleNaming(naming);
    const all = [...CASES, ...HOSTILE];
    for (const [at, one] of all.entries()) {
      const port = FIRST_PORT + 2 * at;
      places.set(one, { folder: join(root, String(at)), port, otherPort: port + 1 });
    }
    await startAll(all.filter((one) => whyNot(one) === undefined));
    [owners, strangers] = await named(naming);
  });

  after(async function () {
    this.timeout(60_000);
    await endAll();
    if (root !== '') removeFolder(root);
  });

  /** Two at a time: they are as many as the processors that a small machine has. */
  async function startAll(cases: readonly Case[]): Promise<void> {
    const left = [...cases];
    const work = async (): Promise<void> => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) {
        const place = places.get(one);
        if (place === undefined) continue;
        await start(one, place).catch((error: unknown) => troubles.set(one, error));
      }
    };
    await Promise.all([work(), work()]);
  }

  /** What the owner is told of all ports, and the stranger of the same processes. */
  async function named(folder: string): Promise<[Answer, Answer]> {
    const [owner, stranger] = [new Naming(folder, NOBODY), new Naming(folder, STRANGER)];
    const ports = [...places.values()].flatMap(({ port, otherPort }) => [port, otherPort]);
    // The first question finds who has which port; names are made anew with every one.
    const found = await owner.ask({ ports, processes: [] });
    const answers: [Answer, Answer] = [
      await owner.ask({ ports, processes: [] }),
      await stranger.ask({ ports, processes: found.owners }),
    ];
    await Promise.all([owner.end(), stranger.end()]);
    return answers;
  }

  for (const one of [...CASES, ...HOSTILE]) {
    const { what, owner, stranger, asked = 'port' } = one;
    it(`are named: ${what}`, function () {
      skipWithReason(this, whyNot(one));
      const trouble = troubles.get(one);
      if (trouble !== undefined) throw trouble;
      const port = places.get(one)?.[asked];
      const mine = owners.owners.filter((each) => each.port === port);
      assert.ok(mine.length > 0, 'nobody has its port');
      const nameOf = (text: string | undefined): string => text ?? textOf(null);
      for (const { description } of mine) assert.equal(textOf(description ?? null), nameOf(owner));
      const pids = new Set(mine.map(({ pid }) => pid));
      const theirs = strangers.processes.filter(({ pid }) => pids.has(pid));
      assert.ok(theirs.length > 0, 'the other user is not told of it');
      for (const { description } of theirs) {
        assert.equal(textOf(description ?? null), nameOf(stranger), 'to another user');
        assert.equal(description?.project, undefined, 'to another user');
      }
    });
  }

  it('hide whose ports they are from another user', () => {
    assert.deepEqual(strangers.owners, []);
  });

  it('are named without waiting for any of them', () => {
    const { length } = owners.owners;
    say(`      ${length} owners are named in ${owners.took.toFixed(1)} ms.`);
    assert.ok(owners.took < NAMED_WITHIN, `${owners.took} ms`);
  });
});
