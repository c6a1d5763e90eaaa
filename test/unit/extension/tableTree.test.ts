import assert from 'node:assert/strict';
import type { Row, RowNode } from '../../../src/extension/views/table/row';
import { MARK_TIME, RowTree } from '../../../src/extension/views/table/tree';

const row = (id: string, facts = 'same', more: Partial<Row> = {}): Row => ({ id, label: id, facts, ...more });
const group = (children: readonly Row[], more: Partial<Row> = {}): Row => ({
  id: 'group',
  label: 'group',
  children,
  ...more,
});

describe('the rows of a table view over time', () => {
  let tree: RowTree;
  beforeEach(() => (tree = new RowTree()));
  const text = (nodes: readonly RowNode[]): string =>
    nodes.map(({ id, mark }) => `${id}${mark === undefined ? '' : ` ${mark}`}`).join(', ');

  it('are not marked at first', () => {
    assert.deepEqual(tree.update([row('a'), row('b')], 0).changed, [undefined]);
    assert.equal(text(tree.roots), 'a, b');
    assert.equal(tree.nextExpiry, undefined);
  });

  it('are marked for a moment where they came, changed or went, the last in their old place', () => {
    tree.update([row('a'), row('b'), row('c')], 0);
    tree.update([row('a', 'another'), row('c'), row('d')], 1_000);
    assert.equal(text(tree.roots), 'a changed, b vanished, c, d appeared');
    assert.equal(tree.nextExpiry, 1_000 + MARK_TIME);
    const { changed, marked } = tree.expire(1_000 + MARK_TIME);
    assert.equal(text(tree.roots), 'a, c, d');
    assert.deepEqual(changed, [undefined]);
    assert.equal(text(marked), 'a, d');
    assert.equal(tree.nextExpiry, undefined);
  });

  it('were never gone where one reading missed them', () => {
    tree.update([row('a'), row('b')], 0);
    const [first] = tree.roots;
    tree.update([row('b')], 1);
    tree.update([row('a'), row('b')], 2);
    assert.equal(text(tree.roots), 'a, b');
    assert.equal(tree.roots[0], first);
  });

  it('without facts come and go without a mark', () => {
    const plain = (id: string): Row => ({ id, label: id });
    tree.update([plain('a')], 0);
    tree.update([plain('b')], 1);
    assert.equal(text(tree.roots), 'b');
  });

  it('keep their nodes, and announce only what says something else', () => {
    tree.update([group([row('a'), row('b')])], 0);
    const before = tree.roots[0]?.children;
    const same = tree.update([group([row('a'), row('b')])], 1);
    assert.deepEqual(same, { changed: [], marked: [] });
    const { changed } = tree.update([group([row('a'), row('b', 'same', { description: 'new' })])], 2);
    assert.deepEqual(
      changed.map((node) => node?.id),
      ['b'],
    );
    assert.ok(tree.roots[0]?.children.every((node, index) => node === before?.[index]));
  });

  it('announce the group in which rows came or went, and not the rows below it', () => {
    tree.update([group([row('a')])], 0);
    const { changed } = tree.update([group([row('a', 'another'), row('b')])], 1);
    assert.deepEqual(
      changed.map((node) => node?.id),
      ['group'],
    );
  });

  it('are no news in a list that is cut: another part of it may be shown', () => {
    tree.update([group([row('a'), row('b')], { isCut: true })], 0);
    tree.update([group([row('b'), row('c')], { isCut: true })], 1);
    assert.equal(text(tree.roots[0]?.children ?? []), 'b, c');
  });

  it('are no news below a row that is new itself', () => {
    tree.update([], 0);
    tree.update([row('eth0', 'up', { children: [row('address')] })], 1);
    assert.equal(text(tree.roots), 'eth0 appeared');
    assert.equal(text(tree.roots[0]?.children ?? []), 'address');
  });

  it('leave no mark behind below a row that went', () => {
    tree.update([row('eth0', 'up', { children: [row('a')] })], 0);
    tree.update([row('eth0', 'up', { children: [row('a'), row('b')] })], 1);
    tree.update([], 2);
    tree.expire(2 + MARK_TIME);
    assert.deepEqual(tree.roots, []);
    assert.equal(tree.nextExpiry, undefined);
  });

  it('are no news after a time out of sight', () => {
    tree.update([row('a')], 0);
    tree.forget();
    tree.update([row('b')], 1);
    assert.equal(text(tree.roots), 'b');
  });

  it('are told apart where several have the same id', () => {
    tree.update([row('a'), row('a')], 0);
    assert.equal(text(tree.roots), 'a, a #2');
    assert.notEqual(tree.roots[0], tree.roots[1]);
    assert.deepEqual(tree.update([row('a'), row('a')], 1).changed, []);
  });

  it('are found by their number while they are shown', () => {
    tree.update([group([row('a')])], 0);
    const node = tree.roots[0]?.children[0];
    assert.equal(tree.node(node?.serial ?? 0), node);
    tree.update([], 1);
    assert.equal(tree.node(node?.serial ?? 0), undefined);
  });

  it('announce trouble where it comes and goes', () => {
    tree.update([row('a')], 0);
    assert.equal(text(tree.update([row('a', 'same', { trouble: 'lost packets' })], 1).marked), 'a');
    assert.equal(text(tree.update([row('a')], 2).marked), 'a');
  });
});
