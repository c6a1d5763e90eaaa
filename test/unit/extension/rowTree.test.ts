import assert from 'node:assert/strict';
import { type ListeningPort, listeningPorts } from '../../../src/core/query/listeningPorts';
import type { RowNode } from '../../../src/extension/views/listeningPorts/nodes';
import { MARK_TIME, RowTree } from '../../../src/extension/views/listeningPorts/rowTree';
import { type MadeSocket, process, snapshot } from '../snapshots';

const one: MadeSocket = { local: ['127.0.0.1', 1], inode: 1, pids: [42] };
const two: MadeSocket = { local: ['127.0.0.1', 2], inode: 2, pids: [42] };
const owners = [process(), process({ pid: 43, parentPid: 42 })];
const ports = (...sockets: MadeSocket[]): ListeningPort[] => listeningPorts(snapshot(sockets, owners));
const all = (): boolean => true;

describe('the rows over time', () => {
  let tree: RowTree;
  beforeEach(() => (tree = new RowTree()));
  const shown = (): string[] => tree.roots.map(({ port, mark }) => `${port.port} ${mark ?? ''}`.trim());

  it('are not marked at first', () => {
    assert.equal(tree.update(ports(one, two), all, 0).structure, true);
    assert.deepEqual(shown(), ['1', '2']);
    assert.equal(tree.nextExpiry, undefined);
  });

  it('are marked for a moment where they appear or vanish, which they do in their place', () => {
    tree.update(ports(one), all, 0);
    tree.update(ports(two), all, 1_000);
    assert.deepEqual(shown(), ['1 vanished', '2 appeared']);
    assert.equal(tree.nextExpiry, 1_000 + MARK_TIME);
    const { structure, marked } = tree.expire(all, 1_000 + MARK_TIME);
    assert.equal(structure, true);
    assert.equal(marked.length, 1);
    assert.deepEqual(shown(), ['2']);
    assert.equal(tree.nextExpiry, undefined);
  });

  it('keep their nodes, so that selection and expansion stay', () => {
    tree.update(ports(one, two), all, 0);
    const before = tree.roots;
    const { structure, changed } = tree.update(ports(one, two), all, 1);
    assert.equal(structure, false);
    assert.deepEqual(changed, []);
    assert.deepEqual(tree.roots, before);
    assert.ok(tree.roots.every((node, index) => node === before[index]));
  });

  it('announce only what changed', () => {
    tree.update(ports(one, two), all, 0);
    const { structure, changed } = tree.update(ports(one, { ...two, pids: [42, 43] }), all, 1);
    assert.equal(structure, false);
    assert.deepEqual(
      changed.map(({ port }) => port.port),
      [2],
    );
    assert.deepEqual(
      changed[0]?.children.map(({ kind }) => kind),
      ['process', 'process'],
    );
  });

  it('were never gone where one pass missed them', () => {
    tree.update(ports(one, two), all, 0);
    const [node] = tree.roots;
    tree.update(ports(two), all, 1);
    tree.update(ports(one, two), all, 2);
    assert.deepEqual(shown(), ['1', '2']);
    assert.equal(tree.roots[0], node);
  });

  it('that are filtered away are not marked when they come back', () => {
    tree.update(ports(one, two), all, 0);
    const onlyOne = ({ port }: ListeningPort): boolean => port === 1;
    tree.expire(onlyOne, 1);
    assert.deepEqual(shown(), ['1']);
    tree.expire(all, 2);
    assert.deepEqual(shown(), ['1', '2']);
  });

  it('have sockets below where there are several, and processes below a shared one', () => {
    const wildcard: MadeSocket = { local: ['0.0.0.0', 1], inode: 3, pids: [42, 43] };
    tree.update(ports(one, wildcard), all, 0);
    const below = (node: RowNode | undefined): string[] =>
      (node?.children ?? []).map(({ kind, children }) => `${kind} ${children.length}`);
    assert.deepEqual(below(tree.roots[0]), ['socket 2', 'socket 0']);
    assert.deepEqual(below(tree.roots[0]?.children[0]), ['process 0', 'process 0']);
    const process = tree.roots[0]?.children[0]?.children[1];
    assert.equal(process?.port.leader?.pid, 43);
    assert.equal(process?.parent?.parent, tree.roots[0]);
    assert.equal(tree.find(process?.id ?? ''), process);
  });
});
