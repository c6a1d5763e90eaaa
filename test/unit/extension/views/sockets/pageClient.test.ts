import assert from 'node:assert/strict';
import type { PageChanges, PageRequest } from '../../../../../src/core/model/page';
import { PageClient } from '../../../../../src/extension/views/sockets/pageClient';
import type { Question } from '../../../../../src/extension/views/sockets/socketRows';
import type { TreeUpdate } from '../../../../../src/extension/views/tree/row';
import { PLAIN } from '../../../core/query/page/pages';

const EMPTY: PageChanges = {
  revision: 1,
  isWhole: true,
  sequence: 1,
  takenAt: 1_000,
  total: 0,
  matching: 0,
  listening: 0,
  order: [],
  groups: [],
  moreGroups: 0,
  rows: [],
};

interface Asked {
  readonly request: PageRequest;
  answer(changes: Partial<PageChanges>): Promise<void>;
  fail(message: string): Promise<void>;
}

/** A view's client, and an engine that answers when the test says so. */
class Scene {
  question: Question = { filter: '', groupBy: 'process', sortBy: 'foreignAddress' };
  readonly asked: Asked[] = [];
  readonly updates: TreeUpdate[] = [];
  readonly client = new PageClient({
    view: 'connections',
    rows: PLAIN,
    question: () => this.question,
    onUpdate: (update) => void this.updates.push(update),
    onAnswered: () => undefined,
    engine: {
      page: (request) =>
        new Promise((resolve, reject) => {
          this.asked.push({
            request,
            answer: (changes) => settledAfter(() => resolve({ ...EMPTY, ...changes })),
            fail: (message) => settledAfter(() => reject(new Error(message))),
          });
        }),
    },
  });

  get last(): Asked {
    const last = this.asked.at(-1);
    assert.ok(last, 'nothing was asked');
    return last;
  }
}

function settledAfter(act: () => void): Promise<void> {
  act();
  return new Promise((resolve) => setImmediate(resolve));
}

describe('asking for a page', () => {
  let scene: Scene;
  beforeEach(() => (scene = new Scene()));
  afterEach(() => scene.client.dispose());

  it('asks nothing before the view is shown, nor after it is hidden', async () => {
    await scene.client.ask();
    assert.equal(scene.asked.length, 0);
    scene.client.show();
    await scene.last.answer({});
    scene.client.hide();
    await scene.client.ask();
    assert.equal(scene.asked.length, 1);
  });

  it('asks one question at a time, and once more for all that came meanwhile', async () => {
    scene.client.show();
    for (let i = 0; i < 5; i++) void scene.client.ask();
    assert.equal(scene.asked.length, 1);
    await scene.last.answer({ revision: 7 });
    assert.equal(scene.asked.length, 2);
    assert.equal(scene.last.request.revision, 7, 'what it has is told, so that only changes come');
    await scene.last.answer({ revision: 8 });
    assert.equal(scene.asked.length, 2);
  });

  it('looks into what is folded without asking for it from then on', async () => {
    scene.client.show();
    await scene.last.answer({});
    void scene.client.look('/fold 1');
    assert.deepEqual(scene.last.request.expanded, ['/fold 1']);
    const fold = { id: '/fold 1', subject: { by: 'none' }, count: 2 } as const;
    await scene.last.answer({ revision: 2, order: ['/fold 1'], groups: [fold] });
    void scene.client.ask();
    assert.deepEqual(scene.last.request.expanded, []);
  });

  it('drops the answer to a question that is not asked any more, and asks the new one', async () => {
    scene.client.show();
    scene.question = { ...scene.question, filter: 'port:80' };
    await scene.last.answer({ total: 5, matching: 5 });
    assert.deepEqual([scene.updates.length, scene.client.model.total], [0, 0]);
    assert.equal(scene.last.request.filter, 'port:80');
    await scene.last.answer({ total: 5, matching: 1 });
    assert.deepEqual([scene.updates.length, scene.client.model.matching], [1, 1]);
  });

  it('drops an answer that comes after the view was hidden and shown again, and begins anew', async () => {
    scene.client.show();
    const late = scene.last;
    scene.client.hide();
    scene.client.show();
    await late.answer({ revision: 3, total: 9 });
    assert.equal(scene.client.model.total, 0);
    assert.equal(scene.last.request.revision, 0);
    await scene.last.answer({ total: 2 });
    assert.equal(scene.client.model.total, 2);
  });

  it('keeps what it has where the engine fails, says why, and asks for the whole page next', async () => {
    scene.client.show();
    await scene.last.answer({ revision: 4, total: 3 });
    void scene.client.ask();
    await scene.last.fail('The engine was shut down.');
    assert.equal(scene.client.error, 'The engine was shut down.');
    assert.equal(scene.client.model.total, 3);
    void scene.client.ask();
    assert.equal(scene.last.request.revision, 0);
    await scene.last.answer({ total: 4 });
    assert.equal(scene.client.error, undefined);
  });

  it('waits where the sockets of the view were not read yet', async () => {
    scene.client.show();
    await scene.last.answer({ sequence: 0, takenAt: 0 });
    assert.deepEqual([scene.updates.length, scene.client.takenAt], [0, 0]);
  });

  it('asks for the rows of groups that are expanded, for as long as there are such groups', async () => {
    const group = {
      id: '42 100',
      subject: { by: 'user', uid: 0 },
      count: 1,
    } as const;
    scene.client.show();
    await scene.last.answer({ order: [group.id], groups: [group] });
    void scene.client.expand(group.id);
    assert.deepEqual(scene.last.request.expanded, [group.id]);
    await scene.last.answer({ isWhole: false, rows: [{ group: group.id, order: [], rows: [], more: 0 }] });
    void scene.client.ask();
    await scene.last.answer({ order: [], groups: [] });
    void scene.client.ask();
    assert.deepEqual(scene.last.request.expanded, []);
    await scene.last.answer({});
  });

  it('asks again when marks end', async () => {
    scene.client.show();
    await scene.last.answer({ markedUntil: Date.now() });
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(scene.asked.length, 2);
    await scene.last.answer({});
  });
});
