import assert from 'node:assert/strict';
import { process } from '../../../snapshots';
import { MadeMachine, type MadeRow, START } from './madeRecorder';

const NODE = process({ pid: 42 });
const SERVER: MadeRow = { local: ['127.0.0.1', 3000], inode: 7, cookie: 7, pids: [42] };
const OTHER: MadeRow = { local: ['127.0.0.1', 8080], inode: 8, cookie: 8, pids: [42] };
const CONNECTION: MadeRow = {
  ...{ local: ['127.0.0.1', 40_000], remote: ['192.0.2.9', 443], state: 1, inode: 9, pids: [42] },
};

describe('what tables alone showed to be as before', () => {
  let machine: MadeMachine;
  /** So much later nothing has changed. */
  const still = (scope: 'listening' | 'inet'): void => {
    machine.now += 10_000;
    machine.recorder.still(machine.now, scope);
  };

  it('is as good as a pass for when listeners came, and went unheard', () => {
    machine = new MadeMachine('listeners');
    machine.pass([SERVER], [NODE], { scope: 'listening' });
    for (let look = 0; look < 6; look++) still('listening');
    machine.pass([OTHER], [NODE], { scope: 'listening' });
    machine.pass([OTHER], [NODE], { scope: 'listening' });
    const times = machine
      .of('listener')
      .map(({ port, opened, closed }) => [port, MadeMachine.since(opened), MadeMachine.since(closed)]);
    assert.deepEqual(times, [
      [3000, [10_000], [70_000, 80_000]],
      [8080, [70_000, 80_000], []],
    ]);
  });

  it('says nothing of connections where listeners alone were looked at', () => {
    for (const scope of ['listening', 'inet'] as const) {
      machine = new MadeMachine('connections');
      machine.pass([SERVER, CONNECTION], [NODE]);
      still(scope);
      still(scope);
      machine.pass([SERVER], [NODE]);
      machine.pass([SERVER], [NODE]);
      const [entry] = machine.of('connection');
      const seen = scope === 'inet' ? 30_000 : 10_000;
      assert.deepEqual(MadeMachine.since(entry?.closed), [seen, 40_000], scope);
    }
  });

  it('is nothing where no pass was ever taken', () => {
    machine = new MadeMachine('connections');
    machine.recorder.still(START + 5_000, 'inet');
    machine.pass([SERVER], [NODE]);
    const [entry] = machine.of('listener');
    assert.deepEqual(MadeMachine.since(entry?.opened), [10_000], 'it may have been there for long');
  });
});
