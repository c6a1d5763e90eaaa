/** Free Port against real engines: their network is another one, so who listens there is told by ss(8). */
import '../unit/extension/fakeVscode';
import assert from 'node:assert/strict';
import { readFileSync, readlinkSync, statSync } from 'node:fs';
import { parseCgroup } from '../../src/core/procfs/cgroup';
import type { ProcessOwner } from '../../src/core/model/process';
import type { Snapshot } from '../../src/core/model/snapshot';
import { type Freed, freeWithProof } from '../../src/extension/ports/freePortCommand';
import type { MachineContainers } from '../../src/node/containers/machineContainers';
import { FakeEngine } from '../unit/extension/fakeEngine';
import { portFacts } from '../unit/portFacts';
import { process as made, snapshot } from '../unit/snapshots';
import type { Ground } from './ground';
import { BIND } from './looks';

/** A process that listens, as /proc tells of it. */
function owner(pid: number): ProcessOwner {
  const file = (name: string): string => readFileSync(`/proc/${pid}/${name}`, 'utf8');
  return made({
    pid,
    uid: statSync(`/proc/${pid}`).uid,
    membership: parseCgroup(readFileSync(`/proc/${pid}/cgroup`)),
    comm: file('comm').trim(),
    executable: readlinkSync(`/proc/${pid}/exe`),
    commandLine: file('cmdline').split('\0').slice(0, -1),
  });
}

/** Has the port of a network freed of the containers of a machine, by who answers messages. Nobody is signalled. */
export async function freeIn(ground: Ground, machine: MachineContainers, port: number): Promise<Freed> {
  const engine = new FakeEngine();
  const look = async (): Promise<Snapshot> => {
    const owners = [...new Set(await ground.listeners(port))].map(owner);
    const pids = owners.map(({ pid }) => pid);
    return snapshot(
      pids.length === 0 ? [] : [{ local: ['0.0.0.0', port], uid: owners[0]?.uid ?? 0, pids }],
      owners,
    );
  };
  engine.onScan = look;
  engine.portFacts = async (question) => {
    const said = await ground.run([process.execPath, '-e', BIND, 'tcp', String(port), '0.0.0.0']);
    const outcome = said === 'free' ? 'free' : 'inUse';
    return portFacts(await look(), {
      ...question,
      trials: [{ address: '0.0.0.0', outcome }],
      isBoundKnown: true,
    });
  };
  engine.containers = (_settings, fresh) => (fresh ? machine.fresh() : machine.containers());
  engine.containerNow = (container) => machine.details(container);
  engine.stopContainer = (container) => machine.stop(container);
  const freed = await freeWithProof(
    { port, transport: 'tcp' },
    {
      engine,
      ownPid: process.pid,
      end: async () => assert.fail('nobody is to be asked to end a process'),
      show: async () => undefined,
      explain: async () => undefined,
    },
  );
  await new Promise(setImmediate);
  assert.deepEqual(engine.signals, []);
  return freed;
}
