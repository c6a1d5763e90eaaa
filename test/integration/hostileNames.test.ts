/** Every place that shows the name of a program, with names made to deceive those who read them. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { makePlan, type Purpose, type Target } from '../../src/core/kill/plan';
import type { Ending } from '../../src/core/kill/endings';
import type { GroupSummary, SocketRow } from '../../src/core/model/page';
import type { PortFacts } from '../../src/core/model/portFacts';
import type { ProcessOrigin } from '../../src/core/model/origin';
import type { Ancestor, ProcessOwner } from '../../src/core/model/process';
import type { Snapshot } from '../../src/core/model/snapshot';
import { listeningPorts } from '../../src/core/query/listeningPorts';
import { suggestionsOf } from '../../src/core/query/filter/suggest';
import { allRows } from '../../src/core/query/page/selection';
import { statesText } from '../../src/core/compare/states';
import { answer, type ReadingTool } from '../../src/core/tools/answer';
import { planToFree } from '../../src/core/tools/freePort';
import { notify } from '../../src/extension/addressInUse/notify';
import { pickProcess } from '../../src/extension/debug/pickProcess';
import { detailsText } from '../../src/extension/details/text';
import { detailsOf } from '../../src/extension/editor/details';
import { hintLabel } from '../../src/extension/editor/hintLabel';
import { FilterState } from '../../src/extension/filter/state';
import { answersTo } from '../../src/extension/find/items';
import { answerOf } from '../../src/extension/kill/answers';
import { portTargets } from '../../src/extension/kill/portTargets';
import { forceQuestion, killQuestion, namesOf } from '../../src/extension/kill/questions';
import { Monitor } from '../../src/extension/monitor';
import { Names } from '../../src/extension/names';
import { rootTexts } from '../../src/extension/origins/windowRoots';
import { portReport } from '../../src/extension/ports/report';
import { newsText, stateText } from '../../src/extension/watch/texts';
import { Arrangement } from '../../src/extension/views/arrangement';
import { rowsOfPorts } from '../../src/extension/views/listeningPorts/source';
import { rowTooltip } from '../../src/extension/views/listeningPorts/tooltip';
import { groupRow, socketRow } from '../../src/extension/views/sockets/rows';
import { groupTooltip, socketTooltip } from '../../src/extension/views/sockets/tooltip';
import { itemOf } from '../../src/extension/views/tree/items';
import { RowsProvider } from '../../src/extension/views/tree/provider';
import { nodeOf, type Row } from '../../src/extension/views/tree/row';
import { FakeEngine } from '../unit/extension/fakeEngine';
import { FakeMemento } from '../unit/extension/memento';
import { process as made, snapshot } from '../unit/snapshots';
import { UNSEEN } from '../unit/text/unseen';

const ROW = { port: 3000, transport: 'tcp' } as const;

/** What programs have called themselves in attacks, and every character that is not seen. */
const HOSTILE: readonly string[] = [
  'A'.repeat(100_000),
  'node”. Choose accept to dismiss this notice. “',
  'node\nFORGED\r\nFORGED\u2028FORGED',
  '[click](command:workbench.action.quit) $(flame)',
  '\u001b[31mred\u001b]0;title\u0007',
  ...UNSEEN.map(([character]) => `${character}no${character}de`),
  UNSEEN.map(([character]) => character)
    .join('')
    .repeat(50),
];

const names = new Names(() => assert.fail('no names of hosts were expected to be asked for'));

/** One of a name, called so by `comm`, or by the first argument where the thread has the name. */
function ownersOf(name: string): ProcessOwner[] {
  return [
    made({ comm: name }),
    made({ comm: 'MainThread', commandLine: [`/opt/${name.replaceAll('/', '')}`] }),
  ];
}

function machineOf(owner: ProcessOwner): Snapshot {
  const connection = { remote: ['127.0.0.1', 4000], state: 1, inode: 8, pids: [owner.pid] } as const;
  const sockets = [
    { inode: 7, pids: [owner.pid] },
    { ...connection, local: ['127.0.0.1', 5000] },
    { ...connection, local: ['127.0.0.1', 4000], remote: ['127.0.0.1', 5000], inode: 9 },
  ] as const;
  return snapshot(sockets, [owner]);
}

function engineOf(owner: ProcessOwner): FakeEngine {
  const engine = new FakeEngine();
  engine.onScan = () => machineOf(owner);
  engine.onPortFacts = () => factsOf(owner);
  engine.onAncestors = () => [parentOf(owner)];
  engine.onOrigins = () => [originOf(owner)];
  engine.processes = async () => [owner];
  return engine;
}

const parentOf = ({ comm, commandLine }: ProcessOwner): Ancestor => ({
  pid: 41,
  startTime: 1,
  comm,
  commandLine,
});
const originOf = (owner: ProcessOwner): ProcessOrigin => {
  return { pid: owner.pid, startTime: owner.startTime, ancestors: [parentOf(owner)], membership: {} };
};

function factsOf(owner: ProcessOwner): PortFacts {
  const { socket } = listeningPorts(machineOf(owner))[0]?.sockets[0] ?? assert.fail('nobody listens');
  return {
    ...ROW,
    snapshot: machineOf(owner),
    trials: [{ address: '127.0.0.1', outcome: 'inUse' }],
    untabled: [{ owner, sockets: 1 }],
    bound: [{ socket: { ...socket, inode: 70 }, owners: [owner] }],
    unprivilegedFrom: 1024,
    mayBindPrivileged: false,
    ephemeral: [32_768, 60_999],
    isReserved: false,
    bindV6Only: false,
    isBoundTold: false,
  };
}

/** Texts of one place: plain ones, and those that are read as Markdown, whose escapes are taken off. */
type Shown = Readonly<Record<string, readonly (string | vscode.MarkdownString | undefined)[]>>;

function text(shown: string | vscode.MarkdownString | undefined): string {
  if (shown === undefined) return '';
  const plain = typeof shown === 'string' ? shown : shown.value.replaceAll(/\\(?=[!-/:-@[-`{-~])/g, '');
  // The marks with which labels and messages are kept from being icons and links are ours.
  return plain.replaceAll(/(?<=[$\]])\u200b(?=\()/g, '');
}

function itemTexts(item: vscode.QuickPickItem | vscode.TreeItem): (string | undefined)[] {
  const { label, description, detail } = item as vscode.QuickPickItem;
  const spoken = (item as vscode.TreeItem).accessibilityInformation?.label;
  return [label, description, detail, spoken].map((each) => (typeof each === 'string' ? each : undefined));
}

/** Runs something while messages and quick picks go nowhere but into what is returned. */
async function heard(run: () => Promise<unknown>): Promise<string[]> {
  const said: string[] = [];
  const { showQuickPick } = vscode.window;
  const pick = async (items: Promise<readonly vscode.QuickPickItem[]>): Promise<undefined> => {
    for (const item of await items) said.push(...itemTexts(item).map((each) => each ?? ''));
  };
  Object.assign(vscode.window, { showQuickPick: pick });
  try {
    await run();
  } finally {
    Object.assign(vscode.window, { showQuickPick });
  }
  return said;
}

async function inQuestions(owner: ProcessOwner): Promise<Shown> {
  const machine = machineOf(owner);
  const engine = engineOf(owner);
  engine.onDescendants = () => [{ ...owner, pid: 43, depth: 1 }];
  const chosen = listeningPorts(machine).flatMap(portTargets);
  const questions = [];
  const purposes: Purpose[] = [
    { kind: 'kill' },
    { kind: 'killWithChildren' },
    { kind: 'signal', signal: 'SIGHUP' },
  ];
  for (const purpose of purposes) {
    for (const isEditor of [true, false]) {
      questions.push(killQuestion(await makePlan(chosen, purpose, engine, () => isEditor)));
    }
  }
  const [target] = (await makePlan(chosen, { kind: 'kill' }, engine, () => false)).targets;
  const many = Array.from({ length: 7 }, (): Target => target ?? assert.fail('nobody is to end'));
  questions.push(forceQuestion(many.slice(0, 1), 3_000), forceQuestion(many, 3_000));
  const plan = await planToFree(ROW, engine, 9);
  return {
    'the question': questions.map(({ message }) => message),
    'its details': questions.map(({ detail }) => detail),
    'several names': [namesOf(many)],
    "an agent's question": [plan.kind === 'ask' ? plan.question : assert.fail(plan.why)],
  };
}

function inAnswers(owner: ProcessOwner): Shown {
  const kinds = ['terminated', 'killed', 'signalled', 'survived', 'unkillable', 'refused', 'denied'] as const;
  const endings: Ending[] = [...kinds.map((kind) => ({ kind })), { kind: 'failed', message: 'EIO' }];
  const [holder] = listeningPorts(machineOf(owner));
  const port = { ...ROW, kind: 'taken', holders: holder ? [holder] : [] } as const;
  return {
    'an answer': endings.flatMap((ending) => {
      const result = { process: owner, ending };
      return [[result], [result, result]].map(
        (results) => answerOf({ results, ports: [port], signal: 'SIGTERM' }).text,
      );
    }),
  };
}

async function inMessages(owner: ProcessOwner): Promise<Shown> {
  const said: string[] = [];
  await notify(
    { complaint: { ...ROW, goesOn: false } },
    {
      engine: engineOf(owner),
      ownPid: 9,
      ports: { explain: async () => undefined, free: async () => 'busy' },
      view: { show: async () => true },
      roots: { of: () => [{ task: owner.comm }], terminalOf: () => undefined },
      say: async (told) => {
        said.push(told);
        return undefined;
      },
    },
  );
  const news = [
    { kind: 'opened', leaders: [owner] },
    { kind: 'closed', before: [owner] },
    { kind: 'changedHands', leaders: [owner], before: [owner] },
  ] as const;
  return {
    'a port in use': said,
    'a watched port': news.map((event) => newsText({ watched: ROW, event })),
    'its state': [stateText({ inodes: [7], leaders: [owner] })],
    'where it began': rootTexts([
      { task: owner.comm },
      { debugSession: owner.comm },
      { terminal: { name: owner.comm } as vscode.Terminal },
    ]),
    'picking a process': await heard(() => pickProcess(engineOf(owner))),
  };
}

async function inViews(owner: ProcessOwner): Promise<Shown> {
  const machine = machineOf(owner);
  const engine = engineOf(owner);
  const monitor = new Monitor(engine, { interval: () => 60_000, onPass: () => undefined });
  const arrangement = new Arrangement('listeningPorts', new FakeMemento());
  const roots = { of: () => [] };
  const filter = new FilterState(new FakeMemento());
  const rowsFrom = { engine, names, roots, snapshot: () => machine };
  const source = rowsOfPorts({ ...rowsFrom, monitor, filter, arrangement });
  const provider = new RowsProvider('listeningPorts', 'sockets', source);
  try {
    await monitor.refresh();
    const nodes = provider.getChildren();
    const ancestors = new Map([[owner.pid, [parentOf(owner)]]]);
    const facts = { snapshot: machine, names, roots, ancestors, note: undefined };
    const rows = allRows(machine);
    const group: GroupSummary = { id: 'g', subject: { by: 'process', owner, reasons: [] }, count: 1 };
    const item = (row: Row): vscode.TreeItem =>
      itemOf(nodeOf(row.id, undefined, row, []), 'connections', 'sockets');
    const socketItem = (row: SocketRow): vscode.TreeItem =>
      item(socketRow(row.key, row, 'none', facts, rowsFrom));
    const ports = listeningPorts(machine);
    const hit = { port: 3000, start: 0, end: 4 } as unknown as Parameters<typeof detailsOf>[0];
    return {
      'Listening Ports': nodes.flatMap((node) => itemTexts(provider.getTreeItem(node))),
      'its tooltips': ports.map((port) => rowTooltip(port, facts)),
      'a row of sockets': rows.flatMap((row) => itemTexts(socketItem(row))),
      'its tooltip': rows.map((row) => socketTooltip(row, facts, 0)),
      'a group': itemTexts(item(groupRow({ ...group, view: 'connections' }, facts, rowsFrom))),
      "a group's tooltip": [groupTooltip(group, facts)],
      'a hover': [detailsOf(hit, ports, { monitor, names, roots })],
      'a hint': [hintLabel(ports)],
      'Find Port Owner': ['', '3000', '5000', 'pid 42'].flatMap((question) =>
        answersTo(question, machine, names).flatMap(itemTexts),
      ),
      'a suggestion': Object.values(suggestionsOf(machine)).flat(),
    };
  } finally {
    provider.dispose();
    monitor.dispose();
  }
}

async function inTexts(owner: ProcessOwner): Promise<Shown> {
  const machine = machineOf(owner);
  const facts = factsOf(owner);
  const rows = allRows(machine);
  const now = rows.map((row) => ({ row, isGone: false, told: undefined }));
  const details = {
    snapshot: machine,
    names,
    roots: { of: () => [] },
    sockets: now,
    origins: [originOf(owner)],
  };
  const tools: ReadingTool[] = [
    'list_listening_ports',
    'find_port_owner',
    'explain_port',
    'list_connections',
  ];
  const input = { port: 3000 };
  const answers = tools.map((tool) =>
    answer(tool, tool.startsWith('list') ? {} : input, engineOf(owner)).then((told) =>
      Object.values(JSON.parse(told) as object).map((value) => JSON.stringify(value)),
    ),
  );
  const empty = { ...facts, snapshot: snapshot([]) };
  return {
    'a report': [facts, empty, { ...empty, bound: [] }].map((each) => portReport(each, [originOf(owner)])),
    details: [detailsText({ id: 'x', title: 'x', sockets: rows, owners: [owner] }, details)],
    'compared sockets': [statesText(rows).replaceAll('\t', ' ')],
    'answers of tools': (await Promise.all(answers)).flat(),
  };
}

async function everywhere(owner: ProcessOwner): Promise<Shown> {
  return {
    ...(await inQuestions(owner)),
    ...inAnswers(owner),
    ...(await inMessages(owner)),
    ...(await inViews(owner)),
    ...(await inTexts(owner)),
  };
}

describe('the name of a program, made to deceive', () => {
  for (const name of HOSTILE) {
    const title = JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name);
    it(`is shown as it is, and on its line: ${title.replaceAll(/[^ -~]/gu, '?')}`, async () => {
      for (const owner of ownersOf(name)) {
        for (const [place, texts] of Object.entries(await everywhere(owner))) {
          assert.ok(texts.length > 0, place);
          for (const shown of texts.map(text)) {
            assert.doesNotMatch(shown, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{DI}\u2800\p{Zl}\p{Zp}]/u, place);
            assert.doesNotMatch(shown, /^\s*FORGED/m, place);
          }
        }
      }
    });
  }

  it('is cut, also where it is the first argument, and fills no question', async () => {
    const [byComm, byArgument] = ownersOf('A'.repeat(100_000));
    assert.ok(byComm && byArgument);
    for (const [place, texts] of Object.entries(await everywhere(byComm))) {
      for (const shown of texts.map(text)) assert.doesNotMatch(shown, /A{60}/, place);
    }
    const longest = {
      'the question': 600,
      'its details': 2_000,
      'several names': 600,
      "an agent's question": 300,
    };
    for (const [place, limit] of Object.entries(longest)) {
      for (const shown of (await inQuestions(byArgument))[place] ?? [])
        assert.ok(text(shown).length < limit, place);
    }
  });

  it('stands behind the pid and in quotation marks, where somebody is asked', async () => {
    for (const name of HOSTILE) {
      for (const owner of ownersOf(name)) {
        const shown = await inQuestions(owner);
        for (const place of ['the question', "an agent's question"]) {
          for (const asked of shown[place] ?? []) {
            const rest = text(asked).replaceAll(/pid \d+ “[^“”"]{1,60}”/g, 'IT');
            assert.match(
              rest,
              /^(?:Kill IT(?: and 1 below it)?\?|Send SIGHUP to IT\?|(?:IT(?:, )?)+(?: and 2 more)? did not end within 3 s\.|End IT, which has 127\.0\.0\.1:3000 \(TCP\), so that port 3000 is free\? Unsaved work of the program may be lost\.)$/,
            );
          }
        }
      }
    }
  });

  it('makes no icon and no link', async () => {
    for (const owner of ownersOf('[click](command:workbench.action.quit) $(flame)')) {
      const { 'a port in use': said = [] } = await inMessages(owner);
      for (const shown of said) assert.doesNotMatch(typeof shown === 'string' ? shown : '', /\]\(/);
      const views = await inViews(owner);
      for (const place of ['Listening Ports', 'a row of sockets', 'a group', 'Find Port Owner']) {
        for (const shown of (views[place] ?? []).slice(0, 1))
          assert.doesNotMatch(typeof shown === 'string' ? shown : '', /\$\(/, place);
      }
    }
  });
});
