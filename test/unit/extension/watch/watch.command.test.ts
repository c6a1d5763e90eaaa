import { FakeTerminal } from '../units/fakeTerminal';
import { commands as registered } from '../fakeVscode';
import assert from 'node:assert/strict';
import type { PortEvent } from '../../../../src/core/ports/portWatch';
import { Emitter } from '../../../../src/extension/lifetime';
import { commands } from '../../../../src/extension/watch/watch.command';
import type { WatchNews } from '../../../../src/extension/watch/watches';
import { process, snapshot } from '../../snapshots';

const WEB = { transport: 'tcp', port: 3000 } as const;
const vite = (pid: number): ReturnType<typeof process> =>
  process({ pid, description: { what: 'vite', project: 'shop' } });

describe('the message on a watched port', () => {
  let screen: FakeTerminal;
  let removed: unknown[];
  let found: unknown[];
  let news: Emitter<WatchNews>;

  beforeEach(() => {
    screen = new FakeTerminal();
    news = new Emitter();
    removed = [];
    found = [];
    registered.set('netstat.findPortOwner', (...args) => found.push(args));
    const watches = { onDidNews: news.event, remove: async (port: unknown) => void removed.push(port) };
    const listeningPorts = { ports: [], show: async () => false };
    const parts = { watches, listeningPorts, monitor: { snapshot: snapshot([]) } };
    commands(parts as never, { add: () => undefined } as never);
  });
  afterEach(() => {
    registered.delete('netstat.findPortOwner');
    screen.dispose();
  });

  const hear = async (event: PortEvent): Promise<string> => {
    news.fire({ watched: WEB, event });
    await new Promise(setImmediate);
    return screen.messages.at(-1)?.text ?? '';
  };
  const by = (pid: number): { leaders: ReturnType<typeof vite>[]; likely: [] } => ({
    leaders: [vite(pid)],
    likely: [],
  });

  it('has Show first, whatever became of the port, so that no watch ends in passing', async () => {
    screen.chosen = 'Show';
    await hear({ kind: 'closed', before: by(42) });
    assert.deepEqual(screen.messages[0]?.actions, ['Show', 'Stop Watching']);
    assert.deepEqual([removed, found], [[], [['3000']]]);
    screen.chosen = 'Stop Watching';
    await hear({ kind: 'opened', now: by(42) });
    assert.deepEqual(removed, [WEB]);
  });

  it('is the same again where the same happens again, which VS Code shows in the place of the first', async () => {
    assert.equal(await hear({ kind: 'opened', now: by(42) }), 'Port 3000 has opened: vite of shop listens.');
    assert.equal(await hear({ kind: 'opened', now: by(77) }), 'Port 3000 has opened: vite of shop listens.');
    const restarted = { kind: 'restarted', before: by(42), now: by(43) } as const;
    assert.equal(await hear(restarted), 'Port 3000 was restarted: vite of shop listens again.');
    assert.equal(
      await hear({ kind: 'closed', before: by(43) }),
      'Port 3000 has closed: vite of shop listened.',
    );
  });

  it('tells two of one name apart by their pids', async () => {
    assert.equal(
      await hear({ kind: 'changedHands', before: by(42), now: by(43) }),
      'Port 3000 has changed hands: vite of shop (pid 43) listens, no longer vite of shop (pid 42).',
    );
  });
});
