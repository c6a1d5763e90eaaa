import { parseContainerDetails } from '../../core/containers/containerDetails';
import { EVENT_FILTERS, parseEvent } from '../../core/containers/containerEvent';
import { type ListedContainer, parseContainerList } from '../../core/containers/containerList';
import {
  type ContainerDetails,
  type EngineRuntime,
  isContainerId,
  type StopOutcome,
} from '../../core/model/container';
import { type Answer, ask, type EngineRequest, type Response } from './engineRequest';
import { EventLines } from './eventLines';

/** Bytes of an answer: some 8,000 containers. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Milliseconds that an engine has for a question; it answers within some ten. */
const TIME_LIMIT = 5_000;

/** The oldest version of its own API that Podman 4 and 5 answer to. */
const LIBPOD = '/v4.0.0/libpod';

/** What may be said otherwise for tests. */
export interface ClientLimits {
  readonly timeLimit?: number;
  readonly mostBytes?: number;
}

/** A stream of an engine's events. */
export interface EventStream {
  /** Settles when the engine has begun to answer, or has ended. */
  readonly began: Promise<void>;
  /** Settles when there are no more, with the reason. */
  readonly ended: Promise<Answer<undefined>>;
}

/** Talks to an engine over its socket. Everything is a GET, and changes nothing, but for {@link stop}. */
export class EngineClient {
  readonly #socket: string;
  readonly #timeLimit: number;
  readonly #mostBytes: number;

  constructor(socket: string, { timeLimit = TIME_LIMIT, mostBytes = MOST_BYTES }: ClientLimits = {}) {
    this.#socket = socket;
    this.#timeLimit = timeLimit;
    this.#mostBytes = mostBytes;
  }

  /**
   * The containers that run. Podman is asked in its own words, which have each range of ports as a whole and all pids; in
   * Docker's it leaves all but the first port of a range out.
   */
  async containers(runtime: EngineRuntime): Promise<Answer<readonly ListedContainer[]>> {
    if (runtime === 'podman') {
      const answer = await this.#get(`${LIBPOD}/containers/json`, parseContainerList);
      // One that is older or newer than its API refuses; so does what is no Podman.
      if (answer.outcome === 'ok' || !('status' in answer)) return answer;
    }
    return this.#get('/containers/json', parseContainerList);
  }

  /** @param id of 64 digits; others are not asked for */
  async details(id: string): Promise<Answer<ContainerDetails>> {
    if (!isContainerId(id)) return { outcome: 'rubbish', detail: 'not an id' };
    const answer = await this.#get(`/containers/${id}/json`, parseContainerDetails);
    const isOther = answer.outcome === 'ok' && answer.value.id !== id;
    return isOther ? { outcome: 'rubbish', detail: 'another container' } : answer;
  }

  /**
   * Tells of what comes, goes or changes its name, until the signal or the engine ends it.
   * @param changed is called with each such event, and for one that is too long to be read
   */
  events(changed: () => void, signal: AbortSignal): EventStream {
    const lines = new EventLines((line) => {
      if (line === undefined || parseEvent(line) !== undefined) changed();
    });
    let isBegun = (): void => undefined;
    const began = new Promise<void>((resolve) => (isBegun = resolve));
    const path = `/events?filters=${encodeURIComponent(EVENT_FILTERS)}`;
    const asked = this.#ask({
      method: 'GET',
      path,
      signal,
      take: (chunk) => lines.add(chunk),
      began: isBegun,
    });
    const ended = asked.then((answer): Answer<undefined> => {
      isBegun();
      return answer.outcome === 'ok' ? { outcome: 'ok', value: undefined } : answer;
    });
    return { began, ended };
  }

  /**
   * Has a container stopped, which takes as long as its own grace allows: there is no limit but the signal, after which the
   * engine may go on. It is the only thing that is asked of an engine and changes something.
   * @param id of 64 digits; for others nothing is sent
   */
  async stop(id: string, signal?: AbortSignal): Promise<Answer<StopOutcome>> {
    if (!isContainerId(id)) return { outcome: 'rubbish', detail: 'not an id' };
    const answer = await this.#ask({ method: 'POST', path: `/containers/${id}/stop`, signal });
    if (answer.outcome !== 'ok') {
      const isNone = answer.outcome === 'refused' && answer.status === 404;
      return isNone ? { outcome: 'ok', value: 'noSuchContainer' } : answer;
    }
    const { status } = answer.value;
    if (status === 304) return { outcome: 'ok', value: 'alreadyStopped' };
    if (status === 204) return { outcome: 'ok', value: 'stopped' };
    return { outcome: 'rubbish', detail: `HTTP ${status}`, status };
  }

  async #get<T>(path: string, parse: (text: string) => T | undefined): Promise<Answer<T>> {
    const answer = await this.#ask({ method: 'GET', path, timeLimit: this.#timeLimit });
    if (answer.outcome !== 'ok') return answer;
    const value = answer.value.status === 200 ? parse(answer.value.body) : undefined;
    return value === undefined ? { outcome: 'rubbish' } : { outcome: 'ok', value };
  }

  #ask(request: Omit<EngineRequest, 'socket' | 'most'>): Promise<Answer<Response>> {
    return ask({ ...request, socket: this.#socket, most: this.#mostBytes });
  }
}
