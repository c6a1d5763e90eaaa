/** What is said of rows and pids that are no ground to act on, from made-up machines through the engine and the views' own parts. */
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { makePlan } from '../../src/core/kill/plan';
import { FilterState } from '../../src/extension/filter/filterState';
import { answerOf } from '../../src/extension/kill/killAnswers';
import { killQuestion } from '../../src/extension/kill/questions';
import { socketTargets } from '../../src/extension/kill/socketTargets';
import { Monitor } from '../../src/extension/monitor';
import { Names } from '../../src/extension/names';
import { Arrangement } from '../../src/extension/views/arrangement';
import { SocketRows } from '../../src/extension/views/sockets/pageRows';
import { RowsProvider } from '../../src/extension/views/tree/provider';
import { isSocketNode, type RowNode, type SocketNode } from '../../src/extension/views/tree/row';
import type { LocalEngine } from '../../src/node/engine/localEngine';
import { FakeMemento } from '../unit/extension/memento';
import { engineOn } from '../unit/node/engineOn';
import { FakeReader, tcpTable } from '../unit/node/fakeReader';

const UNIX_TABLE = `Num       RefCount Protocol Flags    Type St Inode Path
0000000000000000: 00000002 00000000 00010000 0001 01    77 /run/true.sock
0000000000000000: 00000002 00000000 00010000 0001 01    77 /run/forged.sock
0000000000000000: 00000002 00000000 00010000 0001 01    78 /run/other.sock
`;

/** A machine whose kernel cannot be asked: 42 has two UNIX sockets and a port. */
function machine(): FakeReader {
  const reader = new FakeReader();
  reader.files.set('self/net/tcp', tcpTable([{ port: 3000, inode: 79 }]));
  reader.files.set('self/net/unix', UNIX_TABLE);
  reader.processes.set(42, { startTime: 1000, comm: 'node', sockets: [77, 78, 79] });
  return reader;
}

/** The rows of UNIX Sockets, and what belongs to them. */
class View {
  readonly local: LocalEngine;
  readonly provider: RowsProvider<SocketRows>;
  readonly #monitor: Monitor;

  constructor(reader: FakeReader) {
    this.local = engineOn(reader);
    const engine = Object.assign(this.local, { retain: () => undefined, release: () => undefined });
    this.#monitor = new Monitor(engine, { interval: () => 60_000, onPass: () => undefined });
    const source = new SocketRows('unixSockets', {
      monitor: this.#monitor,
      engine,
      names: new Names(() => assert.fail('no names of hosts were expected to be asked for')),
      roots: { of: () => [] },
      filter: new FilterState(new FakeMemento()),
      arrangement: new Arrangement('unixSockets', new FakeMemento()),
    });
    this.provider = new RowsProvider('unixSockets', 'sockets', source);
  }

  /** All rows by their labels, once they were read. */
  async rows(): Promise<ReadonlyMap<string, SocketNode>> {
    this.provider.source.page.show();
    const watching = this.#monitor.watch('all');
    await this.#monitor.refresh();
    await this.provider.source.page.ask();
    watching.dispose();
    const rows = new Map<string, SocketNode>();
    for (const group of await this.children()) {
      for (const node of await this.children(group))
        if (isSocketNode(node)) rows.set(this.labelOf(node), node);
    }
    return rows;
  }

  async children(node?: RowNode): Promise<RowNode[]> {
    return this.provider.getChildren(node);
  }

  labelOf(node: RowNode): string {
    return this.provider.getTreeItem(node).label as string;
  }

  async tooltipOf(node: RowNode): Promise<string> {
    const item = await this.provider.resolveTreeItem(this.provider.getTreeItem(node), node);
    return (item.tooltip as vscode.MarkdownString).value.replaceAll('\\', '').replaceAll('&nbsp;', ' ');
  }

  dispose(): void {
    this.#monitor.dispose();
    this.provider.dispose();
  }
}

describe('what is no ground to act on', () => {
  let view: View;
  afterEach(() => view.dispose());

  it('is a row that a program may have made up: it has no owner, and says why', async () => {
    view = new View(machine());
    const rows = await view.rows();
    for (const name of ['/run/true.sock', '/run/forged.sock']) {
      const node = rows.get(name) ?? assert.fail(`${name} is not there`);
      const item = view.provider.getTreeItem(node);
      assert.match(String(item.description), /possibly made up/);
      assert.match(item.accessibilityInformation?.label ?? '', /possibly made up/);
      assert.match(await view.tooltipOf(node), /a program may have made the row up/);
      assert.doesNotMatch(await view.tooltipOf(node), /pid 42/);
      assert.deepEqual(socketTargets(node), []);
    }
    assert.ok((await view.children()).map((group) => view.labelOf(group)).includes('possibly made up'));
  });

  it('is told in the question where the kernel could not be asked about the others', async () => {
    view = new View(machine());
    const node = (await view.rows()).get('/run/other.sock') ?? assert.fail('the row is not there');
    const plan = await makePlan(socketTargets(node), { kind: 'kill' }, view.local, () => false);
    assert.match(killQuestion(plan).detail, /not confirmed by the kernel/);
  });

  it('is a pid of another namespace: rows say so, and nothing is signalled', async () => {
    const reader = machine();
    view = new View(reader);
    const node = (await view.rows()).get('/run/other.sock') ?? assert.fail('the row is not there');
    assert.doesNotMatch(await view.tooltipOf(node), /another pid namespace/);
    view.dispose();
    reader.self = 17;
    view = new View(reader);
    const same = (await view.rows()).get('/run/other.sock') ?? assert.fail('the row is not there');
    assert.match(await view.tooltipOf(same), /Pid: that of another pid namespace/);
    const plan = await makePlan(socketTargets(same), { kind: 'kill' }, view.local, () => false);
    assert.deepEqual(plan.targets, []);
    const results = plan.unfit.map(({ process, why: kind }) => ({ process, ending: { kind } }));
    const answer = answerOf({ results, ports: [], signal: 'SIGTERM' });
    assert.match(answer.text, /no signal was sent, for it could reach another process/);
    // No line with "sudo kill" is offered: it would be the same wrong number.
    assert.deepEqual(answer.deniedPids, []);
  });
});
