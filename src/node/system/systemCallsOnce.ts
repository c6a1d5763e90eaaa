import { loadSystemCalls, type SystemCalls } from './systemCalls';

/** The system calls for who may do without: they are loaded when they are asked for, which takes a moment. */
export class SystemCallsOnce {
  readonly #load: () => SystemCalls | Error;
  #calls: SystemCalls | Error | undefined;

  /** @param load those of this process' C library where left out */
  constructor(load: () => SystemCalls | Error = loadSystemCalls) {
    this.#load = load;
  }

  /** Whether they were asked for and are to be had. */
  get areLoaded(): boolean {
    return this.#calls !== undefined && !(this.#calls instanceof Error);
  }

  /** Undefined where they cannot be had. */
  load(): SystemCalls | undefined {
    this.#calls ??= this.#load();
    return this.#calls instanceof Error ? undefined : this.#calls;
  }
}
