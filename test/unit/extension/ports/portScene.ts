/** A made-up machine, and all that offers to free its port 3000, or tells of it. Import it before what imports `vscode`. */
import { tools } from '../fakeVscode';
import assert from 'node:assert/strict';
import type { InputRequiredResult, ServerContext } from '@modelcontextprotocol/server';
import { type Containers, USUAL_ENGINES } from '../../../../src/core/model/container';
import { makePlan } from '../../../../src/core/kill/plan';
import type { ProcessOwner } from '../../../../src/core/model/process';
import type { PortQuestion } from '../../../../src/core/model/portFacts';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { listenersOn } from '../../../../src/core/ports/listeningPorts';
import { portTargets } from '../../../../src/core/ports/portTargets';
import { narrow } from '../../../../src/core/query/narrow';
import { notify } from '../../../../src/extension/addressInUse/notify';
import { detailsOf } from '../../../../src/extension/editor/details';
import { portAnswer } from '../../../../src/extension/editor/mentionAnswers';
import { killQuestion } from '../../../../src/extension/kill/questions';
import { Names } from '../../../../src/extension/names';
import { type Freed, freeWithProof } from '../../../../src/extension/ports/freePortCommand';
import { runTask } from '../../../../src/extension/tasks/taskRun';
import { registerTools } from '../../../../src/extension/tools/registerTools';
import { PortFreeing } from '../../../../src/node/mcp/freePort';
import { PORTS_UNUSED } from '../../../host/unusedPorts';
import { now } from '../../keptContainers';
import { portFacts } from '../../portFacts';
import { type MadeSocket, snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';

export const QUESTION: PortQuestion = { port: 3000, transport: 'tcp' };
/** The asking process, and what started it. */
const OWN_PID = 9;
export const EDITOR_PID = 8;

/** What is on the machine. */
export interface MadeMachine {
  readonly sockets: readonly MadeSocket[];
  readonly owners: readonly ProcessOwner[];
  readonly more?: Partial<Snapshot>;
  /** What was read of a real one, instead. */
  readonly read?: Snapshot;
  readonly containers?: Containers;
}

/** What each caller did in a situation. */
export class Scene {
  readonly engine = new FakeEngine();
  readonly #machine: Snapshot;
  /** Whom the user was asked about, of the last caller. */
  asked: readonly number[] | undefined;

  constructor({ sockets, owners, more, containers, read }: MadeMachine) {
    this.#machine = read ?? snapshot(sockets, owners, more);
    this.engine.onScan = () => this.#machine;
    if (containers !== undefined) this.engine.onContainers = () => containers;
    this.engine.onContainerNow = () => now();
    this.engine.onAncestors = (pid) =>
      pid === OWN_PID ? [{ pid: EDITOR_PID, startTime: 100, comm: 'node', commandLine: [] }] : [];
    this.engine.onPortFacts = (question) => portFacts(this.#machine, { ...question, isBoundKnown: true });
  }

  get listeners(): ReturnType<typeof listenersOn> {
    return listenersOn(this.#machine, QUESTION);
  }

  get machine(): Snapshot {
    return this.#machine;
  }

  readonly end = async ({
    targets,
  }: {
    readonly targets: readonly { readonly process: ProcessOwner }[];
  }): Promise<undefined> => {
    this.asked = targets.map(({ process: { pid } }) => pid);
  };

  command(): Promise<Freed> {
    this.asked = undefined;
    return freeWithProof(QUESTION, {
      engine: this.engine,
      ownPid: OWN_PID,
      end: this.end,
      show: async () => undefined,
      explain: async () => undefined,
    });
  }

  /** The exit code. */
  task(action: 'free' | 'waitForListening' | 'waitForFree'): Promise<number> {
    this.engine.onListeners = () => ({ takenAt: 0, inet: narrow(this.#machine, 'listening').inet });
    return runTask(
      // Its time is over before it looks: it looks once.
      { action, port: QUESTION.port, timeout: -1 },
      { engine: this.engine, free: () => this.command(), say: () => undefined, isCancelled: () => false },
    );
  }

  /** What an agent in VS Code hears. */
  async chat(name: string): Promise<Record<string, unknown>> {
    this.asked = undefined;
    const registered = registerTools({ engine: this.engine, ownPid: OWN_PID, end: this.end });
    const tool = tools.get(name) ?? assert.fail(`no tool ${name}`);
    const { content } = await tool.invoke({
      input: name === 'find_port_owner' ? { port: QUESTION.port } : QUESTION,
    });
    registered.dispose();
    return JSON.parse(content[0]?.value ?? '') as Record<string, unknown>;
  }

  /** The question that an agent outside is to put to its user; or what it hears at once. */
  async mcp(): Promise<string> {
    const { engine } = this;
    // The server's own pid is that of this process.
    const onAncestors = engine.onAncestors;
    engine.onAncestors = (pid) => onAncestors(pid === globalThis.process.pid ? OWN_PID : pid);
    const context = { mcpReq: { requestState: () => undefined } } as unknown as ServerContext;
    const answer = await new PortFreeing(engine, USUAL_ENGINES).free(QUESTION, context);
    return typeof answer === 'string' ? answer : questionIn(answer);
  }

  /** The message on a program that could not take the port. */
  async notification(): Promise<{ readonly text: string; readonly actions: readonly string[] }> {
    let shown = { text: '', actions: [] as readonly string[] };
    await notify(
      { complaint: { ...QUESTION, goesOn: false } },
      {
        engine: this.engine,
        ownPid: OWN_PID,
        ports: PORTS_UNUSED,
        view: { show: async () => true },
        roots: { of: () => [], terminalOf: () => undefined },
        say: async (text, ...actions) => {
          shown = { text, actions };
          return undefined;
        },
      },
    );
    return shown;
  }

  hover(): string {
    const monitor = { snapshot: this.#machine } as unknown as Parameters<typeof detailsOf>[2]['monitor'];
    const mention = { ...QUESTION, start: 0, end: 4 } as unknown as Parameters<typeof detailsOf>[0];
    return detailsOf(mention, portAnswer(mention, this.listeners, this.#machine.containers), {
      monitor,
      names: NAMES,
      roots: { of: () => [] },
    }).value;
  }

  /** The details of the question that the row's command puts. */
  async rowCommand(): Promise<string> {
    const chosen = this.listeners.flatMap(portTargets);
    const isOwn = ({ pid }: ProcessOwner): boolean => pid === EDITOR_PID;
    const plan = await makePlan(chosen, { kind: 'kill' }, this.engine, isOwn);
    this.asked = plan.targets.map(({ process: { pid } }) => pid);
    return killQuestion(plan).detail;
  }
}

export const NAMES = new Names(() => assert.fail('no names were expected to be asked for'));

function questionIn({ inputRequests }: InputRequiredResult): string {
  const [request] = Object.values(inputRequests ?? {});
  return (request as { readonly params: { readonly message: string } }).params.message;
}
