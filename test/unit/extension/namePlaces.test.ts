/** Place by place: each that tells of a port calls its owner as people do, but data and the questions about ending it. */
import { said } from './fakeVscode';
import { NAMES, QUESTION, Scene } from './ports/portScene';
import { PLACES as TOLD } from './containers/containerPlaces';
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { makePlan } from '../../../src/core/kill/plan';
import { listeningPorts } from '../../../src/core/ports/listeningPorts';
import { planAll } from '../../../src/core/identify/plan';
import { portTargets } from '../../../src/core/ports/portTargets';
import { attachTo } from '../../../src/extension/debug/debug.command';
import { pickProcess } from '../../../src/extension/debug/pickProcess';
import { allQuestion, chosenQuestion } from '../../../src/extension/identify/identifyQuestions';
import { commands as identifyCommands } from '../../../src/extension/identify/identify.command';
import { answerOf } from '../../../src/extension/kill/killAnswers';
import { forceQuestion, killQuestion, type Question } from '../../../src/extension/kill/questions';
import { ownersText } from '../../../src/extension/likely/ownersText';
import { Emitter } from '../../../src/extension/lifetime';
import { pickProcessWithSockets } from '../../../src/extension/navigate/pickProcessWithSockets';
import { groupedRows } from '../../../src/extension/views/listeningPorts/groupRows';
import { portRow } from '../../../src/extension/views/listeningPorts/portRows';
import type { Poller } from '../../../src/extension/watch/poller';
import { registerStatusBar, type TroubledView } from '../../../src/extension/watch/statusBar';
import { containersOf } from '../keptContainers';
import { process } from '../snapshots';

const VITE = process({
  comm: 'node',
  commandLine: ['node', '/srv/shop/node_modules/.bin/vite'],
  description: { what: 'vite', project: 'shop' },
});

function scene(): Scene {
  const made = new Scene({
    sockets: [{ local: ['127.0.0.1', QUESTION.port], pids: [VITE.pid] }],
    owners: [VITE],
    containers: containersOf([]),
  });
  // As the list of all processes has them: nobody looked at what they are called.
  const { description: _description, ...plain } = VITE;
  made.engine.onProcesses = () => [plain];
  return made;
}

async function picked(ask: () => unknown): Promise<string> {
  said.length = 0;
  await ask();
  return said.join('\n');
}

/** The tooltip of the item in the status bar. */
function statusBar({ machine }: Scene): string {
  const item = { show: () => undefined, dispose: () => undefined, tooltip: { value: '' } };
  const { window } = vscode;
  const more = { createStatusBarItem: () => item };
  Object.assign(window, more);
  const looked = new Emitter<Poller['last'] & object>();
  const poller = { need: () => ({ dispose: () => undefined }), onDidLook: looked.event, last: undefined };
  const unseen = {
    tree: { visible: false },
    provider: { onDidUpdate: () => ({ dispose: () => undefined }) },
  };
  const registered = registerStatusBar(poller as unknown as Poller, NAMES, unseen as unknown as TroubledView);
  looked.fire({ takenAt: 0, inet: machine.inet, ports: listeningPorts(machine), forgotten: 0 });
  registered.dispose();
  for (const name of Object.keys(more)) Reflect.deleteProperty(window, name);
  return item.tooltip.value;
}

/** What of them is data, which is compared, filtered and read by programs: it keeps what the system says. */
const DATA = ['rows as JSON', 'rows as CSV', 'a comparison of snapshots'] as const;
/** What is asked, by agents' servers, before somebody is ended; and what is said where nobody can be asked. */
const ASKED = [
  'free_port of the MCP server',
  'free_port of the MCP server, where the client has nobody to ask',
] as const;

type Places = typeof TOLD;

const NAMED: Places = {
  ...Object.fromEntries(
    Object.entries(TOLD).filter(([place]) => ![...DATA, ...ASKED].some((other) => other === place)),
  ),
  'the status bar': statusBar,
  'a group of ports by process': ({ listeners, machine, engine }) => {
    const facts = { engine, names: NAMES, roots: { of: () => [] }, snapshot: () => machine };
    const rows = listeners.map((port) => portRow(port, facts));
    return groupedRows(rows, 'process', [], machine, NAMES)[0]?.label;
  },
  'the answer after a kill, where the port was taken over': ({ listeners }) => {
    const ports = [{ ...QUESTION, kind: 'taken', holders: listeners } as const];
    return answerOf({ results: [], ports, signal: 'SIGTERM' }).text;
  },
  'an owner in a sentence': ({ machine, listeners: [port] }) => port && ownersText(port, machine, port.port),
  'a debug session': ({ listeners: [port] }) => port && attachTo(port).name,
  'the pick of a process to debug': ({ engine }) => picked(() => pickProcess(engine)),
  'the pick of a process with sockets': ({ engine }) => picked(() => pickProcessWithSockets(engine, '')),
  'the pick of a port to identify': ({ engine, machine }) => {
    const parts = { engine, namingEngine: engine, monitor: { snapshot: machine } };
    const [[, identify] = assert.fail('no command')] = identifyCommands(parts as never, undefined as never);
    return picked(() => identify());
  },
};

function textOf(question: Question | undefined): string {
  return question === undefined ? '' : `${question.message}\n${question.detail}`;
}

async function planOf({ listeners, engine }: Scene): ReturnType<typeof makePlan> {
  return makePlan(listeners.flatMap(portTargets), { kind: 'kill' }, engine, () => false);
}

const QUESTIONS: Places = {
  ...Object.fromEntries(ASKED.map((place) => [place, TOLD[place] ?? assert.fail(place)])),
  'the question that the row puts': async (made) => textOf(killQuestion(await planOf(made))),
  'the question whether to end it by force': async (made) =>
    textOf(forceQuestion((await planOf(made)).targets, 1_000)),
  'the question about identifying all': ({ listeners }) => textOf(allQuestion(planAll(listeners))),
  'the question about identifying one that passes it on': ({ listeners: [port] }) =>
    textOf(
      chosenQuestion([
        { port, listener: { port: QUESTION.port }, cautions: ['forwarder'] } as unknown as Parameters<
          typeof chosenQuestion
        >[0][number],
      ]),
    ),
};

describe('the name that people use', () => {
  for (const [place, tell] of Object.entries(NAMED)) {
    it(`stands in ${place}`, async () => {
      const text = (await tell(scene())) ?? '';
      assert.match(text.replaceAll('\\', ''), /vite (?:·|of) shop/, text);
    });
  }

  for (const place of DATA) {
    it(`stands beside nothing that programs read: ${place}`, async () => {
      const text = (await TOLD[place]?.(scene())) ?? '';
      assert.match(text, /\bnode\b/);
      assert.doesNotMatch(text, /vite (?:·|of) shop/);
    });
  }

  for (const [place, tell] of Object.entries(QUESTIONS)) {
    it(`is in none of ${place}, which has the pid first and the program in quotation marks`, async () => {
      const text = (await tell(scene())) ?? '';
      assert.doesNotMatch(text, /vite (?:·|of)|of shop/, text);
      if (text.includes('node')) assert.match(text, /pid 42 “node”/, text);
    });
  }

  it('leaves agents what the system says beside it', async () => {
    for (const place of ['the tool list_listening_ports', 'the tool explain_port']) {
      assert.match((await TOLD[place]?.(scene())) ?? '', /"name":"node","description":"vite · shop"/);
    }
  });
});
