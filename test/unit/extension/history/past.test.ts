/** What other answers say of a port's past, and that they never wait for it. */
import { NAMES, Scene } from '../ports/portScene';
import assert from 'node:assert/strict';
import { explain } from '../../../../src/core/ports/explainPort';
import type { HistoryEntry } from '../../../../src/core/model/history';
import { allRows } from '../../../../src/core/query/page/selectedRows';
import { socketParagraph } from '../../../../src/extension/details/detailParagraphs';
import { answersTo } from '../../../../src/extension/find/findItems';
import { pastOfPort } from '../../../../src/extension/history/past';
import { portReport } from '../../../../src/extension/ports/portReport';
import { listener, seen, VITE } from '../../historyEntries';
import { likelyOwner } from '../../likelyOwners';
import { process } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';

const moment = (minutes: number): { readonly after: number; readonly by: number } => {
  const by = Date.now() - minutes * 60_000;
  return { after: by, by };
};
const gone = (): HistoryEntry => listener({ opened: moment(9), closed: moment(4.5), ending: 'closed' });
const taken = (): HistoryEntry => listener({ owners: seen(VITE), opened: moment(4) });
const free = new Scene({ sockets: [], owners: [] });
const held = new Scene({
  sockets: [{ pids: [VITE.pid], local: ['0.0.0.0', 3000] }],
  owners: [process({ ...VITE, comm: 'vite' })],
});
const NODE_NOW = process({ pid: 1, comm: 'other' });
const rows = (scene: Scene, past: readonly HistoryEntry[]): string[] =>
  answersTo('3000', scene.machine, NAMES, undefined, past).map(
    ({ label, description = '' }) => `${label} | ${description}`,
  );

describe('the past of a port beside its present', () => {
  it('is told by Find Port Owner, of a free port and of one that is held', () => {
    assert.deepEqual(rows(free, [gone()]), ['3000  free | until 4 min ago node (4242)', '3000  history | ']);
    assert.equal(rows(held, [taken(), gone()]).at(-1), '3000  history | until 4 min ago node (4242)');
    assert.deepEqual(rows(free, []), ['3000  free | ']);
    const udp = { ...listener({ protocol: 'udp', opened: moment(9) }) };
    const [, history] = answersTo('3000', free.machine, NAMES, undefined, [udp]);
    assert.equal(history?.history, '3000/udp');
  });

  it('is told by Why Is This Port Busy?', async () => {
    const explanation = await explain({ port: 3000, transport: 'tcp' }, held.engine);
    const report = portReport(explanation, undefined, undefined, [taken(), gone()]);
    assert.match(
      report,
      /\n\nWhat was here before, the newest first\n {2}\S+ {2}taken by vite \(4310\)\n {2}\S+ {2}node \(4242\) stopped listening on 3000\n/,
    );
    assert.doesNotMatch(portReport(explanation), /before/);
  });

  it('is evidence beside a likely owner, and changes nothing of what may be done', async () => {
    const scene = new Scene({
      sockets: [{ uid: 0, local: ['0.0.0.0', 3000], likelyOwner: likelyOwner() }],
      owners: [],
    });
    const past = [listener({ opened: moment(9) })];
    const report = portReport(
      await explain({ port: 3000, transport: 'tcp' }, scene.engine),
      undefined,
      undefined,
      past,
    );
    assert.match(report, /What is recorded of it: seen held by node \(4242\) at /);
    assert.match(report, /probably has/);
    const evidence = /What is recorded of it: seen held by node \(4242\) at /;
    const found = answersTo('3000', scene.machine, NAMES, undefined, past).find(({ port }) => port);
    assert.match(found?.detail ?? '', evidence);
    const [row] = allRows(scene.machine);
    assert.ok(row);
    const facts = { snapshot: scene.machine, names: NAMES, past };
    const { fields } = socketParagraph({ row, isGone: false, told: {} }, facts);
    assert.ok(fields.some(([, text]) => evidence.test(text)));
    const owned = socketParagraph({ row: { ...row, owners: [NODE_NOW] }, isGone: false, told: {} }, facts);
    assert.ok(!owned.fields.some(([, text]) => evidence.test(text)), 'who has it is known');
    scene.engine.onHistory = () => ({ entries: past });
    await scene.command();
    assert.equal(scene.asked, undefined);
  });

  it('is told by the message on a port in use', async () => {
    held.engine.onHistory = () => ({ entries: [taken(), gone()] });
    assert.match(
      (await held.notification()).text,
      /It took it at \S+(?: or earlier)?; node \(4242\) had it until \S+(?: or earlier)?\.$/,
    );
    free.engine.onHistory = () => ({ entries: [gone()] });
    assert.match((await free.notification()).text, / Before: until 4 min ago node \(4242\)\.$/);
  });

  it('keeps nobody waiting, and makes nothing fail', async () => {
    const engine = new FakeEngine();
    engine.history = () => new Promise(() => undefined);
    assert.deepEqual(await pastOfPort(engine, { port: 3000 }), []);
    engine.history = () => Promise.reject(new Error('broken'));
    assert.deepEqual(await pastOfPort(engine, { port: 3000 }), []);
  });
});
