import { type Engine, ENGINE_METHODS, type EngineCall } from '../../../core/model/engine';

/** Has a method for each call of the engine, which hands it to {@link Caller.call}. */
abstract class Caller {
  /** @returns what the engine's method of that name promises */
  protected abstract call(request: EngineCall): Promise<unknown>;
}

for (const method of ENGINE_METHODS) {
  Object.defineProperty(Caller.prototype, method, {
    // As a method that is written down.
    configurable: true,
    writable: true,
    value(this: { call: Caller['call'] }, ...args: unknown[]): Promise<unknown> {
      return this.call({ method, args } as EngineCall);
    },
  });
}

/** An engine that lives elsewhere: its calls are derived from {@link Engine}, so that none is written twice. */
export const EngineClient = Caller as unknown as abstract new () => Engine & Caller;
