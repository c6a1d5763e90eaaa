import { parentPort } from 'node:worker_threads';
import { loadSystemCalls } from '../../system/systemCalls';

if (parentPort !== null) {
  const calls = loadSystemCalls();
  parentPort.postMessage({ isListening: !(calls instanceof Error) });
}
