import assert from 'node:assert/strict';
import { MARK_TIME } from '../../../../../src/core/query/rowMarks';
import type { Row, RowNode, TreeUpdate } from '../../../../../src/extension/views/tree/row';
import { RowTree } from '../../../../../src/extension/views/tree/rowTree';

const row = (id: string, facts = 'same', more: Partial<Row> = {}): Row => ({ id, label: id, facts, ...more });
const plain = (id: string, children: readonly Row[] = [], more: Partial<Row> = {}): Row => {
  return { id, label: id, children, ...more };
};
const group = (children: readonly Row[], more: Partial<Row> = {}): Row => plain('group', children, more);

describe('the rows of a view over time', () => {
  let tree: RowTree;
  let sequence: number;
  let now: number;
  beforeEach(() => {
    tree = new RowTree();
    sequence = 0;
    now = 1_000;
  });
  const text = (nodes: readonly RowNode[] = []): string =>
    nodes.map(({ id, mark }) => `${id}${mark === undefined ? '' : ` ${mark}`}`).join(', ');
  const ids = ({ changed }: TreeUpdate): (string | undefined)[] => changed.map((node) => node?.id);
  /** Another reading has these rows. */
  const read = (...rows: readonly Row[]): TreeUpdate =>
    tree.update(rows, { sequence: ++sequence, now: ++now });
  /** The same reading in another form. */
  const show = (...rows: readonly Row[]): TreeUpdate => tree.update(rows, { sequence, now: ++now });

  it('are not marked at first', () => {
    assert.deepEqual(ids(read(row('a'), row('b'))), [undefined]);
    assert.equal(text(tree.roots), 'a, b');
    assert.equal(tree.nextEnd, undefined);
  });

  it('are marked for a moment where they came or changed', () => {
    read(row('a'), row('c'));
    read(row('a', 'another'), row('c'), row('d'));
    assert.equal(text(tree.roots), 'a changed, c, d new');
    assert.equal(tree.nextEnd, now + MARK_TIME);
    const { changed, marked } = tree.expire(now + MARK_TIME);
    assert.equal(text(tree.roots), 'a, c, d');
    assert.deepEqual([text(changed as RowNode[]), text(marked)], ['a, d', 'a, d']);
    assert.equal(tree.nextEnd, undefined);
  });

  it('stand as they did where one reading misses them, and are closed for a moment after the second, in their place', () => {
    read(row('a'), row('b'), row('c'));
    const [first, second] = tree.roots;
    read(row('a'), row('c'));
    assert.equal(text(tree.roots), 'a, b, c');
    assert.equal(tree.isMissing, true);
    read(row('a'), row('b'), row('c'));
    assert.equal(text(tree.roots), 'a, b, c');
    assert.deepEqual(tree.roots.slice(0, 2), [first, second]);
    read(row('a'), row('c'));
    read(row('a'), row('c'));
    assert.equal(text(tree.roots), 'a, b closed, c');
    const { changed } = tree.expire(now + MARK_TIME);
    assert.equal(text(tree.roots), 'a, c');
    assert.deepEqual(changed, [undefined]);
    assert.deepEqual([tree.nextEnd, tree.isMissing], [undefined, false]);
  });

  it('never went where they come back while they are shown as closed', () => {
    read(row('a'), row('b'));
    read(row('b'));
    read(row('b'));
    read(row('a'), row('b'));
    assert.equal(text(tree.roots), 'a, b');
  });

  it('are missed once by one reading, however often it is shown', () => {
    read(row('a'), row('b'));
    read(row('a'));
    for (let i = 0; i < 3; i++) show(row('a'));
    assert.equal(text(tree.roots), 'a, b');
  });

  it('are let go at once where they are filtered anew', () => {
    read(row('a'), row('b'), row('c'));
    read(row('a'), row('c'));
    read(row('a'), row('c'));
    tree.update([row('a'), row('c', 'same', { isHidden: true })], { sequence, now }, false);
    assert.equal(text(tree.roots), 'a');
  });

  it('without facts come and go without a mark', () => {
    read(plain('a'));
    read(plain('b'));
    assert.equal(text(tree.roots), 'b');
  });

  it('keep their nodes, and announce only what says something else', () => {
    read(group([row('a'), row('b')]));
    const before = tree.roots[0]?.children;
    assert.deepEqual(read(group([row('a'), row('b')])), { changed: [], marked: [] });
    assert.deepEqual(ids(read(group([row('a'), row('b', 'same', { description: 'new' })]))), ['b']);
    assert.deepEqual(ids(read(group([row('a', 'same', { told: 'more' }), row('b')]))), ['a', 'b']);
    assert.ok(tree.roots[0]?.children?.every((node, index) => node === before?.[index]));
  });

  it('announce the group in which rows came or went, and not the rows below it', () => {
    read(group([row('a')]));
    assert.deepEqual(ids(read(group([row('a', 'another'), row('b')]))), ['group']);
  });

  it('keep node and mark where they move to another group, which draws the list anew', () => {
    read(plain('one', [row('a')]), plain('two', [row('b')]));
    const node = tree.find('a');
    assert.deepEqual(ids(read(plain('two', [row('a'), row('b')]))), [undefined]);
    assert.equal(text(tree.roots), 'two');
    assert.equal(text(tree.roots[0]?.children), 'a, b');
    assert.equal(tree.find('a'), node);
    assert.equal(node?.parent, tree.roots[0]);
  });

  it('keep their group in sight for as long as they are', () => {
    read(plain('one', [row('a')]), plain('two', [row('b')]));
    read(plain('two', [row('b')]));
    read(plain('two', [row('b')]));
    assert.equal(text(tree.roots), 'one, two');
    assert.equal(text(tree.roots[0]?.children), 'a closed');
    tree.expire(now + MARK_TIME);
    assert.equal(text(tree.roots), 'two');
  });

  it('are new in a group that is', () => {
    read(plain('one', [row('a')]));
    read(plain('one', [row('a')]), plain('two', [row('b')]));
    assert.equal(text(tree.roots[1]?.children), 'b new');
  });

  it('are no news where they are filtered away, nor where they come back', () => {
    const hidden = row('b', 'same', { isHidden: true });
    read(row('a'), row('b'));
    show(row('a'), hidden);
    assert.equal(text(tree.roots), 'a');
    read(row('a'), hidden);
    show(row('a'), row('b'));
    read(row('a'), row('b'));
    assert.equal(text(tree.roots), 'a, b');
  });

  it('are no news in a list that is cut: another part of it may be shown', () => {
    read(group([row('a'), row('b')], { isCut: true }));
    read(group([row('b'), row('c')], { isCut: true }));
    assert.equal(text(tree.roots[0]?.children), 'b, c');
  });

  it('are no news below a row that is new itself', () => {
    read();
    read(row('eth0', 'up', { children: [row('address')] }));
    assert.equal(text(tree.roots), 'eth0 new');
    assert.equal(text(tree.roots[0]?.children), 'address');
  });

  it('leave no mark behind below a row that went', () => {
    read(row('eth0', 'up', { children: [row('a')] }));
    read(row('eth0', 'up', { children: [row('a'), row('b')] }));
    read();
    read();
    assert.equal(text(tree.roots), 'eth0 closed');
    assert.equal(text(tree.roots[0]?.children), 'a, b');
    tree.expire(now + MARK_TIME);
    assert.deepEqual(tree.roots, []);
    assert.equal(tree.nextEnd, undefined);
  });

  it('are no news after a time out of sight', () => {
    read(row('a'));
    tree.forget();
    read(row('b'));
    assert.equal(text(tree.roots), 'b');
  });

  it('are told apart where several have the same id', () => {
    read(row('a'), row('a'));
    assert.equal(text(tree.roots), 'a, a #2');
    assert.notEqual(tree.roots[0], tree.roots[1]);
    assert.deepEqual(read(row('a'), row('a')).changed, []);
  });

  it('are found by their id and their number while they are shown', () => {
    read(group([row('a')]));
    const node = tree.roots[0]?.children?.[0];
    assert.equal(tree.node(node?.serial ?? 0), node);
    assert.equal(tree.find('a'), node);
    tree.forget();
    read();
    assert.equal(tree.node(node?.serial ?? 0), undefined);
    assert.equal(tree.find('a'), undefined);
  });

  it('announce trouble where it comes and goes', () => {
    read(row('a'));
    assert.equal(text(read(row('a', 'same', { trouble: 'lost packets' })).marked), 'a');
    assert.equal(text(read(row('a')).marked), 'a');
  });
});
