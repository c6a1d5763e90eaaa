import type { SharedEngine } from '../sharedEngine';
import { engineSettings } from './engineSettings';

/**
 * Has the engine know the containers before it prints rows or keeps what it sees: it names those that were asked for last, and
 * an answer serves for 5 s. Names are a help: without them all goes on.
 */
export async function knowContainers(engine: SharedEngine): Promise<void> {
  await engine.containers(engineSettings()).catch(() => undefined);
}
