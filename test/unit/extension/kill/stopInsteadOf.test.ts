import { FakeTerminal, NO } from '../units/fakeTerminal';
import assert from 'node:assert/strict';
import type { Purpose } from '../../../../src/core/kill/plan';
import type { ContainerFacts } from '../../../../src/core/model/container';
import type { PortQuestion } from '../../../../src/core/model/portFacts';
import type { ProcessOwner } from '../../../../src/core/model/process';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { portTargets } from '../../../../src/core/ports/portTargets';
import { makeSignalProcesses } from '../../../../src/extension/kill/signalProcesses';
import { container, containersOf, DB, OTHER } from '../../keptContainers';
import { dockerProxy } from '../../knownContainers';
import { type MadeSocket, process, snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';

const STOP = 'Stop Container…';
const ALL: MadeSocket = { local: ['0.0.0.0', 3000], uid: 0, pids: [700] };
const DATABASE = container({ keepers: [700] });

describe('Kill Process of who has ports for a container', () => {
  let screen: FakeTerminal;
  let freed: PortQuestion[];
  let signalled: number[];
  let asked: number;
  beforeEach(() => {
    screen = new FakeTerminal();
    [freed, signalled, asked] = [[], [], 0];
  });
  afterEach(() => screen.dispose());

  /** Has the owners of all ports of a machine killed. @returns what the question offers */
  async function kill(
    owners: readonly ProcessOwner[],
    sockets: readonly MadeSocket[],
    containers: readonly ContainerFacts[],
    purpose: Purpose = { kind: 'kill' },
  ): Promise<readonly string[]> {
    const engine = new FakeEngine();
    const machine = snapshot(sockets, owners);
    engine.onScan = () => machine;
    engine.onContainers = (fresh) => {
      assert.ok(fresh, 'what is done because of containers asks for fresh ones');
      asked++;
      return containersOf(containers);
    };
    engine.onSignal = ({ pid }) => {
      signalled.push(pid);
      return { kind: 'ended' };
    };
    const run = makeSignalProcesses({ show: async () => true } as never, {
      engine,
      monitor: { refresh: async () => undefined } as never,
      log: { info: () => undefined, error: (text: string) => assert.fail(text) } as never,
      ownPid: 9,
      free: async (question) => {
        freed.push(question);
        return 'free';
      },
    });
    await run(listeningPorts(machine).flatMap(portTargets), purpose);
    return screen.messages[0]?.actions ?? [];
  }

  it('offers to stop the container first, with a strong warning, and ends nobody then', async () => {
    screen.chosen = STOP;
    assert.deepEqual(await kill([dockerProxy()], [ALL], [DATABASE]), [NO, STOP, 'Kill']);
    assert.match(screen.messages[0]?.detail ?? '', /^WARNING: pid 700 .*may leave the port unusable/);
    assert.deepEqual(freed, [{ port: 3000, transport: 'tcp' }]);
    assert.deepEqual(signalled, []);
  });

  it('ends the keeper where the user would rather have that', async () => {
    screen.chosen = 'Kill';
    await kill([dockerProxy()], [ALL], [DATABASE]);
    assert.deepEqual([freed, signalled], [[], [700]]);
  });

  it('offers it for a process in the container, on the network of the machine', async () => {
    const inside = process({ pid: 700, membership: { container: { runtime: 'docker', id: DB } } });
    const host = container({ ports: [], networkMode: 'host' });
    assert.deepEqual(await kill([inside], [ALL], [host]), [NO, STOP, 'Kill']);
  });

  it('does not offer it for keepers of two, for others besides, or where a signal is sent', async () => {
    const loopback: MadeSocket = { local: ['127.0.0.1', 3001], uid: 0, pids: [701] };
    const {
      ports: [port],
    } = container();
    const other = container({
      id: OTHER,
      keepers: [701],
      ports: [{ ...port!, hostAddress: '127.0.0.1', hostPort: 3001 }],
    });
    const two = [dockerProxy(), dockerProxy({ pid: 701 })];
    assert.deepEqual(await kill(two, [ALL, loopback], [DATABASE, other]), [NO, 'Kill']);
    screen.messages.length = 0;
    const beside = [dockerProxy(), process({ pid: 701 })];
    assert.deepEqual(await kill(beside, [ALL, loopback], [DATABASE]), [NO, 'Kill']);
    screen.messages.length = 0;
    const signal = { kind: 'signal', signal: 'SIGHUP' } as const;
    assert.deepEqual(await kill([dockerProxy()], [ALL], [DATABASE], signal), [NO, 'Send SIGHUP']);
  });

  it('asks no engine for a plain program', async () => {
    assert.deepEqual(await kill([process({ pid: 700 })], [ALL], [DATABASE]), [NO, 'Kill']);
    assert.equal(asked, 0);
  });
});
