import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isInOwnNetwork } from '../host/ownNetwork';
import { isRoot, NOBODY, whyNoOtherUser } from '../host/users';
import { skipWithReason } from '../skip';
import { connection, listener, seen } from './madeHistory';
import { adds, bare, Ground, NOW } from './opened';

const ENTRY = listener(3000, seen('node', 1), NOW);

/** Writes go on in memory, and are told from there. */
function assertGoesOn(history: ReturnType<Ground['open']>, trouble: string): void {
  history.write(adds(ENTRY));
  const status = history.status();
  assert.equal(status.trouble?.kind, trouble);
  assert.equal(status.folder, undefined);
  const listeners = history.entries({ kinds: ['listener'], most: 9 }).entries;
  assert.deepEqual(listeners.map(bare), [ENTRY]);
  assert.deepEqual(history.takeRecording(NOW), { isTaken: true });
  assert.equal(history.beat(NOW), true);
  history.trim(NOW, 24, 64);
}

describe('the history where its file cannot be had', () => {
  let ground: Ground;

  beforeEach(() => (ground = new Ground()));
  afterEach(() => ground.remove());

  /** A file system of the test's own. */
  function mount(context: Mocha.Context, options: string): void {
    skipWithReason(
      context,
      isRoot && isInOwnNetwork() ? undefined : 'to mount takes root, and a mount namespace of the tests',
    );
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', ground.base]);
  }

  function unmount(): void {
    execFileSync('umount', ['--lazy', ground.base]);
  }

  it('goes on in memory where the disk is full, with nothing lost: neither of before nor of after', function () {
    mount(this, 'size=1m');
    try {
      const history = ground.open();
      const entries = Array.from({ length: 4_000 }, (_, index) =>
        connection([3000, 1 + index], seen('client', index), NOW + index, NOW + index),
      );
      const open = listener(5432, seen('postgres', 9), NOW);
      history.write([{ kind: 'put', key: 1, entry: open }]);
      for (let from = 0; from < entries.length; from += 50) {
        history.write(adds(...entries.slice(from, from + 50)));
      }
      assert.equal(history.status().trouble?.kind, 'full');
      const inMemory = history.entries({ kinds: ['connection'], most: entries.length }).entries;
      const inFile = ground.database().prepare('SELECT count(*) AS rows FROM connections').get()?.['rows'];
      assert.ok(Number(inFile) > 500, `${Number(inFile)}`);
      assert.equal(Number(inFile) + inMemory.length, entries.length);
      // What was open goes on, and is told once.
      assert.deepEqual(history.standing(NOW + 1).map(bare), [open]);
      const ended = listener(5432, seen('postgres', 9), NOW, NOW + 9_000);
      history.write([{ kind: 'end', key: 1, entry: ended }]);
      assert.deepEqual(history.entries({ port: 5432, most: 9 }).entries.map(bare), [ended]);
      history.write(adds(ENTRY));
      assert.deepEqual(history.entries({ port: 3000, kinds: ['listener'], most: 9 }).entries.map(bare), [
        ENTRY,
      ]);
      history.close();
    } finally {
      unmount();
    }
  });

  it('goes on in memory where the file system may not be written, whether there is a history or not', function () {
    mount(this, 'size=4m');
    try {
      execFileSync('mount', ['-o', 'remount,ro', ground.base]);
      assertGoesOn(ground.open(), 'readOnly');
      execFileSync('mount', ['-o', 'remount,rw', ground.base]);
      const history = ground.open();
      history.write(adds(ENTRY));
      history.close();
      execFileSync('mount', ['-o', 'remount,ro', ground.base]);
      assertGoesOn(ground.open(), 'readOnly');
    } finally {
      unmount();
    }
  });

  it('leaves a folder alone that is a link, or another user’s', function () {
    mkdirSync(join(ground.base, 'elsewhere'), { mode: 0o755 });
    symlinkSync('elsewhere', ground.folder);
    assertGoesOn(ground.open(), 'notOurs');
    assert.equal(lstatSync(join(ground.base, 'elsewhere')).mode & 0o777, 0o755);
    rmSync(ground.folder);
    skipWithReason(this, whyNoOtherUser());
    mkdirSync(ground.folder);
    chownSync(ground.folder, NOBODY, NOBODY);
    assertGoesOn(ground.open(), 'notOurs');
  });

  it('leaves a file alone that is a link, and takes rights from others that they should not have', () => {
    ground.open().close();
    renameSync(ground.file, join(ground.base, 'other.db'));
    symlinkSync('../other.db', ground.file);
    assertGoesOn(ground.open(), 'notOurs');
    rmSync(ground.file);
    renameSync(join(ground.base, 'other.db'), ground.file);
    chmodSync(ground.folder, 0o755);
    chmodSync(ground.file, 0o644);
    assert.equal(ground.open().status().trouble, undefined);
    assert.equal(lstatSync(ground.folder).mode & 0o777, 0o700);
    assert.equal(lstatSync(ground.file).mode & 0o777, 0o600);
  });

  it('leaves a file as it is that is no database, or one of something else', () => {
    mkdirSync(ground.folder);
    writeFileSync(
      ground.file,
      'This is no database, and longer than the header of one would be: '.repeat(20),
    );
    assertUnchanged(() => assertGoesOn(ground.open(), 'damaged'));
    rmSync(ground.file);
    const other = ground.database();
    other.exec('CREATE TABLE songs (title)');
    other.close();
    assertUnchanged(() => assertGoesOn(ground.open(), 'damaged'));
  });

  it('leaves a file as it is that a later release wrote', () => {
    ground.open().close();
    const database = ground.database();
    database.exec('PRAGMA user_version = 2');
    database.close();
    assertUnchanged(() => assertGoesOn(ground.open(), 'newer'));
  });

  it('goes on in memory once it finds the file damaged, and leaves it as it is', () => {
    const history = ground.open();
    history.write(
      adds(...Array.from({ length: 500 }, (_, at) => connection([1, at + 1], seen('a', at), NOW, NOW))),
    );
    history.close();
    const bytes = readFileSync(ground.file);
    bytes.fill(0xa5, 4096);
    writeFileSync(ground.file, bytes);
    const opened = ground.open();
    assertGoesOn(opened, 'damaged');
    opened.close();
    assert.deepEqual(readFileSync(ground.file), bytes);
  });

  it('makes a damaged file anew where the history is to be cleared, for the user alone, and records in it', () => {
    ground.open().close();
    writeFileSync(ground.file, Buffer.alloc(50_000, 0xa5));
    const history = ground.open();
    assertGoesOn(history, 'damaged');
    history.clear();
    assert.deepEqual([history.status().trouble, history.status().entries], [undefined, 0]);
    assert.equal(lstatSync(ground.file).mode & 0o777, 0o600);
    history.write(adds(ENTRY));
    assert.equal(history.beat(NOW), true);
    history.close();
    assert.equal(ground.open().status().entries, 1);
  });

  it('goes on in memory once its folder is gone, or another file lies there', () => {
    const [one, other] = [ground.open(), ground.open()];
    one.write(adds(ENTRY));
    rmSync(ground.folder, { recursive: true });
    assertGoesOn(one, 'failed');
    // Who opens it next begins anew.
    assert.equal(ground.open().status().trouble, undefined);
    assertGoesOn(other, 'failed');
  });

  it('throws what is wrong in a question, and not what is wrong with the file', () => {
    const history = ground.open();
    history.write(adds(ENTRY));
    assert.throws(() => history.entries({ most: 1, filter: 'port:' }));
    assert.equal(history.status().trouble, undefined);
  });

  function assertUnchanged(act: () => void): void {
    const before = readFileSync(ground.file);
    act();
    assert.deepEqual(readFileSync(ground.file), before);
  }
});
