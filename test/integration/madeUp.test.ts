/** What is shown of machines that cannot be had here: made up, and given to the extension's own parts. */
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { Snapshot } from '../../src/core/model/snapshot';
import { listeningPorts } from '../../src/core/ports/listeningPorts';
import { answersTo } from '../../src/extension/find/findItems';
import { FilterState } from '../../src/extension/filter/filterState';
import { answerOf } from '../../src/extension/kill/killAnswers';
import type { Ending } from '../../src/core/kill/endings';
import type { KillReport } from '../../src/core/kill/execute';
import { makePlan } from '../../src/core/kill/plan';
import { portTargets } from '../../src/core/ports/portTargets';
import { killQuestion } from '../../src/extension/kill/questions';
import { Monitor } from '../../src/extension/monitor';
import { Names } from '../../src/extension/names';
import { Arrangement } from '../../src/extension/views/arrangement';
import { emptinessOf } from '../../src/extension/views/listeningPorts/listeningPortsView';
import { rowsOfPorts } from '../../src/extension/views/listeningPorts/portSource';
import { RowsProvider } from '../../src/extension/views/tree/provider';
import type { ReadRows } from '../../src/extension/views/tree/readRows';
import { isPortNode, type RowNode } from '../../src/extension/views/tree/row';
import { FakeEngine } from '../unit/extension/fakeEngine';
import { FakeMemento } from '../unit/extension/memento';
import { process, snapshot } from '../unit/snapshots';
import { assertOwnLinks } from './sockets';

const engine = new FakeEngine();
const names = new Names(() => assert.fail('no names of hosts were expected to be asked for'));
names.set({
  nameOf: (port) => (port === 5432 ? { name: 'postgresql', description: 'a database' } : undefined),
});
let provider: RowsProvider<ReadRows<Snapshot>>;
let monitor: Monitor;
let arrangement: Arrangement<'listeningPorts'>;

async function show(machine: Snapshot): Promise<readonly RowNode[]> {
  monitor = new Monitor(engine, { interval: () => 60_000, onPass: () => undefined });
  arrangement = new Arrangement('listeningPorts', new FakeMemento());
  const filter = new FilterState(new FakeMemento());
  const source = rowsOfPorts({ monitor, engine, names, filter, arrangement, roots: { of: () => [] } });
  provider = new RowsProvider('listeningPorts', 'sockets', source);
  engine.onScan = () => machine;
  await monitor.refresh();
  return provider.getChildren();
}

function portsOf(nodes: readonly RowNode[]): number[] {
  return nodes.filter(isPortNode).map(({ row }) => row.port.port);
}

async function tooltip(node: RowNode | undefined): Promise<vscode.MarkdownString> {
  assert.ok(node);
  const item = await provider.resolveTreeItem(provider.getTreeItem(node), node);
  return item.tooltip as vscode.MarkdownString;
}

afterEach(() => {
  monitor?.dispose();
  provider?.dispose();
});

describe('Listening Ports of a made-up machine', () => {
  it('shows what it could not read as a row at the end, naming file and line', async () => {
    const raw = new TextEncoder().encode('  3: 0100007F:ZZZZ \u001b[31m');
    const issue = { file: 'self/net/tcp', line: 5, field: 'local_port', reason: 'is not a number', raw };
    const nodes = await show(snapshot([{}], [], { issues: [{ ...issue, rowKept: false }] }));
    assert.equal(nodes.length, 2, 'what could be read is there');
    const [problem] = await provider.getChildren(nodes[1]);
    assert.ok(problem);
    assert.equal(provider.getTreeItem(problem).label, '/proc/self/net/tcp, line 5');
    assert.equal(provider.getTreeItem(problem).description, 'local_port is not a number');
    const text = (await tooltip(problem)).value;
    assert.ok(text.includes('0100007F') && !text.includes('\u001b'), text);
    assert.equal(provider.getParent(problem), nodes[1]);
  });

  it('shows hostile names as letters', async () => {
    const comm = '$(flame)\u202e**x**\u001b';
    const commandLine = ['[click](command:workbench.action.quit)', '<img src="x">', '\u2066hidden'];
    const [node] = await show(snapshot([{ pids: [42] }], [process({ comm, commandLine })]));
    assert.ok(node);
    const { label, accessibilityInformation } = provider.getTreeItem(node);
    for (const text of [label as string, accessibilityInformation?.label ?? '']) {
      assert.doesNotMatch(text, /[\p{Cc}\p{Bidi_C}]/u);
    }
    assert.ok(!(label as string).includes('$('), 'no icon');
    const markdown = await tooltip(node);
    assert.ok(!markdown.supportHtml && !markdown.supportThemeIcons);
    assertOwnLinks(markdown);
    assert.doesNotMatch(markdown.value, /[^\\]<img|[^\\]\*\*x|[\u2066\u202e]/);
  });

  it('groups and sorts its rows as it is told, and knows the group of each', async () => {
    const sockets = [
      { local: ['127.0.0.1', 3000], inode: 1, pids: [42] },
      { local: ['0.0.0.0', 3001], inode: 2, pids: [43] },
      { local: ['127.0.0.1', 3002], inode: 3, pids: [42] },
    ] as const;
    const other = process({ pid: 43, comm: 'ant', commandLine: ['ant'] });
    const flat = await show(snapshot(sockets, [process(), other]));
    await arrangement.choose({ groupBy: 'process', sortBy: 'process' });
    const groups = provider.getChildren();
    const told = groups.map((group) => {
      const { label, description } = provider.getTreeItem(group);
      const rows = group.children ?? [];
      assert.ok(rows.every((row) => provider.getParent(row) === group && flat.includes(row)));
      return `${label as string} ${description as string}: ${portsOf(rows).join(' ')}`;
    });
    assert.deepEqual(told, ['ant 43 · 1 port: 3001', 'node 42 · 2 ports: 3000 3002']);
    await arrangement.choose({ groupBy: 'none', sortBy: 'address' });
    assert.deepEqual(portsOf(provider.getChildren()), [3001, 3000, 3002]);
  });

  it('has sockets below a port that has several, and processes below a socket that is shared', async () => {
    const sockets = [
      { local: ['127.0.0.1', 1], inode: 1, pids: [42] },
      { local: ['0.0.0.0', 1], inode: 3, pids: [42, 43] },
    ] as const;
    const [port] = await show(snapshot(sockets, [process(), process({ pid: 43, parentPid: 42 })]));
    assert.deepEqual(
      port?.children?.map((node) => [provider.getTreeItem(node).label, node.children?.length]),
      [
        ['0.0.0.0:1', 2],
        ['127.0.0.1:1', 0],
      ],
    );
    const shared = port.children?.[0]?.children?.[1];
    assert.equal(shared?.row.port?.leader?.pid, 43);
    assert.equal(shared?.parent?.parent, port);
  });

  it('marks nothing of what happened while it was out of sight', async () => {
    const web = { local: ['127.0.0.1', 1], inode: 1 } as const;
    const other = { local: ['127.0.0.1', 2], inode: 2 } as const;
    const marks = async (...sockets: (typeof web | typeof other)[]): Promise<unknown[]> => {
      engine.onScan = () => snapshot(sockets);
      await monitor.refresh();
      return provider.getChildren().map(({ row, mark }) => [row.port?.port, mark]);
    };
    await show(snapshot([web]));
    assert.deepEqual(await marks(web, other), [
      [1, undefined],
      [2, 'new'],
    ]);
    provider.source.hide();
    assert.deepEqual(await marks(other), [[2, undefined]]);
    provider.source.show();
    assert.deepEqual(await marks(web, other), [
      [1, undefined],
      [2, undefined],
    ]);
    await marks(other);
    assert.deepEqual(await marks(other), [
      [1, 'closed'],
      [2, undefined],
    ]);
  });

  it('says of a socket without an owner which reasons remain', async () => {
    const { ownerScan } = snapshot([]);
    const [node] = await show(snapshot([{}], [], { ownerScan: { ...ownerScan, denied: 1 } }));
    assert.match(
      (await tooltip(node)).value,
      /may not look into some processes\\, the kernel .*\\, or its process/,
    );
    const [kernel] = await show(snapshot([{ inode: 0 }]));
    assert.match((await tooltip(kernel)).value, /not known\\: the kernel itself holds it/);
  });

  it('says on WSL 2, once, whose ports are not in the list', async () => {
    const sockets = [{ local: ['127.0.0.1', 1] }, { local: ['127.0.0.1', 2] }] as const;
    const nodes = await show(snapshot(sockets, [], { platform: 'wsl2' }));
    assert.match((await tooltip(nodes[0])).value, /Windows side/);
    assert.doesNotMatch((await tooltip(nodes[1])).value, /Windows side/);
  });

  it('says why it is empty', async () => {
    for (const platform of ['wsl1', 'unsupported'] as const) {
      assert.deepEqual(await show(snapshot([], [], { platform })), []);
      assert.equal(emptinessOf(monitor, provider.source), platform);
    }
    await show(snapshot([]));
    assert.equal(emptinessOf(monitor, provider.source), 'none');
  });

  it('keeps the rows where a refresh fails', async () => {
    const before = await show(snapshot([{}]));
    engine.onScan = () => Promise.reject(new Error('gone'));
    await monitor.refresh();
    assert.deepEqual(provider.getChildren(), before);
    assert.ok(before.every(isPortNode));
  });

  it('names the service of a port', async () => {
    const [node] = await show(snapshot([{ local: ['127.0.0.1', 5432] }]));
    assert.ok(node);
    assert.match(String(provider.getTreeItem(node).description), /^postgresql · /);
    assert.match((await tooltip(node)).value, /Service: postgresql\\, a database/);
  });
});

describe('Find Port Owner on a made-up machine', () => {
  const machine = snapshot(
    [
      { local: ['127.0.0.1', 5432], pids: [42] },
      { protocol: 'udp', local: ['127.0.0.1', 53] },
      { local: ['10.0.0.1', 4000], remote: ['10.0.0.2', 443], state: 1, pids: [42] },
      { local: ['10.0.0.1', 4001], remote: ['10.0.0.2', 443], state: 6, inode: 0 },
      { local: ['10.0.0.1', 4002], remote: ['10.0.0.2', 80], state: 1, pids: [43] },
    ],
    [process({ comm: 'postgres' }), process({ pid: 43, comm: 'curl' })],
  );
  const find = (question: string): string[] =>
    answersTo(question, machine, names).map(({ label, description }) => `${label} | ${description ?? ''}`);

  it('offers on each what can be done with it', () => {
    const buttons = (question: string): string[] =>
      (answersTo(question, machine, names).find(({ port }) => port)?.buttons ?? []).map(
        ({ action }) => action.id,
      );
    assert.deepEqual(buttons('postgres'), ['show', 'copy', 'kill']);
    assert.deepEqual(buttons('53'), ['show', 'copy']);
  });

  it('answers for a port that nobody listens on', () => {
    assert.deepEqual(find('9'), ['9  free | ']);
    assert.deepEqual(find('4000'), ['4000  in use | one end of a connection of postgres (pid 42)']);
    assert.deepEqual(find('localhost:4001'), ['4001  waiting | closed connections in TIME_WAIT: 1']);
  });

  it('answers for any process that holds a socket', () => {
    assert.deepEqual(find('pid 43').slice(1), [
      'pid 43  curl | sockets: 0 listening, 1 other, 0 UNIX',
      '10.0.0.1:4002 → 10.0.0.2:80 | tcp ESTABLISHED',
    ]);
    assert.ok(find('43').includes('pid 43  curl | sockets: 0 listening, 1 other, 0 UNIX'));
    assert.deepEqual(find('pid 44'), ['pid 44 holds no socket | ']);
  });

  it('says where nothing matches', () => assert.match(find('no such thing')[0] ?? '', /^Nothing matches/));
});

describe('what is asked and told of a kill', () => {
  const owner = process({ comm: 'node', uid: 1000 });
  const machine = snapshot(
    [
      { pids: [42], inode: 7 },
      { local: ['10.0.0.1', 9229], pids: [42], inode: 8 },
    ],
    [owner],
  );

  const reportOf = (kind: Exclude<Ending['kind'], 'failed'>): KillReport => {
    return { results: [{ process: owner, ending: { kind } }], ports: [], signal: 'SIGTERM' };
  };

  it('names pid, program, user, age and all ports', async () => {
    engine.onScan = () => machine;
    const [row] = listeningPorts(machine);
    assert.ok(row);
    const plan = await makePlan(portTargets(row), { kind: 'kill' }, engine, () => false);
    const { message, detail } = killQuestion(plan);
    assert.equal(message, 'Kill pid 42 “node”?');
    for (const part of ['alice', 'ago', '127.0.0.1:3000 (TCP)', '10.0.0.1:9229 (TCP)', 'node a.js']) {
      assert.ok(detail.includes(part), `"${part}" is not in ${detail}`);
    }
    assert.doesNotMatch(detail, /WARNING/);
  });

  it("warns of VS Code's own processes", async () => {
    engine.onScan = () => machine;
    const { detail, yes } = killQuestion(
      await makePlan(listeningPorts(machine).flatMap(portTargets), { kind: 'kill' }, engine, () => true),
    );
    assert.match(detail, /^WARNING: pid 42 “node” belongs to VS Code itself/);
    assert.notEqual(yes, 'Kill');
  });

  it('has a text for every ending, and offers more rights where they are missing', () => {
    const kinds = [
      'terminated',
      'killed',
      'signalled',
      'appeared',
      'detached',
      'refused',
      'survived',
      'unkillable',
      'ended',
      'replaced',
      'released',
    ] as const;
    const texts = kinds.map((kind) => {
      const answer = answerOf(reportOf(kind));
      assert.deepEqual(answer.deniedPids, []);
      return answer.text;
    });
    assert.equal(new Set(texts).size, kinds.length);
    const denied = answerOf(reportOf('denied'));
    assert.deepEqual(denied.deniedPids, [42]);
    assert.equal(denied.isGood, false);
  });

  it('names who has the port afterwards', () => {
    const [holder] = listeningPorts(machine);
    assert.ok(holder);
    const port = { transport: 'tcp', port: 3000, kind: 'taken', holders: [holder] } as const;
    const { text, holder: id } = answerOf({ ...reportOf('terminated'), ports: [port] });
    assert.match(text, /Port 3000 \(TCP\) was taken over by node \(pid 42\)/);
    assert.equal(id, holder.id);
  });
});
