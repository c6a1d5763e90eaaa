/** What is recorded of real connections, whose number and bytes are known. */
import assert from 'node:assert/strict';
import { isRoot, NOBODY, whyNoOtherUser, whyNotReadable } from '../host/users';
import { until } from '../host/until';
import { whyNoNativeCode } from '../nativeCode';
import { say, skipWithReason } from '../skip';
import type { Made, Plan } from '../traffic/load.inner';
import { bundlePrograms, Loader, THREAD, USUAL_QUEUE } from '../traffic/programs';
import { bundleRecorder, EVERYTHING, type Recorded, Recorder, recorded } from './recorder';

/** Connections that live a millisecond, with bytes by which they can be told apart. */
const SHORT: readonly Plan[] = Array.from({ length: 10_000 }, (_, i) => ({
  ...{ up: 1 + (i % 97), down: 1 + (i % 89), ending: i % 2 === 0 ? 'client' : 'server' },
}));

const total = (made: readonly Made[], of: 'up' | 'down'): number =>
  made.reduce((sum, each) => sum + each[of], 0);

for (const [who, uid] of [
  ['root', 0],
  ['an ordinary user', NOBODY],
] as const) {
  describe(`the history that ${who} records`, () => {
    let recorder: Recorder;
    let loader: Loader;

    before(async function () {
      skipWithReason(this, whyNoNativeCode());
      if (uid === 0) skipWithReason(this, whyNoOtherUser());
      else if (isRoot) skipWithReason(this, whyNotReadable(uid, THREAD));
      await bundlePrograms();
      await bundleRecorder();
    });
    beforeEach(() => {
      loader = new Loader();
    });
    afterEach(async () => {
      await recorder?.end();
      await loader?.end();
    });

    async function begin(queueBytes?: number): Promise<void> {
      recorder = new Recorder(isRoot ? uid : 0, queueBytes);
      await recorder.record(EVERYTHING);
    }

    /** All of the connections that were made, or as many as were not lost. */
    async function all(made: readonly Made[]): Promise<Recorded> {
      const ports = [...new Set(made.map(({ serverPort }) => serverPort))];
      let found: Recorded | undefined;
      await until(
        'the last of the connections',
        async () => {
          found = await recorded(recorder, ports);
          const isWhole = found.connections.every(({ closed }) => closed !== undefined);
          return isWhole && found.count + found.lost >= made.length;
        },
        60_000,
        500,
      );
      assert.ok(found);
      const { count, lost, gaps } = found;
      const spans = gaps.map(({ why, lost: many = '?' }) => `${why} ${many}`).join(', ');
      say(`${made.length} connections: ${count} recorded, ${lost} messages lost (${spans || 'no gap'})`);
      return found;
    }

    it('has every one of 10,000 connections of a millisecond with its bytes, or says how many messages were lost', async function () {
      this.timeout(180_000);
      await begin();
      // A burst a port: a client's port is given anew after some thousands, and the kernel's words of both have the same ends.
      const made: Made[] = [];
      for (let burst = 0; burst < 5; burst++) {
        const plans = SHORT.slice(burst * 2_000, (burst + 1) * 2_000);
        made.push(...(await loader.make({ kind: 'plans', plans, atOnce: 200, host: '127.0.0.1' })));
      }
      const found = await all(made);
      assert.ok(found.count <= made.length, 'none is told twice');
      // A connection is missed where the messages of both its ends were lost.
      assert.ok(2 * (made.length - found.count) <= found.lost);
      assert.ok(found.connections.every(({ isWithin }) => isWithin));
      if (found.lost > 0) return;
      assert.equal(found.count, made.length);
      // Both ends told what they sent; the end that was accepted comes first. Ports of clients are given anew.
      const told = found.connections.filter(({ count }) => count === 1);
      const text = (...numbers: readonly (number | undefined)[]): string => numbers.join(' ');
      const expected = new Set(
        made.map(({ serverPort, clientPort, up, down }) => text(serverPort, clientPort, down, up, 0)),
      );
      for (const { local, foreign, sent, received, doubtfulBytes = 0 } of told) {
        const line = text(local.port, foreign.port, sent, received, doubtfulBytes);
        assert.ok(expected.has(line), line);
      }
      assert.equal(found.sent, total(made, 'down'));
      assert.equal(found.received, total(made, 'up'));
    });

    it('misses none of 100 a second for a minute, with the queue that most systems allow', async function () {
      this.timeout(240_000);
      await begin(USUAL_QUEUE);
      const made = await loader.make({ kind: 'short', aSecond: 100, seconds: 60 });
      const found = await all(made);
      assert.deepEqual([found.lost, found.gaps, found.count], [0, [], made.length]);
      assert.deepEqual([found.sent, found.received], [made.length, made.length]);
    });
  });
}
