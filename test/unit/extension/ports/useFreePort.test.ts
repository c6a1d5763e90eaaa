import { FakeTerminal } from '../units/fakeTerminal';
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { FailedCommands } from '../../../../src/extension/addressInUse/failedCommands';
import { freePortNear, likelyFreePort } from '../../../../src/extension/ports/freePortNear';
import { useFreePort } from '../../../../src/extension/ports/useFreePort';
import { container, containersOf } from '../../keptContainers';
import { portFacts } from '../../portFacts';
import { snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';

describe('a free port nearby', () => {
  let screen: FakeTerminal;
  let engine: FakeEngine;
  let bound: number[];
  let failedCommands: FailedCommands;
  const watches = { list: [{ transport: 'tcp', port: 3001 } as const] };

  beforeEach(() => {
    screen = new FakeTerminal();
    engine = new FakeEngine();
    bound = [];
    failedCommands = new FailedCommands();
    Object.assign(vscode.window, { visibleTextEditors: [] });
    engine.onScan = () => snapshot([{ local: ['127.0.0.1', 3000] }]);
    engine.onPortFacts = (question) => {
      bound.push(question.port);
      return portFacts(snapshot([]), { ...question, trials: [{ address: '0.0.0.0', outcome: 'free' }] });
    };
  });
  afterEach(() => screen.dispose());

  const parts = (): Parameters<typeof useFreePort>[1] => ({ namingEngine: engine, watches, failedCommands });

  it('is none that a watch names, or that a container has by packet rules alone', async () => {
    const ports = [{ transport: 'tcp', hostAddress: '0.0.0.0', hostPort: 3002, containerPort: 80 } as const];
    engine.onContainers = () => containersOf([container({ ports })]);
    assert.equal(await freePortNear(3000, parts()), 3003);
    assert.deepEqual(bound, [3003]);
    assert.equal(engine.consumers, 0);
  });

  it('is told without a bind where nobody has clicked yet', () => {
    assert.equal(likelyFreePort({ transport: 'tcp', port: 3000 }, snapshot([]), { watches }), 3002);
    assert.equal(likelyFreePort({ transport: 'tcp', port: 80 }, snapshot([]), { watches }), 1024);
    assert.deepEqual(bound, []);
  });

  it('stands in the command that failed, which is typed and left to the user', async () => {
    const { activeTerminal: terminal } = vscode.window;
    assert.ok(terminal);
    const line = { value: 'vite --port 3000', isTrusted: true, confidence: 2 };
    const complaint = { port: 3000, transport: 'tcp', goesOn: false } as const;
    failedCommands.take({ complaint, command: { terminal, line } });
    await useFreePort({ transport: 'tcp', port: 3000 }, parts());
    assert.deepEqual(screen.typed, ['vite --port 3002']);
    assert.deepEqual([screen.messages, screen.copied], [[], '']);
    // It failed once more, and nobody knows with which command.
    failedCommands.take({ complaint });
    await useFreePort({ transport: 'tcp', port: 3000 }, parts());
    assert.deepEqual([screen.typed.length, screen.copied], [1, '3002']);
  });

  it('is copied where no command names the port', async () => {
    await useFreePort({ transport: 'tcp', port: 3000 }, parts());
    assert.equal(screen.copied, '3002');
    assert.match(screen.said, /^Port 3002 is free, and its number is copied\./);
  });

  it('is said to be none where nothing nearby is free', async () => {
    engine.onPortFacts = (question) =>
      portFacts(snapshot([]), { ...question, trials: [{ address: '0.0.0.0', outcome: 'inUse' }] });
    await useFreePort({ transport: 'tcp', port: 3000 }, parts());
    assert.equal(screen.copied, '');
    assert.match(screen.said, /^No port shortly above 3000 is free/);
  });
});
