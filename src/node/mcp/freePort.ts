import { randomUUID } from 'node:crypto';
import {
  acceptedContent,
  inputRequired,
  type InputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { ancestry } from '../../core/kill/editorProcesses';
import { execute } from '../../core/kill/execute';
import type { KillPlan } from '../../core/kill/plan';
import type { EngineSettings } from '../../core/model/container';
import type { Engine } from '../../core/model/engine';
import type { PortQuestion } from '../../core/model/portFacts';
import { planToFree } from '../../core/ports/freePort';
import { freeQuestion, nothingEnded, outcomeOf } from '../../core/tools/freePortTool';
import { obstacleWords } from '../../core/tools/obstacleWords';
import { systemClock } from '../systemClock';

/** Milliseconds that the processes are given to end by themselves. */
const GRACE_PERIOD = 3_000;

/** Milliseconds for which a question can be answered. */
const LIFETIME = 5 * 60_000;

const AGREED = 'agreed';

/** A question that was put to the user. */
interface Asked {
  readonly question: PortQuestion;
  readonly plan: KillPlan;
  readonly until: number;
}

/**
 * Frees ports for a client that can ask its user. What was asked is kept here, and only a reference to it goes through
 * the client: nothing else can be ended by an answer than what the question named, and that only once.
 */
export class PortFreeing {
  readonly #engine: Engine;
  readonly #engines: EngineSettings;
  readonly #asked = new Map<string, Asked>();

  /** @param engines which container engines may be asked */
  constructor(engine: Engine, engines: EngineSettings) {
    this.#engine = engine;
    this.#engines = engines;
  }

  /** @returns the question where none was answered yet, else what came of it, in words for a model */
  async free(question: PortQuestion, { mcpReq }: ServerContext): Promise<InputRequiredResult | string> {
    const reference = mcpReq.requestState();
    const asked = typeof reference === 'string' ? this.#asked.get(reference) : undefined;
    if (typeof reference === 'string') this.#asked.delete(reference);
    const isThis = asked?.question.port === question.port && asked.question.transport === question.transport;
    if (asked === undefined || !isThis || asked.until < Date.now()) return this.#ask(question);
    const answer = acceptedContent(mcpReq.inputResponses, AGREED);
    return answer?.['end'] === true ? this.#end(asked.plan) : outcomeOf(undefined);
  }

  async #ask(question: PortQuestion): Promise<InputRequiredResult | string> {
    const isOwn = await ancestry(this.#engine, process.pid);
    const plan = await planToFree(question, this.#engine, isOwn, this.#engines);
    if (plan.obstacle !== undefined) return nothingEnded(obstacleWords(plan.obstacle, plan.kept));
    for (const [old, { until }] of this.#asked) if (until < Date.now()) this.#asked.delete(old);
    const reference = randomUUID();
    this.#asked.set(reference, { question, plan: plan.kill, until: Date.now() + LIFETIME });
    return inputRequired({
      requestState: reference,
      inputRequests: {
        [AGREED]: inputRequired.elicit({
          message: freeQuestion(plan),
          requestedSchema: {
            type: 'object',
            properties: { end: { type: 'boolean', title: 'End it', default: false } },
            required: ['end'],
          },
        }),
      },
    });
  }

  /** Whatever does not end by itself runs on: to force it takes another question, which VS Code asks. */
  async #end(plan: KillPlan): Promise<string> {
    const report = await execute(plan, {
      engine: this.#engine,
      clock: systemClock,
      gracePeriod: GRACE_PERIOD,
      dialogs: {
        confirm: () => Promise.resolve(true),
        confirmForce: () => Promise.resolve(false),
        whileWaiting: (_targets, work) => work({ isRequested: false }),
      },
    });
    return outcomeOf(report);
  }
}
