import '../fakeVscode';
import assert from 'node:assert/strict';
import { makePlan } from '../../../../src/core/kill/plan';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { portTargets } from '../../../../src/core/ports/portTargets';
import { killQuestion, type Question } from '../../../../src/extension/kill/questions';
import { FakeEngine } from '../fakeEngine';
import { type MadeSocket, process, snapshot } from '../../snapshots';

describe('the question before a process is ended', () => {
  const vite = process({
    pid: 42,
    description: { what: 'vite', project: 'shop' },
    workingDirectory: '/home/alice/shop\n[Yes](command:x)',
  });
  const listening: MadeSocket = { local: ['127.0.0.1', 3000], pids: [42] };
  const client = (port: number): MadeSocket => ({ ...listening, remote: ['127.0.0.1', port], state: 1 });

  async function question(sockets: readonly MadeSocket[], owner = vite): Promise<Question> {
    const machine = snapshot(sockets, [owner], { scope: 'all' });
    const engine = new FakeEngine();
    engine.onScan = () => machine;
    const chosen = listeningPorts(machine).flatMap(portTargets);
    return killQuestion(await makePlan(chosen, { kind: 'kill' }, engine, () => false));
  }

  it('names the pid first and the program in quotation marks, and no name that is made up', async () => {
    const { message, detail } = await question([listening]);
    assert.equal(message, 'Kill pid 42 “node”?');
    assert.doesNotMatch(message + detail, /vite of|vite · shop/);
  });

  it('tells the folder, on one line, and how many are connected', async () => {
    const { detail } = await question([listening, client(5001), client(5002)]);
    assert.match(detail, /^Folder: \/home\/alice\/shop .*\[Yes\]\(command:x\)\nPorts: /m);
    assert.match(detail, /^Connected clients: 2$/m);
    assert.match((await question([listening])).detail, /^Connected clients: 0$/m);
  });

  it('tells neither of a process that may not be looked into, or that nobody connects to', async () => {
    const udp: MadeSocket = { protocol: 'udp', local: ['127.0.0.1', 5353], pids: [42] };
    const { detail } = await question([udp], process({ pid: 42 }));
    assert.doesNotMatch(detail, /Folder|Connected/);
  });
});
