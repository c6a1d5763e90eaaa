/** One choice of network namespace for all views, those that package.json will have one day too, on a made-up machine. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { NamespaceChoice, NamespaceFacts } from '../../src/core/model/namespace';
import type { NetworkTable } from '../../src/core/model/networkTable';
import type { PageRequest } from '../../src/core/model/page';
import type { TableName } from '../../src/core/tables/tables';
import type { NetstatApi } from '../../src/extension/api';
import type { NamespaceItem } from '../../src/extension/namespaces/namespaceItems';
import { NamespaceState } from '../../src/extension/namespaces/namespaceState';
import { isScope } from '../../src/extension/monitor';
import type { RegisteredView } from '../../src/extension/views/tree/registerView';
import { DB_FACTS, namedFacts, namespaceFacts, namespacePart, OWN_FACTS } from '../unit/namespaces';
import { dbContainer } from '../unit/knownContainers';
import { type Clause, holds, manifest } from './manifest';
import { netstat, until } from './netstat';

const { contributes } = manifest();
const db = { kind: 'container', id: dbContainer().id } as const;
const SHOWN = 'container db';

describe('the choice of a network namespace', () => {
  let api: NetstatApi;
  let machine: MadeMachine;
  before(async () => {
    api = await netstat();
    machine = new MadeMachine(api);
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
  });
  beforeEach(async () => {
    machine.others = [DB_FACTS, namespaceFacts(), namedFacts('blue')];
    await api.namespaces.choose({ kind: 'own' });
    await api.monitor.refresh();
  });
  after(async () => {
    await api.namespaces.choose({ kind: 'own' });
    machine.restore();
    await api.monitor.refresh();
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
  });

  const description = (view: RegisteredView): string => view.tree.description ?? '';

  for (const { id } of contributes.views['netstat'] ?? []) {
    describe(`is followed by ${id}, which`, () => {
      let view: RegisteredView;
      before(async () => {
        view = api.views.find(({ provider }) => provider.view === id) ?? assert.fail('it is not registered');
        await vscode.commands.executeCommand(`${id}.focus`);
        await until('the view in sight', () => view.tree.visible);
        await until('what was read', () => view.provider.source.takenAt > 0);
      });

      it('reads what is chosen at once, says so, and goes back', async () => {
        assert.ok(!description(view).includes(SHOWN));
        machine.forget();
        await api.namespaces.choose(db);
        await until('the container', () => description(view).split(' · ').includes(SHOWN));
        assert.deepEqual(view.provider.source.namespace, db);
        await until('a question for it', () => machine.lastAsked(view));
        assert.deepEqual(machine.lastAsked(view), db);
        await vscode.commands.executeCommand('netstat.showThisMachine');
        await until('this machine', () => !description(view).includes(SHOWN));
        assert.deepEqual(view.provider.source.namespace, { kind: 'own' });
        if (!isScope(view.subject)) assert.equal(machine.lastAsked(view), undefined);
      });

      it('says that all are shown', async () => {
        await api.namespaces.choose({ kind: 'all' });
        await until('all', () => description(view).includes('all network namespaces'));
        assert.deepEqual(view.provider.source.namespace, { kind: 'all' });
        if (!isScope(view.subject)) {
          const labels = view.provider.getChildren().map(({ row }) => row.label);
          assert.equal(labels[0], 'this machine');
          assert.ok(labels.includes(SHOWN), labels.join());
        }
      });

      it('takes what another one has for no news', async () => {
        for (const choice of [db, { kind: 'all' }, { kind: 'own' }] as const) {
          await api.namespaces.choose(choice);
          await until('the choice', () => view.provider.source.namespace?.kind === choice.kind);
          await api.monitor.refresh();
          const marked = view.provider.getChildren().filter(({ mark }) => mark !== undefined);
          assert.deepEqual(
            marked.map(({ row }) => row.label),
            [],
          );
        }
      });

      it('follows it while it is paused', async () => {
        await vscode.commands.executeCommand('netstat.pauseRefresh');
        try {
          await api.namespaces.choose(db);
          await until('the container', () => description(view).includes(SHOWN));
        } finally {
          await vscode.commands.executeCommand('netstat.resumeRefresh');
        }
      });

      it('has the way there and back in its title', () => {
        const offers = (context: Clause = {}): string[] =>
          (contributes.menus['view/title'] ?? [])
            .filter(({ when = '' }) => holds(when, { view: id, ...context }))
            .map(({ command }) => command ?? '');
        assert.ok(offers().includes('netstat.selectNamespace'));
        assert.ok(!offers().includes('netstat.showThisMachine'));
        assert.ok(offers({ 'netstat.otherNamespace': true }).includes('netstat.showThisMachine'));
      });

      it('has a text for having nothing of another one', () => {
        const welcome = (contributes.viewsWelcome ?? []).filter((each) => each.view === id);
        for (const reason of ['noneElsewhere', 'unreadElsewhere']) {
          assert.ok(
            welcome.some(({ when = '' }) => when.endsWith(`== '${reason}'`)),
            reason,
          );
        }
      });

      it('prints what it shows', async () => {
        await api.namespaces.choose(db);
        await until('the container', () => description(view).includes(SHOWN));
        const whole = view.prints().filter(({ kind }) => kind === 'page' || kind === 'table');
        for (const each of whole)
          assert.deepEqual((each as { namespace?: unknown }).namespace, db, each.kind);
      });
    });
  }

  it('says of a table that it has nothing there, or cannot be read there, which fails no other view', async () => {
    const { routes } = api.tables;
    await vscode.commands.executeCommand('netstat.routes.focus');
    const denied = [{ file: 'self/net/route', status: 'denied', code: 'EACCES', rows: 0 }] as const;
    const nothing = { takenAt: 1, duration: 0, filter: '', matching: 0, total: 0, issues: [] };
    const part = { rows: [], total: 0 };
    const contents = { ipv4: part, ipv6: part, ipv6Own: part, cached: part, ipv6Cached: part };
    const read = [{ file: 'self/net/route', status: 'ok', rows: 0 }] as const;
    machine.routesThere = { ...nothing, contents, sources: read };
    await api.namespaces.choose(db);
    await until('nothing', () => routes.emptiness() === 'noneElsewhere');
    machine.routesThere = { ...nothing, contents, sources: denied };
    await api.monitor.refresh();
    await until('the reason', () => routes.emptiness() === 'unreadElsewhere');
    machine.routesThere = new Error('Only root may enter it');
    await api.monitor.refresh();
    const labels = (): string[] => routes.provider.getChildren().map(({ row }) => row.label);
    await until('a row that says so', () => labels()[0] === SHOWN);
    assert.equal(api.monitor.error, undefined);
    machine.routesThere = undefined;
  });

  it('leaves the ports of this machine what they are', async () => {
    const before = api.monitor.ports.map(({ id }) => id);
    await api.namespaces.choose(db);
    await until('the container', () => description(api.listeningPorts).includes(SHOWN));
    assert.deepEqual(
      api.monitor.ports.map(({ id }) => id),
      before,
    );
  });

  it('ends with the namespace: the views say so once, and show this machine', async () => {
    const said: string[] = [];
    const { showInformationMessage } = vscode.window;
    const window = vscode.window as { showInformationMessage: unknown };
    window.showInformationMessage = async (text: string) => void said.push(text);
    try {
      await api.namespaces.choose(db);
      await until('the container', () => description(api.listeningPorts).includes(SHOWN));
      machine.others = [];
      await api.monitor.refresh();
      await until('this machine', () => !description(api.listeningPorts).includes(SHOWN));
      await api.monitor.refresh();
      assert.deepEqual(api.namespaces.choice, { kind: 'own' });
      assert.deepEqual(said, ['Container db has ended; showing this machine.']);
    } finally {
      window.showInformationMessage = showInformationMessage;
    }
  });

  it('is kept: a window that is loaded again shows the same', async () => {
    await api.namespaces.choose(db);
    assert.deepEqual(new NamespaceState(api.context.workspaceState).choice, db);
  });

  it('is made in a list that begins with the current one', async () => {
    await api.namespaces.choose(db);
    const [pick, asked] = await openList();
    const labelled = (label: string): boolean => pick.activeItems[0]?.label === label;
    await until('the current one in focus', () => labelled('db'));
    await until('the focus', async () => {
      // What the workbench has in focus comes back to us.
      if (labelled('blue')) return true;
      await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
      return undefined;
    });
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await asked;
    assert.deepEqual(api.namespaces.choice, { kind: 'name', name: 'blue' });
  });

  it('stays as it is where the list is closed', async () => {
    await api.namespaces.choose(db);
    const [, asked] = await openList();
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await asked;
    assert.deepEqual(api.namespaces.choice, db);
  });

  /** The list once all is in it, and what ends with it. */
  async function openList(): Promise<[vscode.QuickPick<NamespaceItem>, Thenable<unknown>]> {
    const { createQuickPick } = vscode.window;
    const window = vscode.window as { createQuickPick: unknown };
    let made: vscode.QuickPick<NamespaceItem> | undefined;
    window.createQuickPick = () => (made = createQuickPick<NamespaceItem>());
    try {
      const asked = vscode.commands.executeCommand('netstat.selectNamespace');
      const pick = await until('the whole list', () => (made?.busy === false ? made : undefined));
      return [pick, asked];
    } finally {
      window.createQuickPick = createQuickPick;
    }
  }
});

/** The extension's engine, with network namespaces that are made up: what it answers of this machine stays true. */
class MadeMachine {
  others: readonly NamespaceFacts[] = [];
  /** What reading the routes there comes to; those of this machine where it is absent. */
  routesThere: NetworkTable<TableName> | Error | undefined;
  readonly #engine: NetstatApi['engine'];
  readonly #asked = new Map<string, NamespaceChoice | undefined>();
  readonly #undo: (() => void)[] = [];

  constructor({ engine, containers }: NetstatApi) {
    this.#engine = engine;
    const real = {
      scan: engine.scan.bind(engine),
      page: engine.page.bind(engine),
      readTable: engine.readTable.bind(engine),
    };
    this.#replace('scan', async (scope, fresh, handOver, wish) => {
      const now = await real.scan(scope, fresh, handOver);
      if (wish === undefined || (wish.shown.kind === 'own' && !wish.ends && !wish.inside)) return now;
      const shown = this.others.find((facts) => isChosen(facts, wish.shown))?.key;
      const parts = this.others
        .filter(({ example }) => example !== undefined)
        .map((facts) => namespacePart(facts));
      const unread = this.others.filter(({ example }) => example === undefined);
      return {
        ...now,
        namespaces: { wish, own: OWN_FACTS, parts, unread, ...(shown !== undefined && { shown }) },
      };
    });
    this.#replace('namespaces', async () => [OWN_FACTS, ...this.others]);
    this.#replace('page', async ({ namespace, ...request }: PageRequest) => {
      this.#asked.set(request.view, namespace);
      return real.page(request);
    });
    this.#replace('readTable', async (name, filter, namespace) => {
      this.#asked.set(name, namespace);
      const there = namespace === undefined || name !== 'routes' ? undefined : this.routesThere;
      if (there instanceof Error) throw there;
      return there === undefined ? real.readTable(name, filter) : (there as NetworkTable<typeof name>);
    });
    const known = { takenAt: 0, containers: [dbContainer()], engines: [] };
    this.#replace('containers', async () => known);
    this.#replace('watchContainers', (wish) => {
      if (wish !== undefined) containers.tell(known);
    });
    containers.tell(known);
  }

  /** Nothing was asked for yet. */
  forget(): void {
    this.#asked.clear();
  }

  /** Which namespace's rows a view asked for last; that of Listening Ports follows from the snapshot. */
  lastAsked({ provider: { view, source }, subject }: RegisteredView): NamespaceChoice | undefined {
    if (subject === 'listening') return source.namespace;
    return this.#asked.get(view.replace('netstat.', ''));
  }

  restore(): void {
    for (const undo of this.#undo) undo();
  }

  #replace<Name extends 'scan' | 'namespaces' | 'page' | 'readTable' | 'containers' | 'watchContainers'>(
    name: Name,
    call: NetstatApi['engine'][Name],
  ): void {
    Object.defineProperty(this.#engine, name, { value: call, configurable: true });
    this.#undo.push(() => Reflect.deleteProperty(this.#engine, name));
  }
}

function isChosen({ containers, names, example }: NamespaceFacts, choice: NamespaceChoice): boolean {
  switch (choice.kind) {
    case 'container':
      return containers.some(({ id }) => id === choice.id);
    case 'name':
      return names.includes(choice.name);
    case 'process':
      return example?.pid === choice.pid;
    default:
      return false;
  }
}
