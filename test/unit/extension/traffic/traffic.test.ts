import assert from 'node:assert/strict';
import '../fakeVscode';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import type { TrafficRowsQuestion } from '../../../../src/core/model/traffic';
import { FilterState } from '../../../../src/extension/filter/filterState';
import { filterHistory } from '../../../../src/extension/filter/filterHistory';
import { Monitor } from '../../../../src/extension/monitor';
import { FilterCompletions } from '../../../../src/extension/traffic/filterCompletions';
import { Traffic } from '../../../../src/extension/traffic/traffic';
import { TrafficState } from '../../../../src/extension/traffic/trafficState';
import { snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';
import { FakeMemento } from '../memento';
import { rowsAnswer, seriesAnswer, view } from './answers';
import { FakeLink } from './fakeLink';

async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!isSo()) {
    if (Date.now() > deadline) assert.fail(`There was no ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Lets all that is under way without a timer come to an end. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('the host of the Traffic page', () => {
  let engine: FakeEngine;
  let monitor: Monitor;
  let filter: FilterState;
  let state: TrafficState;
  let traffic: Traffic;
  let link: FakeLink;
  let workspace: FakeMemento;
  let deeds: unknown[];
  let asked: TrafficRowsQuestion[];
  let series: number;
  let names: TrafficRowsQuestion['names'];

  beforeEach(() => {
    engine = new FakeEngine();
    asked = [];
    series = 0;
    names = 'services';
    deeds = [];
    engine.onScan = (): Snapshot => snapshot([], [], { sequence: engine.scans.length });
    engine.onTrafficRows = (question) => {
      asked.push(question);
      return rowsAnswer(question);
    };
    engine.onTrafficSeries = (question) => {
      series++;
      return seriesAnswer(question);
    };
    monitor = new Monitor(engine, { interval: () => 3_600_000, onPass: () => undefined });
    workspace = new FakeMemento();
    filter = new FilterState(workspace);
    state = new TrafficState({
      workspace,
      user: new FakeMemento(),
      filter,
      monitor,
      units: () => 'bytes',
      names: () => names,
    });
    const history = filterHistory(workspace);
    traffic = new Traffic({
      engine,
      monitor,
      state,
      history,
      completions: new FilterCompletions(engine, monitor, history),
      details: async () => ({ title: 'a row', lines: [{ label: 'State', value: 'LISTEN' }] }),
      deeds: {
        pause: (isPaused) => deeds.push({ isPaused }),
        copy: (place, ids) => deeds.push({ copy: place.link.place, ids }),
        export: (place, of) => deeds.push({ export: place.link.place, of }),
        act: (place, action, ids) => deeds.push({ act: action, on: place.link.place, ids }),
      },
    });
    link = new FakeLink();
  });
  afterEach(() => {
    traffic.dispose();
    state.dispose();
    monitor.dispose();
  });

  /** A page that is there, and was told of the first pass. */
  const open = async (): Promise<void> => {
    traffic.attach(link);
    link.send({ kind: 'ready' });
    link.send(view());
    await until('first pass', () => monitor.snapshot !== undefined && !monitorRuns());
    await until('rows of it', () => asked.length >= 2);
    await settle();
  };
  const monitorRuns = (): boolean => engine.scans.length === 0;

  it('reads traffic while a place is visible, at once, and none else', async () => {
    const attached = traffic.attach(link);
    assert.deepEqual(engine.trafficWatches, [true]);
    await until('pass', () => engine.scans.some(({ traffic: isRead }) => isRead === true));
    assert.equal(engine.scans[0]?.scope, 'inet');
    const other = new FakeLink('panel');
    other.isVisible = false;
    traffic.attach(other);
    link.setVisible(false);
    assert.deepEqual(engine.trafficWatches, [true, false]);
    await until('end of watching', () => engine.consumers === 0);
    assert.equal(monitor.isActive, false);
    other.setVisible(true);
    assert.deepEqual(engine.trafficWatches, [true, false, true]);
    other.setVisible(false);
    attached.dispose();
    assert.deepEqual(engine.trafficWatches, [true, false, true, false]);
  });

  it('answers at once and after each pass, with rows and series of the filter and names that count', async () => {
    await filter.set('port:80');
    await open();
    const last = asked.at(-1);
    assert.deepEqual([last?.place, last?.filter, last?.names], ['editor', 'port:80', 'services']);
    const [rows, plots] = [link.told('rows').length, link.told('series').length];
    await monitor.refresh();
    await until('answers', () => link.told('series').length > plots);
    await settle();
    assert.deepEqual([link.told('rows').length, link.told('series').length], [rows + 1, plots + 1]);
  });

  it('asks nothing for a page that is hidden, or has not said what it shows', async () => {
    traffic.attach(link);
    await until('pass', () => monitor.snapshot !== undefined);
    assert.deepEqual(link.posted, []);
    link.send({ kind: 'ready' });
    await settle();
    assert.deepEqual(
      link.posted.map(({ kind }) => kind),
      ['shared'],
    );
    link.send(view());
    await settle();
    link.setVisible(false);
    const before = [asked.length, series, link.posted.length];
    await monitor.refresh();
    link.send(view({ first: 40 }));
    await filter.set('port:443');
    await settle();
    assert.deepEqual([asked.length, series, link.posted.length], before);
  });

  it('has one question of a kind under way, and asks for the newest after it', async () => {
    await open();
    let reached: () => void = () => undefined;
    link.onPost = ({ kind }) =>
      kind === 'rows' ? new Promise<void>((resolve) => (reached = resolve)) : Promise.resolve();
    const before = asked.length;
    for (const first of [10, 20, 30, 40]) link.send(view({ first }));
    await settle();
    assert.equal(asked.length, before + 1, 'the page has not got the first answer yet');
    reached();
    await settle();
    assert.deepEqual(
      asked.slice(before).map(({ first }) => first),
      [10, 40],
    );
    assert.equal(link.told('rows').at(-1)?.answer.first, 40);
  });

  it('does not wait for a page that is hidden before it has an answer', async () => {
    await open();
    link.onPost = () => new Promise(() => undefined);
    link.send(view({ first: 10 }));
    await settle();
    link.setVisible(false);
    link.onPost = async () => true;
    link.setVisible(true);
    link.posted.length = 0;
    link.send({ kind: 'ready' });
    link.send(view({ first: 20 }));
    await until('rows', () => link.told('rows').some(({ answer }) => answer.first === 20));
  });

  it('asks for the strings that the page lacks: all that it was sent it has, until it is loaded anew', async () => {
    const had: number[] = [];
    engine.onTrafficRows = (question) => {
      asked.push(question);
      had.push(question.strings);
      const { strings: from } = question;
      return { ...rowsAnswer(question), strings: { from, texts: from === 0 ? ['a', 'b'] : ['c'] } };
    };
    await open();
    await monitor.refresh();
    await until('answers', () => had.at(-1) === 3 || had.at(-1) === 4);
    link.send(view({ kind: 'hosts', strings: 9 }));
    link.send(view({ kind: 'processes', strings: 9 }));
    await settle();
    const sent = link.told('rows').map(({ answer: { strings } }) => strings);
    const whole = sent.slice(sent.findLastIndex(({ from }) => from === 0));
    assert.ok(whole.length > 2);
    for (const [i, { from, texts }] of whole.slice(0, -1).entries())
      assert.equal(whole[i + 1]?.from, from + texts.length, 'none twice, none left out');
    link.send(view({ kind: 'processes', first: 3 }));
    await settle();
    assert.equal(had.at(-1), 0, 'the page says that it has none');
    link.send({ kind: 'ready' });
    link.send(view());
    await settle();
    assert.equal(had.at(-1), 0, 'it is loaded anew');
  });

  it('asks again for names that are looked up, paused or not', async () => {
    await open();
    monitor.pause();
    let isNaming = true;
    engine.onTrafficRows = (question) => {
      asked.push(question);
      return { ...rowsAnswer(question), ...(isNaming && { isNaming }) };
    };
    link.send(view({ first: 10 }));
    await settle();
    isNaming = false;
    const before = asked.length;
    await until('another question', () => asked.length > before);
    assert.equal(asked.at(-1)?.first, 10);
  });

  it('answers while all is paused, by the last sample', async () => {
    await open();
    monitor.pause();
    const scans = engine.scans.length;
    link.send(view({ kind: 'hosts', sort: [{ column: 'received', isDescending: true }] }));
    link.send({ kind: 'filter', text: 'port:80', isFinal: false });
    await settle();
    assert.deepEqual([asked.at(-1)?.kind, asked.at(-1)?.filter], ['hosts', 'port:80']);
    names = 'hosts';
    state.settingsChanged();
    await settle();
    assert.equal(asked.at(-1)?.names, 'hosts');
    assert.equal(engine.scans.length, scans);
  });

  it('leaves out an answer to what nobody asks any more', async () => {
    await open();
    link.posted.length = 0;
    link.send(view({ kind: 'hosts' }));
    link.send(view({ kind: 'processes' }));
    await until('rows', () => link.told('rows').length > 0);
    await settle();
    assert.deepEqual(
      link.told('rows').map(({ answer }) => answer.kind),
      ['processes'],
    );
  });

  it('asks for plots and details only where they are others', async () => {
    await open();
    const before = series;
    link.send(view({ first: 10 }));
    await settle();
    assert.equal(series, before);
    link.send(view({}, { series: { window: 5, processes: 5 } }));
    await settle();
    assert.equal(series, before + 1);
  });

  it('tells the details of the open row with each sample, and that it is gone', async () => {
    await open();
    engine.onTrafficRow = (id) =>
      id === 7 ? { kind: 'hosts', address: '10.0.0.1' } : assert.fail('another row');
    link.send(view({}, { details: 7 }));
    await until('details', () => link.told('details').length === 1);
    assert.deepEqual(link.told('details')[0], {
      kind: 'details',
      id: 7,
      title: 'a row',
      lines: [{ label: 'State', value: 'LISTEN' }],
    });
    engine.onTrafficRow = () => undefined;
    await monitor.refresh();
    await until('word that it is gone', () => link.told('details').at(-1)?.lines.length === 0);
  });

  it('says why nothing comes, and that something does again', async () => {
    await open();
    engine.onTrafficRows = () => {
      throw new Error('The engine stopped.');
    };
    await monitor.refresh();
    await until('problem', () => link.told('problem').length > 0);
    assert.equal(
      link.told('problem')[0]?.text,
      'The last refresh failed: The engine stopped. The page goes on by itself with the next one.',
    );
    engine.onTrafficRows = (question) => rowsAnswer(question);
    await monitor.refresh();
    await until('no problem', () => link.told('problem').at(-1)?.text === '');
    engine.onScan = () => Promise.reject(new Error('no more files'));
    await monitor.refresh();
    await until(
      'problem of the pass',
      () => link.told('problem').at(-1)?.text.includes('no more files') === true,
    );
  });

  it('has the views follow its filter as it is typed, and keeps what is final', async () => {
    await open();
    link.send({ kind: 'filter', text: 'port:8', isFinal: false });
    await settle();
    assert.equal(filter.expression, 'port:8');
    assert.equal(workspace.kept.get('netstat.filter'), undefined);
    assert.equal(asked.at(-1)?.filter, 'port:8');
    link.send({ kind: 'filter', text: 'port:8 state:esta', isFinal: false });
    await settle();
    assert.deepEqual(link.told('filterProblem').at(-1), {
      kind: 'filterProblem',
      text: 'port:8 state:esta',
      problem: '',
      readAs: 'port:8 state:established',
    });
    assert.equal(filter.expression, 'port:8 state:established', 'what it asks for so far');
    link.send({ kind: 'filter', text: 'port:8', isFinal: false });
    link.send({ kind: 'filter', text: 'port:', isFinal: true });
    await settle();
    assert.equal(filter.expression, 'port:8', 'what is wrong changes nothing');
    assert.match(
      link.told('filterProblem').at(-1)?.problem ?? '',
      /^Character \d+: a value of "port" is missing/,
    );
    link.send({ kind: 'filter', text: 'port:80 ', isFinal: true });
    await settle();
    assert.deepEqual(link.told('filterProblem').at(-1), {
      kind: 'filterProblem',
      text: 'port:80 ',
      problem: '',
    });
    assert.equal(workspace.kept.get('netstat.filter'), 'port:80');
    assert.deepEqual(filterHistory(workspace).lines, ['port:80']);
    assert.equal(link.told('shared').at(-1)?.shared.filter, 'port:80');
    link.send({ kind: 'filter', text: 'since:1h', isFinal: false });
    await settle();
    assert.match(link.told('problem').at(-1)?.text ?? '', /apply in Recent Activity alone/);
    link.send({ kind: 'filter', text: '', isFinal: false });
    await settle();
    assert.equal(link.told('problem').at(-1)?.text, '');
  });

  it('leaves the views alone where the page has a filter of its own', async () => {
    await filter.set('port:80');
    await open();
    link.send({ kind: 'pin', isPinned: true });
    await settle();
    link.send({ kind: 'filter', text: 'pid:1', isFinal: true });
    await settle();
    assert.deepEqual([filter.expression, asked.at(-1)?.filter], ['port:80', 'pid:1']);
    const before = asked.length;
    await filter.set('port:443');
    await settle();
    assert.equal(asked.length, before, 'the views’ filter is none of its business');
    link.send({ kind: 'pin', isPinned: false });
    await settle();
    assert.equal(asked.at(-1)?.filter, 'port:443');
  });

  it('completes a filter with what was used and what sockets have', async () => {
    engine.onSuggestions = () => ({ process: ['postgres'] });
    await filterHistory(workspace).add('process:post port:5432');
    await open();
    link.send({ kind: 'complete', text: 'process:po', caret: 10, request: 3 });
    await until('completions', () => link.told('completions').length === 1);
    const [told] = link.told('completions');
    assert.equal(told?.request, 3);
    assert.deepEqual(told?.completions, [
      {
        text: 'process:post port:5432',
        caret: 22,
        label: 'process:post port:5432',
        description: 'recently used',
      },
      { text: 'process:postgres', caret: 16, label: 'postgres', description: '' },
    ]);
  });

  it('shares columns, pause and use among its places, and keeps them', async () => {
    await open();
    const panel = new FakeLink('panel');
    traffic.attach(panel);
    panel.send({ kind: 'ready' });
    link.send({ kind: 'columns', columns: [{ column: 'state', width: 90 }] });
    link.send({ kind: 'known' });
    link.send({ kind: 'pause', isPaused: true });
    await settle();
    for (const each of [link, panel]) {
      const { columns, isKnown } = each.told('shared').at(-1)?.shared ?? {};
      assert.deepEqual([columns, isKnown], [[{ column: 'state', width: 90 }], true]);
    }
    assert.deepEqual(deeds, [{ isPaused: true }]);
    monitor.pause();
    assert.equal(link.told('shared').at(-1)?.shared.isPaused, true);
    assert.deepEqual(workspace.kept.get('netstat.traffic.columns'), [{ column: 'state', width: 90 }]);
  });

  it('hands on what is done with rows, and nothing that is no message', async () => {
    await open();
    link.send({ kind: 'copy', ids: [1] });
    link.send({ kind: 'export', of: 'samples' });
    link.send({ kind: 'act', action: 'kill', ids: [4] });
    link.send({ kind: 'act', action: 'kill', ids: ['4'], pid: 4 });
    link.send({ kind: 'run', command: 'rm' });
    await settle();
    assert.deepEqual(deeds, [
      { copy: 'editor', ids: [1] },
      { export: 'editor', of: 'samples' },
      { act: 'kill', on: 'editor', ids: [4] },
    ]);
  });

  it('brings a row into sight once the page is there', async () => {
    traffic.attach(link);
    const message = { kind: 'reveal', row: 5, rowKind: 'hosts', opensDetails: true } as const;
    traffic.place('editor')?.reveal(message);
    assert.deepEqual(link.posted, []);
    link.send({ kind: 'ready' });
    await settle();
    assert.deepEqual(link.told('reveal'), [message]);
    link.setVisible(false);
    link.setVisible(true);
    link.send({ kind: 'ready' });
    assert.equal(link.told('reveal').length, 1, 'once');
  });
});
