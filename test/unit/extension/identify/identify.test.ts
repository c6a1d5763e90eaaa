import { FakeTerminal, NO } from '../units/fakeTerminal';
import assert from 'node:assert/strict';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { commands } from '../../../../src/extension/identify/identify.command';
import { identifyCommands } from '../../../../src/extension/identify/identify.contributions';
import { identities, identityText } from '../../../../src/extension/identify/identities';
import { DisposableStore } from '../../../../src/extension/lifetime';
import { nodeOf, type RowNode } from '../../../../src/extension/views/tree/row';
import { namespaceFacts } from '../../namespaces';
import { type MadeSocket, process, snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';

const NODE = process({ pid: 42 });
const SSH = process({
  pid: 43,
  comm: 'ssh',
  commandLine: ['ssh', '-NL', '5432:db:5432', 'bastion'],
  executable: '/usr/bin/ssh',
});
const SOCKETS: readonly MadeSocket[] = [
  { local: ['127.0.0.1', 3000], pids: [42] },
  { local: ['127.0.0.1', 5432], pids: [43] },
  { local: ['0.0.0.0', 5353], pids: [42], protocol: 'udp' },
  { local: ['127.0.0.1', 6379], pids: [42] },
];
const MACHINE = snapshot(SOCKETS, [NODE, SSH]);

function nodeOfPort(number: number, machine: Snapshot = MACHINE): RowNode {
  const port = listeningPorts(machine).find((each) => each.port === number);
  assert.ok(port);
  return nodeOf(port.id, undefined, { id: port.id, label: '', port }, []);
}

function shown(number: number): string | undefined {
  const port = listeningPorts(MACHINE).find((each) => each.port === number);
  return port && identityText(port);
}

describe('Identify', () => {
  let screen: FakeTerminal;
  let engine: FakeEngine;
  let logged: string[];

  beforeEach(() => {
    screen = new FakeTerminal();
    engine = new FakeEngine();
    engine.onScan = () => MACHINE;
    engine.onIdentify = ({ port }) => ({
      kind: 'identified',
      identity: { protocol: 'HTTP', status: 200, title: `Page ${port}` },
    });
    logged = [];
  });
  afterEach(() => {
    screen.dispose();
    identities.clear();
    assert.equal(engine.consumers, 0);
  });

  async function run(command: { readonly id: string }, ...args: unknown[]): Promise<void> {
    const note = (line: string): void => void logged.push(line);
    const parts = {
      engine,
      namingEngine: engine,
      log: { info: note, error: note },
      monitor: { snapshot: MACHINE },
    } as unknown as Parameters<typeof commands>[0];
    const found = commands(parts, new DisposableStore()).find(([{ id }]) => id === command.id);
    assert.ok(found);
    await found[1](...(args as never[]));
    await new Promise(setImmediate);
  }

  function asked(): number[] {
    return engine.identified.flat().map(({ port }) => port);
  }

  function agree(): void {
    screen.onModal = () => {
      screen.chosen = screen.messages.at(-1)?.actions[1];
    };
  }

  it('asks a row that was chosen at once, tells what it says, and has it in the row', async () => {
    await run(identifyCommands.identify, nodeOfPort(3000));
    assert.deepEqual(asked(), [3000]);
    assert.deepEqual(screen.waits, ['Asking what answers on port 3000']);
    assert.equal(screen.said, 'Port 3000. Answers in: HTTP, Status: 200, Title: “Page 3000”.');
    assert.equal(shown(3000), 'HTTP “Page 3000”');
  });

  it('asks about one whose program passes it on, names that, and asks nobody unless the user agrees', async () => {
    await run(identifyCommands.identify, nodeOfPort(5432));
    assert.deepEqual(asked(), []);
    const [question] = screen.messages;
    assert.equal(question?.text, 'Connect to port 5432, and ask what answers there?');
    assert.match(
      question.detail ?? '',
      /^Port 5432 \(pid 43 “ssh”\): Its program passes connections on, perhaps to another machine/,
    );
    assert.match(question.detail ?? '', /at most three connections.*GET \/\. Suggested are PostgreSQL\./);
    assert.match(question.detail ?? '', /A server that serves one connection may end by it/);
    assert.deepEqual(question.actions, [NO, 'Identify']);
    agree();
    await run(identifyCommands.identify, nodeOfPort(5432));
    assert.deepEqual(asked(), [5432]);
    assert.equal(shown(5432), 'HTTP “Page 5432”');
  });

  it('says why a UDP port is not asked', async () => {
    await run(identifyCommands.identify, nodeOfPort(5353));
    assert.deepEqual(asked(), []);
    assert.match(screen.said, /^Port 5353 was not asked: it is a UDP port, which takes no connections/);
  });

  it('asks where a row is of another network namespace there, or says that it cannot', async () => {
    const node = nodeOfPort(3000);
    const port = { ...node.row.port, namespace: namespaceFacts({ isOwn: false, names: ['made-up'] }) };
    engine.onIdentify = () => ({ kind: 'closed' });
    await run(identifyCommands.identify, { ...node, row: { ...node.row, port } });
    assert.deepEqual(engine.identified.flat()[0]?.namespace, { kind: 'name', name: 'made-up' });
    assert.match(screen.said, /^Port 3000 is in a network namespace that this process may not enter/);
    assert.equal(shown(3000), undefined);
  });

  it('has the palette ask which port, of those of TCP', async () => {
    screen.picked = 2;
    await run(identifyCommands.identify);
    assert.deepEqual(screen.picks, [['3000 node', '5432 ssh', '6379 node']]);
    assert.deepEqual(asked(), [6379]);
  });

  it('asks all after one question that says whom not and why', async () => {
    await run(identifyCommands.identifyAll);
    assert.deepEqual(asked(), []);
    const [question] = screen.messages;
    assert.equal(question?.text, 'Connect to 2 ports, and ask what answers there?');
    assert.match(question.detail ?? '', /^Ports: 3000, 6379\n/);
    assert.match(question.detail ?? '', /passed on, perhaps to another machine: 5432/);
    assert.match(question.detail ?? '', /UDP, which takes no connections: 5353/);
    agree();
    await run(identifyCommands.identifyAll);
    assert.deepEqual(asked(), [3000, 6379]);
    assert.equal(screen.messages.at(-1)?.text, '2 of 2 ports say what they are, which their rows show now.');
    assert.equal(shown(6379), 'HTTP “Page 6379”');
    assert.equal(shown(5432), undefined);
  });

  it('stops what is under way where the user cancels, and tells whom it did not ask', async () => {
    agree();
    screen.isCancelling = true;
    engine.onIdentify = (_listener, run) => ({ kind: engine.stopped.includes(run) ? 'cancelled' : 'silent' });
    await run(identifyCommands.identifyAll);
    assert.equal(engine.stopped.length, asked().length);
    assert.match(screen.said, /Not asked, or not to the end, since you cancelled: .*6379/);
  });

  it('tells that nothing came of it, and logs no word of what was said', async () => {
    engine.onIdentify = () => ({ kind: 'ended' });
    await run(identifyCommands.identify, nodeOfPort(3000));
    assert.match(screen.said, /took one connection, said nothing, and listens no more/);
    engine.onIdentify = () => Promise.reject(new Error('gone'));
    await run(identifyCommands.identify, nodeOfPort(3000));
    assert.match(screen.said, /Nobody more was asked, since this failed: gone/);
    assert.deepEqual(logged, ['identify port 3000: ended', 'identify: gone']);
  });

  it('does nothing of a row that has closed', async () => {
    const node = { ...nodeOfPort(3000), mark: 'closed' };
    await run(identifyCommands.identify, node);
    assert.deepEqual(asked(), []);
    assert.match(screen.said, /closed meanwhile/);
  });
});
