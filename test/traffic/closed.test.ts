/** What is told of connections that close, of real ones whose bytes are known. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Network } from '../causes/network';
import { repository } from '../host/paths';
import { isRoot, NOBODY, whyNoOtherUser, whyNotReadable } from '../host/users';
import { whyNoNativeCode } from '../nativeCode';
import { skipWithReason } from '../skip';
import type { Closed } from './ear.inner';
import { dropped, Heard } from './heard';
import type { Ending, Made, Plan } from './load.inner';
import { bundlePrograms, Ear, Loader, THREAD, USUAL_QUEUE } from './programs';

/** Sizes from 1 kB to 100 MB, most of them small. */
function sizes(count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.round(1000 * 10 ** (5 * (i / (count - 1)) ** 10)));
}

const ENDINGS: readonly Ending[] = ['client', 'server', 'both'];

/** What a message tells, where it tells it of this end alone. */
function assertTold(end: Closed | undefined, sent: number, received: number, text: string): void {
  assert.ok(end, `${text}: it was told of`);
  assert.equal(end.isAborted, false, `${text}: it ended with FIN`);
  assert.equal(end.sent, sent, `${text}: bytes sent`);
  // The other end's message says which of both it is.
  const told = [end.received, (end.received ?? 0) + end.receivedDoubt];
  assert.ok(told.includes(received), `${text}: ${received} bytes received, and told ${told.join(' or ')}`);
}

for (const [who, uid] of [
  ['root', 0],
  ['an ordinary user', NOBODY],
] as const) {
  describe(`connections that closed, as told ${who}`, () => {
    let ear: Ear;
    let loader: Loader;
    let heard: Heard;

    before(async function () {
      skipWithReason(this, whyNoNativeCode());
      // Who is not root is such a user.
      if (uid === 0) skipWithReason(this, whyNoOtherUser());
      else if (isRoot) skipWithReason(this, whyNotReadable(uid, THREAD));
      await bundlePrograms();
    });
    beforeEach(async () => {
      ear = new Ear({ uid: isRoot ? uid : 0 }, { queueBytes: USUAL_QUEUE });
      loader = new Loader();
      heard = new Heard(ear);
      await ear.follow({ kind: 'listen', namespaces: [{ key: '' }] });
      await heard.begin();
    });
    afterEach(async () => {
      await ear?.end();
      await loader?.end();
    });

    it('have exactly the bytes that were sent and received, from 1 kB to 100 MB, whichever end was done first', async function () {
      this.timeout(120_000);
      const plans: Plan[] = sizes(1000).map((size, i) => {
        const ending = ENDINGS[i % 3] ?? 'both';
        return i % 2 === 0 ? { up: size, down: 100 + i, ending } : { up: i, down: size, ending };
      });
      const made = await loader.make({ kind: 'plans', plans, atOnce: 16, host: '127.0.0.1' });
      await heard.all(made);
      assert.equal(heard.lost, 0);
      for (const connection of made) {
        const { client, server } = heard.ends(connection);
        const text = JSON.stringify(connection);
        // Where the server was done first, another connection may soon have the client's port.
        const alike = made.filter(
          ({ clientPort, serverPort }) =>
            clientPort === connection.clientPort && serverPort === connection.serverPort,
        ).length;
        assert.deepEqual([client.length, server.length], [alike, alike], text);
        const own = (ends: readonly Closed[], sent: number): Closed | undefined =>
          alike === 1 ? ends[0] : ends.find((end) => end.sent === sent);
        assertTold(own(client, connection.up), connection.up, connection.down, `client of ${text}`);
        assertTold(own(server, connection.down), connection.down, connection.up, `server of ${text}`);
      }
      assert.equal(new Set(heard.closed.map(({ cookie }) => cookie)).size, heard.closed.length);
    });

    it('are told of IPv6, too', async () => {
      const plans = ENDINGS.map((ending) => ({ up: 4000, down: 50_000, ending }));
      const made = await loader.make({ kind: 'plans', plans, atOnce: 3, host: '::1' });
      await heard.all(made);
      for (const connection of made) {
        const { client, server } = heard.ends(connection);
        assert.deepEqual(client[0]?.remoteAddress, [0, 0, 0, 1]);
        assertTold(client[0], 4000, 50_000, 'client');
        assertTold(server[0], 50_000, 4000, 'server');
      }
    });

    it('are marked where they were aborted', async () => {
      const plans = (['client resets', 'server resets'] as const).flatMap((ending) =>
        [0, 1000, 100_000].map((size) => ({ up: size, down: size, ending })),
      );
      const made = await loader.make({ kind: 'plans', plans, atOnce: 1, host: '127.0.0.1' });
      const told = (connection: Made): Closed[][] => {
        const { client, server } = heard.ends(connection);
        const isClients = connection.ending === 'client resets';
        const cleared = heard.closed.filter(
          ({ localPort, remotePort }) =>
            remotePort === 0 && localPort === (isClients ? connection.clientPort : connection.serverPort),
        );
        return [cleared, isClients ? server : client];
      };
      await heard.all(made);
      for (const connection of made) {
        const text = JSON.stringify(connection);
        const [cleared = [], other = []] = told(connection);
        assert.ok(cleared.length > 0, text);
        assert.ok(
          cleared.every(({ isAborted, sent, received }) => isAborted && sent === null && received === null),
          text,
        );
        // One end’s figures are there, of which it alone cannot know that there was no FIN.
        assert.equal(other[0]?.sent, connection.up, text);
        if (connection.ending === 'client resets') assert.equal(other[0]?.isAborted, true, text);
      }
    });

    it('are all counted at 1,000 a second for ten seconds, while who asks is busy', async function () {
      this.timeout(60_000);
      const made = loader.make({ kind: 'short', aSecond: 1000, seconds: 10 });
      const ended = made.then(() => 'ended' as const);
      do {
        await ear.follow({ kind: 'block', milliseconds: 200 });
        await heard.take();
      } while ((await Promise.race([ended, Promise.resolve('under way')])) !== 'ended');
      await heard.all(await made);
      assert.equal(heard.lost, 0);
      for (const connection of await made) {
        const { client, server } = heard.ends(connection);
        assertTold(client[0], 1, 1, 'client');
        assertTold(server[0], 1, 1, 'server');
      }
    });

    it('are all told of where a thousand close before anybody reads of them', async () => {
      await ear.follow({ kind: 'pause', milliseconds: 600_000 });
      const made = await loader.make({ kind: 'short', aSecond: 1000, seconds: 1 });
      await heard.all(made);
      assert.equal(heard.lost, 0);
    });

    it('are counted as lost where nobody could read of them', async () => {
      await ear.follow({ kind: 'pause', milliseconds: 600_000 });
      const made = await loader.make({ kind: 'short', aSecond: 1000, seconds: 3 });
      await dropped(2000);
      await heard.all(made);
      assert.ok(heard.lost >= 2000, `${heard.lost} lost`);
      // And the server's own socket, which is told of and left out.
      const all = heard.closed.length + heard.lost;
      assert.ok(all === 2 * made.length || all === 2 * made.length + 1, `${all} of ${2 * made.length}`);
      // What comes then is heard again.
      const { lost } = heard;
      await heard.all(await loader.make({ kind: 'short', aSecond: 100, seconds: 1 }));
      assert.equal(heard.lost, lost);
    });

    it('are listened to in another network namespace as far as that may be entered', async function () {
      skipWithReason(this, whyNoOtherUser());
      const network = await Network.make();
      const inside = new Loader({ networkOf: network.pid });
      try {
        const other = { key: 'other', path: `/proc/${network.pid}/ns/net` };
        await ear.follow({ kind: 'listen', namespaces: [{ key: '' }, other] });
        const there = new Heard(ear, 'other');
        const plans = [{ up: 5000, down: 70_000, ending: 'client' as const }];
        if (uid === 0) {
          await there.begin();
          const made = await inside.make({ kind: 'plans', plans, atOnce: 1, host: '127.0.0.1' });
          await there.all(made);
          const { client } = there.ends(made[0] as Made);
          assertTold(client[0], 5000, 70_000, 'client');
          await ear.follow({ kind: 'listen', namespaces: [{ key: '' }] });
          assert.equal(await there.take(), undefined);
          return;
        }
        await heard.all(await loader.make({ kind: 'plans', plans, atOnce: 1, host: '127.0.0.1' }));
        assert.equal(await there.take(), undefined);
        assert.match(heard.log.join(), /network namespace other are not heard: .* may not be entered/);
      } finally {
        await inside.end();
        await network.remove();
      }
    });
  });
}

describe('the thread that listens', () => {
  it('is started again when it dies, and says that something may be missing', async function () {
    skipWithReason(this, whyNoNativeCode());
    await bundlePrograms();
    const folder = join(repository, 'out/traffic');
    const thread = join(folder, 'dies.js');
    await mkdir(folder, { recursive: true });
    // It fails once it is to look again, where the file is there.
    const die = join(folder, `die-${process.pid}`);
    await writeFile(
      thread,
      `const { existsSync, rmSync } = require('node:fs');
       const { wait } = Atomics;
       Atomics.wait = (...args) => {
         if (!existsSync(${JSON.stringify(die)})) return wait(...args);
         rmSync(${JSON.stringify(die)});
         throw new Error('made to fail');
       };
       require(${JSON.stringify(THREAD)});`,
    );
    const ear = new Ear({}, { thread });
    const loader = new Loader();
    try {
      const heard = new Heard(ear);
      await ear.follow({ kind: 'listen', namespaces: [{ key: '' }] });
      await heard.begin();
      await writeFile(die, '');
      const before = heard.whole.length;
      await heard.begin();
      while (heard.log.length === 0) await heard.take();
      assert.match(heard.log.join(), /died: made to fail/);
      await heard.begin();
      assert.ok(heard.whole.slice(before).includes(false));
      await heard.all(
        await loader.make({
          kind: 'plans',
          plans: [{ up: 10, down: 10, ending: 'both' }],
          atOnce: 1,
          host: '127.0.0.1',
        }),
      );
    } finally {
      await ear.end();
      await loader.end();
    }
  });
});
