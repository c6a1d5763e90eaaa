import { randomUUID } from 'node:crypto';
import {
  acceptedContent,
  inputRequired,
  type InputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { KillPlan } from '../../core/kill/plan';
import type { EngineSettings } from '../../core/model/container';
import type { Engine } from '../../core/model/engine';
import type { PortQuestion } from '../../core/model/portFacts';
import type { FreePlan } from '../../core/ports/freePort';
import type { Kept } from '../../core/ports/keptBy';
import type { AskedStop, StopEngine } from '../../core/tools/stopTool';
import {
  ancestry,
  declinedWords,
  execute,
  freeQuestion,
  nothingEnded,
  nothingStopped,
  obstacleWords,
  offerStop,
  outcomeOf,
  planToFree,
  stopAgreed,
} from '../engineParts';
import { systemClock } from '../systemClock';

/** Milliseconds that the processes are given to end by themselves. */
const GRACE_PERIOD = 3_000;

/** Milliseconds for which a question can be answered. */
const LIFETIME = 5 * 60_000;

const AGREED = 'agreed';

/** Milliseconds that an answer waits for a container to end; clients give a call some 60 s. */
const STOP_WAIT = 45_000;

/** What the user agrees to by ticking a box of that name: another's is no agreement. */
const BOXES = { end: 'End it', stop: 'Stop Container' } as const;

/** What an answer would end. */
type Agreement =
  { readonly box: 'end'; readonly plan: KillPlan } | { readonly box: 'stop'; readonly stop: AskedStop };

/** A question that was put to the user. */
interface Asked {
  readonly question: PortQuestion;
  readonly agreement: Agreement;
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
    const { agreement } = asked;
    const isAgreed = acceptedContent(mcpReq.inputResponses, AGREED)?.[agreement.box] === true;
    if (agreement.box === 'end') return isAgreed ? this.#end(agreement.plan) : outcomeOf(undefined);
    return isAgreed ? this.#stop(agreement.stop) : declinedWords(agreement.stop.kept);
  }

  /** For a client that cannot ask its user: what the user can do instead, in words for a model. */
  async refuse(question: PortQuestion): Promise<string> {
    const { obstacle, kept } = await this.#plan(question);
    if (kept !== undefined)
      return nothingStopped(kept, 'This client cannot ask its user (it has no elicitation)');
    const what = obstacle === undefined ? 'Ask the user to end the process' : obstacleWords(obstacle);
    return `This client cannot ask its user (it has no elicitation), so nothing was ended. ${what}.`;
  }

  async #plan(question: PortQuestion): Promise<FreePlan> {
    return planToFree(question, this.#engine, await ancestry(this.#engine, process.pid), this.#engines);
  }

  async #ask(question: PortQuestion): Promise<InputRequiredResult | string> {
    const plan = await this.#plan(question);
    const { kept, obstacle } = plan;
    // A process on the host's network may be ended itself, where nobody can be asked to stop its container.
    if (kept !== undefined && (obstacle !== undefined || kept.container.engine !== undefined)) {
      const offer = await offerStop(question, kept, this.#asking);
      if (typeof offer === 'string') return offer;
      const { message, detail } = offer.text;
      return this.#putTo(question, { box: 'stop', stop: offer.asked }, `${message}\n\n${detail}`);
    }
    if (obstacle !== undefined) return nothingEnded(obstacleWords(obstacle));
    return this.#putTo(question, { box: 'end', plan: plan.kill }, freeQuestion(plan));
  }

  #putTo(question: PortQuestion, agreement: Agreement, message: string): InputRequiredResult {
    for (const [old, { until }] of this.#asked) if (until < Date.now()) this.#asked.delete(old);
    const reference = randomUUID();
    this.#asked.set(reference, { question, agreement, until: Date.now() + LIFETIME });
    const { box } = agreement;
    return inputRequired({
      requestState: reference,
      inputRequests: {
        [AGREED]: inputRequired.elicit({
          message,
          requestedSchema: {
            type: 'object',
            properties: { [box]: { type: 'boolean', title: BOXES[box], default: false } },
            required: [box],
          },
        }),
      },
    });
  }

  get #asking(): StopEngine {
    return { engine: this.#engine, engines: this.#engines };
  }

  /** Nothing is left of the wait when it is over: the engine goes on by itself. */
  #stop(stop: AskedStop): Promise<string> {
    const look = async (): Promise<Kept | undefined> => (await this.#plan(stop.question)).kept;
    return stopAgreed(stop, this.#asking, look, async (stopping) => {
      let timer: NodeJS.Timeout | undefined;
      const over = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), STOP_WAIT);
      });
      return Promise.race([stopping, over]).finally(() => clearTimeout(timer));
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
