import assert from 'node:assert/strict';
import { NamespaceNames } from '../../../../../src/node/engine/namespaces/namespaceNames';
import type { ProcessNamespace } from '../../../../../src/node/engine/namespaces/processNamespaces';

const namespace = (inode: number, pid: number): ProcessNamespace => ({
  inode,
  processes: new Set([{ pid }]),
});

describe('names of network namespaces over many passes', () => {
  it('are asked for where a name or a namespace is new, and not again', () => {
    const list = ['blue'];
    const joined = new Map([[42, ['blue']]]);
    let asked = 0;
    const names = new NamespaceNames({
      list: () => list,
      namesOf: (pids) => {
        asked++;
        return new Map([...pids].flatMap((pid) => (joined.has(pid) ? [[pid, joined.get(pid) ?? []]] : [])));
      },
    });
    const [blue, red] = [namespace(1, 42), namespace(2, 43)];
    const told = (...all: ProcessNamespace[]): unknown[] => all.map((each) => names.of(all).get(each));
    assert.deepEqual([told(blue), asked], [[['blue']], 1]);
    assert.deepEqual([told(blue), asked], [[['blue']], 1]);
    assert.deepEqual([told(blue, red), asked], [[['blue'], []], 2]);
    list.push('red');
    joined.set(43, ['red']);
    assert.deepEqual([told(blue, red), asked], [[['blue'], ['red']], 3]);
    // Another namespace with the same inode and the same pid is another object.
    joined.delete(42);
    assert.deepEqual([told(namespace(1, 42), red), asked], [[[], ['red']], 4]);
  });
});
