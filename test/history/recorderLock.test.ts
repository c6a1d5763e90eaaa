import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecorded, mayLive, type RecorderProcess, thisRecorder } from '../../src/node/history/recorderFile';
import { HERE, connection, listener, seen } from './madeHistory';
import { adds, Ground, NOW, written } from './opened';

const THIS = thisRecorder();
/** A process that lives as long as this one, and is another. */
const OTHER: RecorderProcess = {
  ...{ pid: process.ppid, pidNamespace: THIS.pidNamespace },
  startTime: Number(
    readFileSync(`/proc/${process.ppid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ')[19],
  ),
};
/** One that has ended: its pid is another's now. */
const GONE: RecorderProcess = { ...OTHER, startTime: OTHER.startTime - 1 };

describe('who records', () => {
  let ground: Ground;

  beforeEach(() => (ground = new Ground()));
  afterEach(() => ground.remove());

  it('is one process a boot and network namespace', () => {
    const [one, other] = [ground.open(), ground.open({ recorder: OTHER })];
    assert.deepEqual(one.takeRecording(NOW), { isTaken: true });
    assert.deepEqual(other.takeRecording(NOW + 1_000), { isTaken: false, pid: process.pid });
    for (const place of [
      { ...HERE, namespace: 2 },
      { ...HERE, boot: 'the next boot' },
    ]) {
      assert.equal(ground.open({ recorder: OTHER, place }).takeRecording(NOW).isTaken, true);
    }
  });

  it('hands over at its end, and says when that was', () => {
    const [one, other] = [ground.open(), ground.open({ recorder: OTHER })];
    one.takeRecording(NOW);
    one.endRecording(NOW + 20_000);
    assert.deepEqual(other.takeRecording(NOW + 25_000), { isTaken: true, until: NOW + 20_000 });
    assert.equal(one.beat(NOW + 26_000), false);
    assert.deepEqual(one.takeRecording(NOW + 26_000), { isTaken: false, pid: OTHER.pid });
  });

  it('is known by its start time, too, and counts as gone at once where it has ended', () => {
    ground.open({ recorder: GONE }).takeRecording(NOW);
    assert.deepEqual(ground.open().takeRecording(NOW + 10), { isTaken: true, until: NOW });
  });

  it('counts as gone without a heartbeat, and learns of it with its next one', () => {
    const [one, other] = [ground.open({ recorder: OTHER }), ground.open()];
    one.takeRecording(NOW);
    assert.equal(one.beat(NOW + 30_000), true);
    assert.equal(other.takeRecording(NOW + 75_000).isTaken, false);
    assert.deepEqual(other.takeRecording(NOW + 75_001), { isTaken: true, until: NOW + 30_000 });
    assert.equal(one.beat(NOW + 76_000), false);
  });

  it('of another pid namespace is known by its heartbeat alone', () => {
    ground.open({ recorder: { ...GONE, pidNamespace: 1 } }).takeRecording(NOW);
    assert.equal(ground.open().takeRecording(NOW + 45_000).isTaken, false);
    assert.equal(ground.open().takeRecording(NOW + 45_001).isTaken, true);
  });

  it('is had again where a clock was set back, and by none for longer than before', () => {
    ground.open({ recorder: GONE }).takeRecording(NOW);
    const one = ground.open();
    assert.deepEqual(one.takeRecording(NOW - 3_600_000), { isTaken: true, until: NOW });
    assert.equal(one.beat(NOW - 3_600_000 + 15_000), true);
    assert.equal(ground.open({ recorder: OTHER }).takeRecording(NOW - 3_600_000 + 20_000).isTaken, false);
  });

  it('ends what the one before it left open, when that was last heard of; what it has itself it leaves', () => {
    const died = ground.open({ recorder: GONE });
    died.takeRecording(NOW - 1_000);
    died.beat(NOW);
    died.write([
      { kind: 'put', key: 1, entry: listener(3000, seen('node', 1), NOW - 500) },
      { kind: 'put', key: 2, entry: connection([3000, 9], seen('node', 1), NOW - 400) },
      { kind: 'put', key: 3, entry: listener(3001, seen('node', 1), NOW + 300) },
    ]);
    const elsewhere = ground.open({ place: { ...HERE, namespace: 2 }, recorder: OTHER });
    elsewhere.takeRecording(NOW);
    elsewhere.write([{ kind: 'put', key: 1, entry: listener(3002, seen('node', 1), NOW - 500) }]);
    const next = ground.open();
    next.takeRecording(NOW + 5_000);
    const [after, by] = [NOW, NOW];
    assert.deepEqual(
      written(next).map(
        (entry) => 'closed' in entry && [entry.kind, entry.closed, entry.ending, entry.opened?.by],
      ),
      [
        ['listener', { by: NOW + 300, after: NOW + 300 }, 'unwatched', NOW + 300],
        ['connection', { by, after }, 'unwatched', NOW - 400],
        ['listener', { by, after }, 'unwatched', NOW - 500],
        false,
      ],
    );
    assert.deepEqual(next.standing(NOW + 5_000), []);
    // Taken again by a thread of the same process: what the one before left open is nobody's.
    next.write([{ kind: 'put', key: 1, entry: listener(3000, seen('node', 1), NOW + 6_000) }]);
    assert.equal(next.standing(NOW + 7_000).length, 1);
    assert.equal(ground.open().takeRecording(NOW + 8_000).isTaken, true);
    assert.equal(next.standing(NOW + 9_000).length, 0);
  });

  it('writes nothing any more once another one records, but what the user did', () => {
    const [slept, next] = [ground.open({ recorder: OTHER }), ground.open()];
    slept.takeRecording(NOW);
    next.takeRecording(NOW + 60_000);
    const action = {
      ...{ kind: 'action' as const, at: { by: NOW }, by: 'window' as const, outcome: 'sent' },
      deed: { kind: 'stopContainer' as const, container: 'c0ffee' },
    };
    slept.write(adds(listener(3000, seen('node', 1), NOW, NOW + 1), action));
    assert.deepEqual(written(next), [action]);
  });

  it('is seen by others without the database: while it lives, and its heartbeat is fresh', async () => {
    const isSeen = (now: number, place = HERE): Promise<boolean> => isRecorded(ground.folder, place, now);
    assert.equal(await isSeen(NOW), false);
    const history = ground.open();
    history.takeRecording(NOW);
    assert.equal(await isSeen(NOW + 45_000), true);
    assert.equal(await isSeen(NOW + 45_001), false);
    assert.equal(await isSeen(NOW - 45_001), false);
    history.beat(NOW + 15_000);
    assert.equal(await isSeen(NOW + 60_000), true);
    assert.equal(await isSeen(NOW, { ...HERE, boot: 'another boot' }), false);
    assert.equal(await isSeen(NOW, { ...HERE, namespace: 2 }), false);
    history.endRecording(NOW + 16_000);
    assert.equal(await isSeen(NOW + 16_000), false);
    ground.open({ recorder: GONE }).takeRecording(NOW);
    assert.equal(await isSeen(NOW), false);
    ground.open({ recorder: { ...GONE, pidNamespace: 1 } }).takeRecording(NOW + 60_000);
    assert.equal(await isSeen(NOW + 60_000), true);
  });

  it('is no zombie, and no process that has ended', async () => {
    assert.equal(mayLive(THIS), true);
    assert.equal(mayLive(GONE), false);
    const child = spawn('sleep', ['60']);
    const { pid = 0 } = child;
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    const recorder = { pid, startTime: Number(stat[19]), pidNamespace: THIS.pidNamespace };
    assert.equal(mayLive(recorder), true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(mayLive(recorder), false);
  });

  it('is asked of each window at the same time, and is one of them', async function () {
    this.timeout(30_000);
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--require', 'tsx/cjs', join(__dirname, 'together.inner.ts'), ground.folder], {
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
    const said = children.map(async (child) => {
      let text = '';
      child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      await once(child, 'close');
      return JSON.parse(text.slice(text.indexOf('{'))) as { isTaken: boolean; wrote: number };
    });
    await Promise.all(children.map((child) => once(child.stdout, 'data')));
    // Now all are ready: the file is made by all of them at once.
    for (const child of children) child.stdin.end();
    const answers = await Promise.all(said);
    assert.equal(answers.filter(({ isTaken }) => isTaken).length, 1);
    const history = ground.open();
    // What each wrote of its own is there once.
    const wrote = answers.reduce((sum, each) => sum + each.wrote, 0);
    const { entries } = history.entries({ most: 100_000 });
    assert.equal(entries.length, wrote);
    assert.equal(new Set(entries.map(({ id }) => id)).size, wrote);
    assert.equal(new Set(entries.map((entry) => entry.kind === 'listener' && `${entry.path}`)).size, wrote);
    assert.equal(history.status().trouble, undefined);
    // Nobody left a lock behind.
    ground.database().exec('BEGIN IMMEDIATE; COMMIT');
  });
});
