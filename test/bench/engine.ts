import type { LocalEngine } from '../../src/node/engine/localEngine';
import type { LocalEngineOptions } from '../../src/node/engine/localEngineOptions';
import { machineEngine } from '../../src/node/engine/machineEngine';
import { loadSystemCalls } from '../../src/node/system/systemCalls';

/**
 * A new engine in this thread. Throws where it is to use system calls and cannot.
 * @param instead what it is told of the machine instead
 */
export function newEngine(systemCalls: boolean, instead: Partial<LocalEngineOptions> = {}): LocalEngine {
  const calls = systemCalls ? loadSystemCalls() : new Error('Not asked for.');
  if (systemCalls && calls instanceof Error) throw calls;
  return machineEngine(calls, instead);
}
