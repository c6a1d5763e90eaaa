import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Destroyed } from '../../../../../src/core/traffic/destroyedSockets';
import { DestroyedListener } from '../../../../../src/node/engine/traffic/destroyedListener';
import { until } from '../../../../host/until';

/**
 * Threads of which a test knows what they do. `answer` says that all is done that it was asked for; who fails does so with
 * the next thing that it is asked for, once there is a file.
 */
const COMMON = `
  const { existsSync, rmSync } = require('node:fs');
  const { receiveMessageOnPort, workerData: { port, words } } = require('node:worker_threads');
  const rows = (...sent) => {
    const words = (count) => new Uint32Array(sent.length * count);
    const numbers = () => Float64Array.from(sent);
    return {
      kind: new Uint8Array(sent.length), cookie: numbers(), isIPv6: new Uint8Array(sent.length), localAddress: words(4), remoteAddress: words(4),
      localPort: new Uint16Array(sent.length), remotePort: new Uint16Array(sent.length), sent: numbers(),
      received: numbers(), receivedDoubt: new Uint8Array(sent.length), acknowledged: new Uint8Array(sent.length),
      retransmitted: words(1), roundTrip: words(1), isAborted: new Uint8Array(sent.length), at: numbers(),
    };
  };
  const closed = (key, lost, ...sent) => {
    Atomics.add(words, 2, sent.length);
    port.postMessage({ kind: 'closed', key, rows: rows(...sent), lost });
  };
  const serve = (asked) => {
    for (let answered = 0; ;) {
      Atomics.wait(words, 0, answered);
      answered = Atomics.load(words, 0);
      for (let message; (message = receiveMessageOnPort(port)?.message) !== undefined;) {
        if (message.kind === 'end') { port.close(); return; }
        if (message.kind === 'listen')
          for (const { key, path } of message.namespaces)
            port.postMessage({ kind: 'listening', key, ...(path && { whyNot: 'it is closed' }) });
      }
      asked();
      Atomics.store(words, 1, answered);
      Atomics.notify(words, 1);
    }
  };
`;

describe('DestroyedListener', () => {
  let folder: string;
  let listener: DestroyedListener;
  let log: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netstat-listener-'));
    log = [];
  });
  afterEach(async () => {
    listener?.stop();
    await rm(folder, { recursive: true });
  });

  /** A listener with a thread that does this. */
  async function make(thread: string, systemCalls = true): Promise<DestroyedListener> {
    const path = join(folder, 'thread.js');
    await writeFile(path, COMMON + thread);
    return new DestroyedListener({ path, systemCalls, onLog: (line) => void log.push(line) });
  }

  /** Takes until something is so, and returns what was taken then. */
  const takes = (what: string, test: (taken: ReadonlyMap<string, Destroyed>) => boolean) =>
    until(what, () => {
      const taken = listener.take();
      return test(taken) && taken;
    });

  it('hears of what closed up to the moment when it is asked, and says from when on it is all', async () => {
    listener = await make(`let count = 0; serve(() => closed('', 0, ++count));`);
    listener.listen([{ key: '' }]);
    assert.equal(listener.take().get('')?.isWhole, false);
    const heard: number[] = [];
    await takes('what closed just now', (taken) => {
      const { rows, isWhole } = taken.get('') as Destroyed;
      heard.push(...rows.sent);
      return isWhole && rows.sent.length === 1;
    });
    // Each once, in its order, from the beginning.
    assert.deepEqual(
      heard,
      heard.map((_, i) => i + 1),
    );
  });

  it('puts several messages together, and gives each row away once', async () => {
    listener = await make(`
      let isDone = false;
      serve(() => {
        if (isDone) return;
        isDone = true;
        closed('', 3, 10, 20);
        closed('', 4, 30);
        closed('gone', 0, 40);
      });`);
    listener.listen([{ key: '' }]);
    const taken = await takes('the rows', (each) => (each.get('')?.rows.sent.length ?? 0) > 0);
    assert.deepEqual([...taken.keys()], ['']);
    const { rows, lost } = taken.get('') as Destroyed;
    assert.deepEqual([[...rows.sent], lost], [[10, 20, 30], 7]);
    assert.equal(listener.take().get('')?.rows.sent.length, 0);
  });

  it('waits but a moment for a thread that does not answer, and takes later what comes later', async () => {
    listener = await make(`
      serve(() => {
        closed('', 0, 1);
        if (existsSync('${folder}/busy')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
      });`);
    listener.listen([{ key: '' }]);
    await takes('an answer', (taken) => taken.get('')?.isWhole === true);
    await writeFile(join(folder, 'busy'), '');
    listener.take();
    const began = performance.now();
    listener.take();
    assert.ok(performance.now() - began < 300);
    await takes('what was late', (taken) => (taken.get('')?.rows.sent.length ?? 0) > 0);
  });

  it('says nothing of a namespace that may not be entered, and why in the log', async () => {
    listener = await make(`serve(() => {});`);
    listener.listen([{ key: '' }, { key: '4026532001', path: '/proc/7/ns/net' }]);
    const taken = await takes('an answer', (each) => each.get('')?.isWhole === true);
    assert.deepEqual([...taken.keys()], ['']);
    assert.deepEqual(log, [
      'connections that close in the network namespace 4026532001 are not heard: it is closed',
    ]);
  });

  it('has another thread listen where one died, and says that something may be missing', async () => {
    listener = await make(`
      serve(() => {
        if (!existsSync('${folder}/die')) return;
        rmSync('${folder}/die');
        throw new Error('made to fail');
      });`);
    listener.listen([{ key: '' }]);
    await takes('an answer', (taken) => taken.get('')?.isWhole === true);
    await writeFile(join(folder, 'die'), '');
    await takes('the gap', (taken) => taken.get('')?.isWhole === false);
    assert.deepEqual(log, ['the thread that listens to connections that close died: made to fail']);
    await takes('another thread', (taken) => taken.get('')?.isWhole === true);
  });

  it('does without where no thread can listen, and does not try again', async () => {
    listener = await make(`port.postMessage({ kind: 'unable', reason: 'there is no native code' });`);
    listener.listen([{ key: '' }]);
    await takes('nothing', (taken) => taken.size === 0);
    assert.deepEqual(log, ['nobody listens to connections that close: there is no native code']);
    listener.listen([{ key: '' }, { key: 'other' }]);
    assert.equal(listener.take().size, 0);
  });

  it('does without a thread that cannot be started, and says so once', async () => {
    listener = await make(`throw new Error('it is damaged');`);
    listener.listen([{ key: '' }]);
    await takes('nothing', (taken) => taken.size === 0);
    for (let i = 0; i < 3; i++) listener.take();
    assert.deepEqual(log, ['nobody listens to connections that close: it is damaged']);
  });

  it('starts no thread where system calls are turned off, or nobody is to be heard', async () => {
    listener = await make(`throw new Error('started');`, false);
    listener.listen([{ key: '' }]);
    assert.equal(listener.take().size, 0);
    listener = await make(`throw new Error('started');`);
    assert.equal(listener.take().size, 0);
    assert.deepEqual(log, []);
  });

  it('hears nothing more once it was stopped', async () => {
    listener = await make(`serve(() => closed('', 0, 1));`);
    listener.listen([{ key: '' }]);
    await takes('an answer', (taken) => taken.get('')?.isWhole === true);
    listener.stop();
    assert.equal(listener.take().size, 0);
    listener.listen([{ key: '' }]);
    assert.equal(listener.take().get('')?.isWhole, false);
  });
});
