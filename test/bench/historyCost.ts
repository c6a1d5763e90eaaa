/**
 * `historyCost RECORD INTERVAL SECONDS`: what a recorder of the history costs, said as JSON ({@link HistoryCost}) after so many
 * seconds; run with --expose-gc. Where RECORD is off, views have the engine read as often as the history would, and nothing more. The engine is in a worker, with the limits of the extension's, in a process that does nothing else.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { HistoryRecord } from '../../src/core/model/history';
import { machineHistory } from '../../src/node/engine/history/machineHistory';
import { machineEngine } from '../../src/node/engine/machineEngine';
import { LIMITS } from '../../src/node/engine/worker/workerEngine';
import { returnLargeBlocks } from '../../src/node/system/largeBlocks';
import { loadSystemCalls } from '../../src/node/system/systemCalls';

/** Until what begins has begun, and is compiled. */
const WARM_UP = 12_000;
const MB = 1e6;

export interface HistoryCost {
  /** Of one core, in percent. */
  readonly cpu: number;
  /** Megabytes that are resident at the end. */
  readonly memory: number;
  /** Entries that were written meanwhile, and the files' megabytes. */
  readonly entries: number;
  readonly files: number;
}

const resident = (): number => {
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  return process.memoryUsage().rss / MB;
};

async function main(record: HistoryRecord, interval: number, seconds: number): Promise<HistoryCost> {
  const folder = mkdtempSync(join(tmpdir(), 'netstat-history-'));
  const calls = loadSystemCalls();
  if (!(calls instanceof Error)) returnLargeBlocks(calls);
  const history = machineHistory({ calls, folder });
  // Its timers do not keep a process; in a worker the port does.
  const alive = setInterval(() => undefined, 60_000);
  try {
    const engine = machineEngine(calls, { history });
    // As it is beside a view that is closed then.
    for (let pass = 0; pass < 5; pass++) await engine.scan('inet', true, 'listening');
    const view = setInterval(
      () => void (record === 'off' && engine.scan('inet', false, 'listening')),
      interval,
    );
    engine.recordHistory({ record, keepHours: 24, keepMegabytes: 64, interval, by: 'window' });
    await later(WARM_UP);
    const { entries: first } = await engine.historyStatus();
    const begun = process.cpuUsage();
    const at = performance.now();
    await later(seconds * 1000);
    const { user, system } = process.cpuUsage(begun);
    const cpu = ((user + system) / 1000 / (performance.now() - at)) * 100;
    const { entries, bytes } = await engine.historyStatus();
    const cost = { cpu, memory: resident(), entries: entries - first, files: bytes / MB };
    engine.recordHistory(undefined);
    clearInterval(view);
    return cost;
  } finally {
    clearInterval(alive);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Asked {
  readonly record: HistoryRecord;
  readonly interval: number;
  readonly seconds: number;
}

if (isMainThread) {
  const [, , record = 'listeners', interval = '10000', seconds = '30'] = process.argv;
  const asked = { record, interval: Number(interval), seconds: Number(seconds) };
  const worker = new Worker(__filename, { workerData: asked, resourceLimits: LIMITS });
  worker.once('message', (cost: HistoryCost) => {
    process.stdout.write(`${JSON.stringify(cost)}\n`, () => process.exit());
  });
} else {
  const { record, interval, seconds } = workerData as Asked;
  void main(record, interval, seconds).then((cost) => parentPort?.postMessage(cost));
}
