/** Every place that shows the name of a program, with the texts that stand there. */
import { PORTS_UNUSED } from '../host/unusedPorts';
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { makePlan, type Purpose, type Target } from '../../src/core/kill/plan';
import type { Ending } from '../../src/core/kill/endings';
import type { GroupSummary, SocketRow } from '../../src/core/model/page';
import type { ProcessOwner } from '../../src/core/model/process';
import { listeningPorts } from '../../src/core/ports/listeningPorts';
import { suggestionsOf } from '../../src/core/query/filter/suggest';
import { allRows } from '../../src/core/query/page/selectedRows';
import { statesText } from '../../src/core/compare/comparedStates';
import { planToClose } from '../../src/core/connections/plan';
import { answer, type ReadingTool } from '../../src/core/tools/answer';
import { explainPort } from '../../src/core/ports/explainPort';
import { planToFree } from '../../src/core/ports/freePort';
import { freeQuestion } from '../../src/core/tools/freePortTool';
import { closeQuestion } from '../../src/extension/connections/closeQuestions';
import { notify } from '../../src/extension/addressInUse/notify';
import { pickProcess } from '../../src/extension/debug/pickProcess';
import { detailsText } from '../../src/extension/details/detailsText';
import { detailsOf } from '../../src/extension/editor/details';
import { portAnswer } from '../../src/extension/editor/mentionAnswers';
import { hintLabel } from '../../src/extension/editor/hintLabel';
import { FilterState } from '../../src/extension/filter/filterState';
import { answersTo } from '../../src/extension/find/findItems';
import { answerOf } from '../../src/extension/kill/killAnswers';
import { portTargets } from '../../src/core/ports/portTargets';
import { forceQuestion, killQuestion, namesOf, type Question } from '../../src/extension/kill/questions';
import { Monitor } from '../../src/extension/monitor';
import { rootTexts } from '../../src/extension/origins/windowRoots';
import { portReport } from '../../src/extension/ports/portReport';
import { newsText, stateText } from '../../src/extension/watch/watchTexts';
import { Arrangement } from '../../src/extension/views/arrangement';
import { rowsOfPorts } from '../../src/extension/views/listeningPorts/portSource';
import { rowTooltip } from '../../src/extension/views/listeningPorts/portTooltip';
import { groupRow, RowOfSocket } from '../../src/extension/views/sockets/socketRows';
import { groupTooltip, socketTooltip } from '../../src/extension/views/sockets/socketTooltip';
import { markdownOf } from '../../src/extension/views/tooltip';
import { itemOf } from '../../src/extension/views/tree/treeItems';
import { RowsProvider } from '../../src/extension/views/tree/provider';
import { nodeOf, type Row } from '../../src/extension/views/tree/row';
import type { HistoryEntry } from '../../src/core/model/history';
import { documentText } from '../../src/extension/history/historyDocument';
import { storyWords } from '../../src/extension/history/past';
import type { FakeEngine } from '../unit/extension/fakeEngine';
import { FakeMemento } from '../unit/extension/memento';
import { connection, exactly, listener, PLACE, seen } from '../unit/historyEntries';
import { tell } from '../unit/extension/traffic/tellings';
import { snapshot } from '../unit/snapshots';
import { ROW, names, machineOf, engineOf, parentOf, originOf, factsOf } from './hostileMachine';

/** Texts of one place: plain ones, and those that are read as Markdown, whose escapes are taken off. */
type Shown = Readonly<Record<string, readonly (string | vscode.MarkdownString | undefined)[]>>;

export function text(shown: string | vscode.MarkdownString | undefined): string {
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

export async function inQuestions(owner: ProcessOwner): Promise<Shown> {
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
  const plan = await planToFree(ROW, engine, () => false);
  const closing: Question[] = [];
  const connections = allRows(machine).flatMap((row) =>
    row.kind === 'inet' ? [{ socket: row.socket }] : [],
  );
  for (const chosen of [connections.filter(({ socket }) => socket.inode === 8), connections]) {
    closing.push(closeQuestion(await planToClose(chosen, engine, { isOwn: () => false })));
  }
  return {
    'the question': questions.map(({ message }) => message),
    'its details': questions.map(({ detail }) => detail),
    'the question about connections': closing.map(({ message, detail }) => `${message}\n${detail}`),
    'several names': [namesOf(many)],
    "an agent's question": [
      plan.obstacle === undefined ? freeQuestion(plan) : assert.fail(plan.obstacle.kind),
    ],
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

async function heardOfPortInUse(owner: ProcessOwner, engine: FakeEngine): Promise<string[]> {
  const said: string[] = [];
  await notify(
    { complaint: { ...ROW, goesOn: false } },
    {
      engine,
      ownPid: 9,
      ports: PORTS_UNUSED,
      view: { show: async () => true },
      roots: { of: () => [{ task: owner.comm }], terminalOf: () => undefined },
      say: async (told) => {
        said.push(told);
        return undefined;
      },
    },
  );
  return said;
}

export async function inMessages(owner: ProcessOwner): Promise<Shown> {
  const said = await heardOfPortInUse(owner, engineOf(owner));
  const servers = { leaders: [owner], likely: [] };
  const news = [
    { kind: 'opened', now: servers },
    { kind: 'closed', before: servers },
    { kind: 'changedHands', now: servers, before: servers },
  ] as const;
  return {
    'a port in use': said,
    'a watched port': news.map((event) => newsText({ watched: ROW, event }, undefined)),
    'its state': [stateText({ inodes: [7], ...servers }, undefined)],
    'where it began': rootTexts([
      { task: owner.comm },
      { debugSession: owner.comm },
      { terminal: { name: owner.comm } as vscode.Terminal },
    ]),
    'picking a process': await heard(() => pickProcess(engineOf(owner))),
  };
}

export async function inViews(owner: ProcessOwner): Promise<Shown> {
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
      item(new RowOfSocket(row.key, row, 'none', rowsFrom));
    const ports = listeningPorts(machine);
    const hit = { port: 3000, start: 0, end: 4 } as unknown as Parameters<typeof detailsOf>[0];
    return {
      'Listening Ports': nodes.flatMap((node) => itemTexts(provider.getTreeItem(node))),
      'its tooltips': ports.map((port) => markdownOf(rowTooltip(port, facts))),
      'a row of sockets': rows.flatMap((row) => itemTexts(socketItem(row))),
      'its tooltip': rows.map((row) => markdownOf(socketTooltip(row, facts, 0))),
      'a group': itemTexts(item(groupRow({ ...group, view: 'connections' }, rowsFrom))),
      "a group's tooltip": [markdownOf(groupTooltip(group, facts))],
      'a hover': [detailsOf(hit, portAnswer(hit, ports, machine.containers), { monitor, names, roots })],
      'a hint': [hintLabel(portAnswer(hit, ports, machine.containers), machine)],
      'Find Port Owner': ['', '3000', '5000', 'pid 42'].flatMap((question) =>
        answersTo(question, machine, names).flatMap(itemTexts),
      ),
      'Find Port Owner, in another network namespace': answersTo('pid 42', machine, names, {
        processes: [
          {
            process: owner,
            namespace: { name: owner.comm, example: owner, processes: 2 },
            socketsOf: 'process',
            listening: [],
            others: [],
            counts: { listening: 0, others: 0, unix: 0 },
          },
          {
            process: { ...owner, pid: owner.pid + 1 },
            namespace: { example: owner, processes: 2 },
            socketsOf: 'namespace',
            listening: [],
            others: [],
            counts: { listening: 0, others: 0, unix: 0 },
          },
        ],
        omitted: 0,
      }).flatMap(itemTexts),
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
    served: [],
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
    'a report': [facts, empty, { ...empty, bound: [] }].map((each) =>
      portReport(explainPort(each, [originOf(owner)])),
    ),
    details: [detailsText({ id: 'x', title: 'x', sockets: rows, owners: [owner] }, details)],
    'compared sockets': [statesText(rows).replaceAll('\t', ' ')],
    'answers of tools': (await Promise.all(answers)).flat(),
  };
}

/** The story of what it had, and what is said of that beside the present. */
async function inHistory(owner: ProcessOwner): Promise<Shown> {
  const origin = { kind: 'terminal', name: owner.comm } as const;
  const who = seen({
    name: owner.comm,
    pid: 43,
    startTime: 1,
    origin,
    unit: owner.comm,
    container: owner.comm,
  });
  const before = listener({ owners: who, closed: exactly('14:05:41'), ending: 'closed' });
  const now = listener({ owners: seen({ ...owner, name: owner.comm }), opened: exactly('14:05:42') });
  const refused = { ...now, id: 0, kind: 'refusal', at: exactly('14:00:00'), count: 2 } as const;
  const ended: HistoryEntry = {
    id: -1,
    place: PLACE,
    kind: 'action',
    at: exactly('14:05:40'),
    by: 'window',
    deed: { kind: 'signal', signal: 'SIGTERM', program: who.programs[0] ?? assert.fail() },
    outcome: owner.comm,
  };
  const ends = {
    local: { address: '::1', port: 3000, owners: who },
    foreign: { address: '::1', port: 4, owners: who },
  };
  const path = listener({
    path: owner.comm.slice(0, 50),
    port: 0,
    protocol: 'unix',
    owners: { ...who, evidence: 'likely' },
  });
  const notice: HistoryEntry = {
    id: -2,
    place: PLACE,
    kind: 'notice',
    at: exactly('14:00:00'),
    subject: 'interface',
    change: 'up',
    device: owner.comm,
    count: 1,
  };
  const entries = [
    before,
    now,
    refused,
    ended,
    path,
    notice,
    connection({ ...ends, isWithin: true }),
    connection(ends),
  ];
  const status = { record: 'listeners', recorder: 'this', bytes: 1, entries: 1, revision: 1 } as const;
  const engine = engineOf(owner);
  engine.onHistory = () => ({ entries });
  const machine = machineOf(owner);
  return {
    'a story': [documentText('History', { entries, status }, storyWords(3000))],
    "Find Port Owner's past": answersTo('3000', machine, names, undefined, entries).flatMap(itemTexts),
    'a free port’s past': answersTo('3001', machine, names, undefined, [before]).flatMap(itemTexts),
    "a report's past": [portReport(explainPort(factsOf(owner)), undefined, undefined, entries)],
    "the past in a port in use's message": await heardOfPortInUse(owner, engine),
  };
}

/** Rows of the Traffic page; a copy has tabs between cells. */
async function inTraffic(owner: ProcessOwner): Promise<Shown> {
  const told = await tell(machineOf(owner), { engine: engineOf(owner), names });
  assert.ok(told.nodes.length > 0 && told.plots.length > 0);
  return Object.fromEntries(Object.entries(told).map(([place, texts]) => [`Traffic: ${place}`, texts]));
}

export async function everywhere(owner: ProcessOwner): Promise<Shown> {
  return {
    ...(await inQuestions(owner)),
    ...inAnswers(owner),
    ...(await inMessages(owner)),
    ...(await inViews(owner)),
    ...(await inTexts(owner)),
    ...(await inTraffic(owner)),
    ...(await inHistory(owner)),
  };
}
