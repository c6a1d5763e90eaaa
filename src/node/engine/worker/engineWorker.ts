import { isMainThread, type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { join } from 'node:path';
import { FileReader } from '../../reader';
import { returnLargeBlocks } from '../../system/largeBlocks';
import { signalsNote } from '../../system/processDescriptors';
import { loadSystemCalls, type SystemCalls } from '../../system/systemCalls';
import { DeltaEncoder, type SnapshotDelta, buffersOf } from './snapshotDelta';
import type { LocalEngine } from '../localEngine';
import type { LocalEngineOptions } from '../localEngineOptions';
import { inOneBlock } from './oneBlock';
import { NamespaceEntry } from '../namespaces/namespaceEntry';
import { machineHistory } from '../history/machineHistory';
import { machineEngine } from '../machineEngine';
import { DestroyedListener } from '../traffic/destroyedListener';
import { InterfaceReadings } from '../traffic/interfaceReadings';
import { KnownNames } from '../traffic/knownNames';
import { Traffic } from '../traffic/traffic';
import { loadServices } from '../../services';
import type {
  EngineHistoryNews,
  EngineLegacy,
  EngineNews,
  EngineNote,
  EngineReply,
  EngineRequest,
  EngineSettings,
  NumberedRequest,
} from './engineMessages';

// In the bundle: for those who have this file for what is in it, in threads of their own, too.
export * from '../../engineParts';

if (parentPort !== null && 'systemCalls' in Object(workerData))
  serve(parentPort, workerData as EngineSettings);

/** Answers the calls that come in at the port with the machine's own engine. */
function serve(port: MessagePort, settings: EngineSettings): void {
  const calls = settings.systemCalls ? loadSystemCalls() : new Error('They are turned off.');
  const how = calls instanceof Error ? `without system calls: ${calls.message}` : 'with system calls';
  port.postMessage({ note: `${how}; ${signalsNote(calls, process.pid)}` } satisfies EngineNote);
  if (!(calls instanceof Error)) returnLargeBlocks(calls);
  const engine = machineEngine(calls, {
    newTraffic: ({ hostNames, placeOf, onClosed, ...networks }) => {
      const interfaces = new InterfaceReadings(networks);
      return new Traffic({
        counters: (namespace) => interfaces.counters(namespace),
        addresses: (namespace, name) => interfaces.addresses(namespace, name),
        placeOf,
        ...(onClosed && { onClosed }),
        names: new KnownNames(hostNames, () => loadServices(join(__dirname, 'services.br'))),
        ...(!(calls instanceof Error) && { newListener: () => listenerFor(port) }),
      });
    },
    history: machineHistory({
      calls,
      tell: (history) => port.postMessage({ history } satisfies EngineHistoryNews),
      log: (note) => port.postMessage({ note } satisfies EngineNote),
    }),
    ...(isMainThread ? {} : ownThread(calls)),
  });
  const sender = new DeltaEncoder();
  port.on('message', (call: NumberedRequest) => {
    if (call.request.method === 'watchContainers') {
      const [wish] = call.request.args;
      engine.watchContainers(wish, (containers) => port.postMessage({ containers } satisfies EngineNews));
      return;
    }
    if (call.request.method === 'keepTraffic') {
      const traffic = engine.keepTraffic();
      port.postMessage({ traffic } satisfies EngineLegacy, traffic && [traffic.recorder, traffic.history]);
      return;
    }
    void answer(engine, sender, call.request).then(
      (value) => reply(port, { id: call.id, ok: true, value }),
      (error: unknown) => reply(port, { id: call.id, ok: false, message: messageOf(error) }),
    );
  });
}

/** What listens to connections that close, in a thread beside this one; what it has to say goes into the log. */
function listenerFor(port: MessagePort): DestroyedListener {
  return new DestroyedListener({
    path: join(__dirname, 'destroyedThread.js'),
    systemCalls: true,
    onLog: (note) => port.postMessage({ note } satisfies EngineNote),
  });
}

/**
 * What only a thread may do that does nothing else: go to another network namespace and come back. The one that is not let
 * back ends, and the next request has a new one, which begins where the process is.
 */
function ownThread(calls: SystemCalls | Error): Partial<LocalEngineOptions> {
  if (calls instanceof Error) return {};
  const end = (): never => process.exit(1);
  return { namespaceEntry: new NamespaceEntry(calls, new FileReader('/proc'), end) };
}

/** @throws what the engine throws, and where the engine has no such method */
async function answer(
  engine: LocalEngine,
  sender: DeltaEncoder,
  request: Exclude<EngineRequest, { method: 'watchContainers' | 'keepTraffic' }>,
): Promise<unknown> {
  if (request.method === 'trafficRows') return inOneBlock(await engine.trafficRows(...request.args));
  if (request.method === 'trafficSeries') return inOneBlock(await engine.trafficSeries(...request.args));
  if (request.method !== 'scan') return Reflect.apply(engine[request.method], engine, request.args);
  const [scope, fresh, handOver = scope, wish, traffic] = request.args;
  const { scanned, snapshot } = engine.scanForChanges(scope, fresh, wish, traffic);
  return sender.encode(scanned, snapshot, handOver);
}

/** Typed arrays of a snapshot are handed over, not copied. */
function reply(port: MessagePort, message: EngineReply): void {
  port.postMessage(message, message.ok && isDelta(message.value) ? buffersOf(message.value) : []);
}

function isDelta(value: unknown): value is SnapshotDelta {
  return typeof value === 'object' && value !== null && 'snapshot' in value && 'news' in value;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
