import { endianness } from 'node:os';
import { type MessagePort, type TransferListItem, parentPort } from 'node:worker_threads';
import type { Engine } from '../../core/model/engine';
import type { Snapshot } from '../../core/model/snapshot';
import { FileReader } from '../reader';
import { LocalEngine } from './localEngine';
import type { EngineCall, EngineReply, EngineRequest } from './messages';
import { UserNames } from './userNames';

if (parentPort !== null) serve(parentPort);

/** Answers the calls that come in at the port with the machine's own engine. */
function serve(port: MessagePort): void {
  const engine = new LocalEngine({
    reader: new FileReader('/proc'),
    users: new UserNames(new FileReader('/etc')),
    littleEndian: endianness() === 'LE',
    effectiveUid: process.geteuid?.() ?? 0,
    system: process.platform,
    send: (pid, signal) => process.kill(pid, signal),
  });
  port.on('message', (call: EngineCall) => {
    void answer(engine, call.request).then(
      (value) => reply(port, { id: call.id, ok: true, value }),
      (error: unknown) => reply(port, { id: call.id, ok: false, message: messageOf(error) }),
    );
  });
}

function answer(engine: Engine, request: EngineRequest): Promise<unknown> {
  switch (request.kind) {
    case 'scan':
      return engine.scan(request.scope, request.fresh);
    case 'signal':
      return engine.signal(request.process, request.signal, request.inodes);
    case 'stateOf':
      return engine.stateOf(request.process);
    case 'ancestors':
      return engine.ancestors(request.pid);
  }
}

/** Typed arrays of a snapshot are handed over, not copied. */
function reply(port: MessagePort, message: EngineReply): void {
  const transfer: TransferListItem[] = [];
  if (message.ok && isSnapshot(message.value)) {
    const { inet, unix, ownerStart, unixOwnerStart, ownerPids } = message.value;
    for (const column of [
      ...Object.values(inet),
      ...Object.values(unix),
      ownerStart,
      unixOwnerStart,
      ownerPids,
    ]) {
      transfer.push(column.buffer as ArrayBuffer);
    }
  }
  port.postMessage(message, transfer);
}

function isSnapshot(value: unknown): value is Snapshot {
  return typeof value === 'object' && value !== null && 'inet' in value;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
