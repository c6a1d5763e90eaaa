/** Identify in a real network namespace beside the own one, as root, and as a user who may enter none. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { OneNamespace } from '../../../../../../src/core/model/namespace';
import type { LocalEngine } from '../../../../../../src/node/engine/localEngine';
import { machineEngine } from '../../../../../../src/node/engine/machineEngine';
import { NamespaceEntry } from '../../../../../../src/node/engine/namespaces/namespaceEntry';
import { FileReader } from '../../../../../../src/node/reader';
import { loadSystemCalls } from '../../../../../../src/node/system/systemCalls';
import { whyMissing } from '../../../../../host/programs';
import { NOBODY, whyNoOtherUser } from '../../../../../host/users';
import { skipWithReason } from '../../../../../skip';
import { Servers } from './servers';

/** Greets on a port of both families, of loopback. */
const SERVE = `const net = require('node:net');
const server = net.createServer((socket) => socket.end('SSH-2.0-inside\\r\\n'));
server.listen(0, '::', () => console.log(server.address().port));`;

describe('Identify in another network namespace', () => {
  const servers = new Servers();
  let child: ChildProcess;
  let port: number;
  let namespace: OneNamespace;
  let engine: LocalEngine;

  before(async function () {
    const missing = whyMissing('ip', 'unshare');
    skipWithReason(this, whyNoOtherUser() ?? (missing || undefined));
    const calls = loadSystemCalls();
    assert.ok(!(calls instanceof Error), 'npm ci brings koffi for this machine');
    const lost = (): never => assert.fail('it was not let back');
    const namespaceEntry = new NamespaceEntry(calls, new FileReader('/proc'), lost);
    engine = machineEngine(calls, { namespaceEntry });
    const made = spawn('unshare', ['--net', 'sh', '-c', 'ip link set lo up; exec node -e "$SERVE"'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, SERVE },
    });
    child = made;
    const [said] = (await once(made.stdout, 'data')) as [Buffer];
    port = Number(said);
    const { namespaces } = await engine.scan('listening', true, undefined, { shown: { kind: 'all' } });
    const example = namespaces?.parts
      .map((part) => part.namespace.example)
      .find((each) => each?.pid === made.pid);
    assert.ok(example, 'the namespace is found');
    namespace = { kind: 'process', pid: example.pid, startTime: example.startTime };
  });

  after(async () => {
    await servers.stop();
    if (child === undefined) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('connects to the listener there, and to nobody who has that port here', async () => {
    const inside = { kind: 'identified', identity: { protocol: 'SSH', product: 'inside' } };
    for (const address of ['127.0.0.1', '::1']) {
      assert.deepEqual(await engine.identify(1, [{ address, port, namespace }]), [inside]);
    }
    const here = await servers.start((socket) => socket.end('SSH-2.0-here\r\n'));
    const outcomes = await engine.identify(2, [here.listener, { ...here.listener, namespace }]);
    assert.deepEqual(outcomes, [
      { kind: 'identified', identity: { protocol: 'SSH', product: 'here' } },
      { kind: 'refused' },
    ]);
    assert.equal(here.connections.length, 1);
  });

  it('connects nowhere where this user may not enter, or the namespace has ended', async () => {
    const ended: OneNamespace = { kind: 'process', pid: child.pid ?? 0, startTime: 1 };
    assert.deepEqual(await engine.identify(3, [{ address: '127.0.0.1', port, namespace: ended }]), [
      { kind: 'closed' },
    ]);
    process.seteuid?.(NOBODY);
    try {
      const [outcome] = await engine.identify(4, [{ address: '127.0.0.1', port, namespace }]);
      assert.deepEqual(outcome, { kind: 'closed' });
    } finally {
      process.seteuid?.(0);
    }
  });
});
