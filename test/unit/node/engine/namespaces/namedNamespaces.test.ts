import assert from 'node:assert/strict';
import { NamedNamespaces } from '../../../../../src/node/engine/namespaces/namedNamespaces';
import type { ReadResult } from '../../../../../src/node/reader';
import { attributeOf, describingNamespaceId, refusal, wordsOf } from '../../../core/netlink/recordedMessages';
import { FakeCalls } from '../../fakeCalls';

const DENIED = { status: 'denied', code: 'EACCES' } as const;
const ok = <T>(value: T): ReadResult<T> => ({ status: 'ok', value });

/** A kernel that has these numbers for processes, and for the names of namespaces. */
function machine(ids: Readonly<Record<string, number>>, links: Readonly<Record<string, string>> = {}) {
  const calls = new FakeCalls();
  calls.links.set('/run/netns/blue/it', '');
  calls.links.set('/run/netns/red/it', '');
  calls.answersTo = (request) => {
    const view = new DataView(request.buffer);
    const value = view.getUint32(24, true);
    const key = view.getUint16(22, true) === 2 ? String(value) : (calls.opened.get(value) ?? '');
    const id = ids[key];
    return [id === undefined ? refusal() : describingNamespaceId([attributeOf(1, wordsOf([id]))])];
  };
  const proc = {
    readLink: (path: string) => (links[path] === undefined ? DENIED : ok(links[path])),
  };
  const folder = {
    list: () => ok(['red', 'blue']),
    stat: (name: string) => ok({ inode: name === 'blue' ? 77 : 88, uid: 0, size: 0 }),
    deviceOf: (name: string) => (name === '.' ? 24 : 4),
  };
  return { calls, named: new NamedNamespaces(proc, folder, calls, true), proc, folder };
}

describe('names of network namespaces', () => {
  it('are listed by name', () => {
    assert.deepEqual(machine({}).named.list(), ['blue', 'red']);
  });

  it('are not those of files that a namespace was mounted on once', () => {
    const { calls, proc, folder } = machine({});
    const devices: Readonly<Record<string, number>> = { '.': 24, blue: 4, red: 24 };
    const deviceOf = (name: string) => devices[name];
    const named = new NamedNamespaces(proc, { ...folder, deviceOf }, calls, true);
    assert.deepEqual(named.list(), ['blue']);
  });

  it('are joined by the link of a process for who may read it, and nobody is asked then', () => {
    const { named, calls } = machine({}, { '42/ns/net': 'net:[77]', '43/ns/net': 'net:[1]' });
    assert.deepEqual([...named.namesOf([42, 43])], [[42, ['blue']]]);
    assert.equal(calls.requests, 0);
  });

  it('are joined by the kernel’s numbers for others, each asked for once, and no descriptor stays open', () => {
    const { named, calls } = machine({
      '/run/netns/blue': 0,
      '/run/netns/red': 1,
      42: 0,
      43: -1,
      44: 1,
      45: 0,
    });
    assert.deepEqual(
      [...named.namesOf([42, 43, 44, 45])],
      [
        [42, ['blue']],
        [44, ['red']],
        [45, ['blue']],
      ],
    );
    assert.equal(calls.requests, 2 + 4);
    assert.equal(calls.opened.size, 0);
  });

  it('are all told where one namespace has several', () => {
    const { named } = machine({ '/run/netns/blue': 3, '/run/netns/red': 3, 42: 3 });
    assert.deepEqual([...named.namesOf([42])], [[42, ['blue', 'red']]]);
  });

  it('are not joined where a namespace has no number, and there is nobody to ask', () => {
    const { named, calls, proc, folder } = machine({ '/run/netns/blue': -1, 42: -1 });
    assert.deepEqual([...named.namesOf([42])], []);
    // The process need not be asked for where no name has a number.
    assert.equal(calls.requests, 2);
    assert.deepEqual([...new NamedNamespaces(proc, folder, undefined, true).namesOf([42])], []);
  });
});
