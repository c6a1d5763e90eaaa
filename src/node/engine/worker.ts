import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { returnLargeBlocks } from '../system/largeBlocks';
import { signalsNote } from '../system/processDescriptors';
import { loadSystemCalls } from '../system/systemCalls';
import { Sender, type SnapshotParcel, buffersOf } from './handover';
import type { LocalEngine } from './localEngine';
import { machineEngine } from './machineEngine';
import type { EngineCall, EngineNote, EngineReply, EngineRequest, EngineSettings } from './messages';

if (parentPort !== null) serve(parentPort, workerData as EngineSettings);

/** Answers the calls that come in at the port with the machine's own engine. */
function serve(port: MessagePort, settings: EngineSettings): void {
  const calls = settings.systemCalls ? loadSystemCalls() : new Error('They are turned off.');
  const note = calls instanceof Error ? `without system calls: ${calls.message}` : 'with system calls';
  for (const line of [note, signalsNote(calls, process.pid)])
    port.postMessage({ note: line } satisfies EngineNote);
  if (!(calls instanceof Error)) returnLargeBlocks(calls);
  const engine = machineEngine(calls);
  const sender = new Sender();
  port.on('message', (call: EngineCall) => {
    void answer(engine, sender, call.request).then(
      (value) => reply(port, { id: call.id, ok: true, value }),
      (error: unknown) => reply(port, { id: call.id, ok: false, message: messageOf(error) }),
    );
  });
}

async function answer(engine: LocalEngine, sender: Sender, request: EngineRequest): Promise<unknown> {
  switch (request.kind) {
    case 'window':
      return engine.setWindow(request.window);
    case 'scan': {
      const { scanned, snapshot } = engine.scanForChanges(request.scope, request.fresh);
      return sender.pack(scanned, snapshot, request.handOver);
    }
    case 'page':
      return engine.page(request.page);
    case 'suggestions':
      return engine.suggestions();
    case 'print':
      return engine.print(request.print);
    case 'hostNames':
      return engine.hostNames(request.addresses);
    case 'processes':
      return engine.processes();
    case 'states':
      return engine.states();
    case 'compare':
      return engine.compare(request.before, request.after);
    case 'listeners':
      return engine.listeners();
    case 'readTable':
      return engine.readTable(request.name, request.filter);
    case 'signal':
      return engine.signal(request.process, request.signal, request.inodes, request.ancestor);
    case 'portFacts':
      return engine.portFacts(request.question);
    case 'socketFacts':
      return engine.socketFacts(request.questions);
    case 'stateOf':
      return engine.stateOf(request.process);
    case 'origins':
      return engine.origins(request.processes);
    case 'ancestors':
      return engine.ancestors(request.pid);
    case 'descendants':
      return engine.descendants(request.root);
  }
}

/** Typed arrays of a snapshot are handed over, not copied. */
function reply(port: MessagePort, message: EngineReply): void {
  port.postMessage(message, message.ok && isParcel(message.value) ? buffersOf(message.value) : []);
}

function isParcel(value: unknown): value is SnapshotParcel {
  return typeof value === 'object' && value !== null && 'snapshot' in value && 'news' in value;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
