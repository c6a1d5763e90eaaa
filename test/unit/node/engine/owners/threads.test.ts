import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ownersOf } from '../../../../../src/core/model/snapshot';
import type { ProcessOwner } from '../../../../../src/core/model/process';
import type { LocalEngine } from '../../../../../src/node/engine/localEngine';
import { machineEngine } from '../../../../../src/node/engine/machineEngine';
import { loadSystemCalls } from '../../../../../src/node/system/systemCalls';
import { whyMissing } from '../../../../host/programs';
import { skipWithReason } from '../../../../skip';

/** Listens in a second thread, and ends the first one as pthread_exit(3) does, when it is told to. */
const PROGRAM = `
import ctypes, socket, sys, threading
def listen():
    server = socket.create_server(('127.0.0.1', 0))
    print(server.getsockname()[1], flush=True)
    threading.Event().wait()
threading.Thread(target=listen).start()
sys.stdin.readline()
ctypes.CDLL(None).pthread_exit(None)
`;

describe('a process whose main thread has ended while another one listens', () => {
  let child: ChildProcess;
  let port = 0;

  before(async function () {
    skipWithReason(this, whyMissing('python3'));
    child = spawn('python3', ['-c', PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
    assert.ok(child.stdout !== null);
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    port = Number(line);
  });

  after(() => child.kill('SIGKILL'));

  const owner = async (engine: LocalEngine, fresh: boolean): Promise<ProcessOwner | undefined> => {
    const snapshot = await engine.scan('listening', fresh);
    return ownersOf(snapshot, snapshot.inet.localPort.indexOf(port))[0];
  };

  it('is known as the owner, by files and by system calls, before and after, and as running', async () => {
    const { pid } = child;
    const calls = loadSystemCalls();
    assert.ok(pid !== undefined && !(calls instanceof Error));
    const engines = [machineEngine(calls), machineEngine(new Error('none'))];
    for (const engine of engines) assert.equal((await owner(engine, true))?.pid, pid);
    child.stdin?.write('\n');
    while (!readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ')) await nextTurn();
    for (const engine of [...engines, machineEngine(calls), machineEngine(new Error('none'))]) {
      for (const fresh of [false, true]) {
        const found = await owner(engine, fresh);
        assert.equal(found?.pid, pid);
        assert.ok(found.commandLine.includes('-c'));
        assert.equal(found.workingDirectory, process.cwd());
        assert.equal(await engine.stateOf(found), 'running');
      }
      const snapshot = await engine.scan('listening', true);
      const inode = snapshot.inet.inode[snapshot.inet.localPort.indexOf(port)] ?? 0;
      const found = ownersOf(snapshot, snapshot.inet.localPort.indexOf(port))[0] ?? assert.fail();
      // It holds the socket still, and nothing happens by this signal.
      assert.deepEqual(await engine.signal(found, 'SIGCONT', [inode]), { kind: 'sent' });
      assert.deepEqual(await engine.signal(found, 'SIGCONT', [inode + 1]), { kind: 'released' });
    }
  });
});
