import assert from 'node:assert/strict';
import { type EnteredPlace, NamespaceEntry } from '../../../../../src/node/engine/namespaces/namespaceEntry';
import { FakeCalls } from '../../fakeCalls';

const OWN = '/proc/thread-self/ns/net';
const BLUE: EnteredPlace = { path: '/proc/42/ns/net', inode: 200 };

/** A thread that may go to the namespaces that are named, and the way that it took. */
function thread(...mayGo: readonly string[]) {
  const calls = new FakeCalls();
  for (const path of [OWN, BLUE.path, '/run/netns/blue']) calls.links.set(`${path}/it`, '');
  const state = { isAt: OWN, way: [] as string[], inode: 200, mayGo: new Set(mayGo) };
  calls.setNamespace = (descriptor, kind) => {
    assert.equal(kind, 0x4000_0000);
    const path = calls.opened.get(descriptor) ?? '';
    if (!state.mayGo.has(path)) return -1;
    state.isAt = path;
    state.way.push(path);
    return 0;
  };
  const reader = {
    stat: (path: string) => {
      assert.equal(path, 'thread-self/net/tcp');
      return { status: 'ok', value: { inode: state.inode, uid: 0, size: 0 } } as const;
    },
  };
  const lost: string[] = [];
  const entry = new NamespaceEntry(calls, reader, () => {
    lost.push(state.isAt);
    throw new Error('The thread ends.');
  });
  return { calls, entry, state, lost };
}

describe('a thread in another network namespace', () => {
  it('does what it is to do there, and is back whatever happens, with no descriptor open', () => {
    const { entry, state, calls } = thread(OWN, BLUE.path);
    assert.equal(
      entry.within(BLUE, () => state.isAt),
      BLUE.path,
    );
    assert.throws(() => entry.within(BLUE, () => assert.fail('there')), /there/);
    assert.deepEqual([state.isAt, calls.opened.size], [OWN, 0]);
    assert.ok(entry.mayEnter(BLUE));
  });

  it('has sockets made there, which it uses from here', () => {
    const { entry, state, calls } = thread(OWN, BLUE.path);
    const madeAt: string[] = [];
    const socket = calls.socket;
    Object.assign(calls, {
      socket: (...args: Parameters<typeof socket>) => (madeAt.push(state.isAt), socket(...args)),
    });
    const there = entry.callsIn(() => BLUE);
    const descriptor = there.socket(16, 3, 4);
    assert.deepEqual([madeAt, state.isAt, calls.opened.get(descriptor)], [[BLUE.path], OWN, 'socket']);
    there.close(descriptor);
    assert.equal(calls.opened.size, 0);
    assert.equal(entry.callsIn(() => undefined).socket(16, 3, 4), -1);
  });

  it('does nothing in a namespace that is another one by now', () => {
    const { entry, state } = thread(OWN, BLUE.path);
    state.inode = 201;
    assert.equal(
      entry.within(BLUE, () => assert.fail('in a foreign namespace')),
      undefined,
    );
    assert.equal(state.isAt, OWN);
  });

  it('does not go where it may not, and not from where it would not be let back', () => {
    for (const mayGo of [[], [OWN], [BLUE.path]]) {
      const { entry, state, calls, lost } = thread(...mayGo);
      assert.equal(
        entry.within(BLUE, () => assert.fail('it may not')),
        undefined,
      );
      assert.deepEqual([state.isAt, calls.opened.size, lost], [OWN, 0, []]);
      assert.equal(entry.callsIn(() => BLUE).socket(16, 3, 4), -1);
    }
  });

  it('ends where it is not let back all the same, and tells nothing of what it found', () => {
    const { entry, state, lost, calls } = thread(OWN, BLUE.path);
    assert.throws(() => entry.within(BLUE, () => state.mayGo.clear()), /The thread ends/);
    assert.deepEqual([lost, calls.opened.size], [[BLUE.path], 0]);
  });

  it('stays where it is without setns(2), or where /proc does not show it', () => {
    const { entry, calls, state } = thread(OWN, BLUE.path);
    calls.links.delete(`${OWN}/it`);
    assert.equal(entry.mayEnter(BLUE), false);
    calls.setNamespace = undefined;
    assert.equal(entry.mayEnter(BLUE), false);
    assert.deepEqual(state.way, []);
  });
});
