import assert from 'node:assert/strict';
import type { NetstatRun, Round } from '../../../../src/node/netstat/netstatRun';
import { Session } from '../../../../src/extension/netstat/session';

/** A run whose rounds come when the test says so. */
class FakeRun {
  disposed = false;
  asked = 0;
  #give: ((round: Round) => void) | undefined;

  next(): Promise<Round> {
    this.asked++;
    return new Promise((resolve) => (this.#give = resolve));
  }

  dispose(): void {
    this.disposed = true;
    this.give('stopped', '');
  }

  give(kind: Round['kind'], text: string): void {
    this.#give?.({ kind, text });
  }
}

describe("a netstat document's session", () => {
  let runs: FakeRun[];
  let session: Session;
  let show: () => void;
  let hide: () => void;

  beforeEach(() => {
    runs = [];
    let visible: Promise<void> = Promise.resolve();
    show = () => undefined;
    session = new Session(['-tlnc'], {
      start: () => {
        const run = new FakeRun();
        runs.push(run);
        return run as unknown as NetstatRun;
      },
      whenVisible: () => visible,
      textOf: ({ text }) => text,
    });
    hide = () => {
      visible = new Promise((resolve) => (show = resolve));
    };
  });

  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('shows the one round of a run that ends, and lets go of it', async () => {
    const done = session.run();
    runs[0]?.give('end', 'text');
    assert.equal(await done, true);
    assert.equal(session.text, 'text');
    assert.equal(session.isLive, false);
    assert.ok(runs[0]?.disposed);
  });

  it('replaces its text round after round', async () => {
    const done = session.run();
    runs[0]?.give('more', 'one');
    await done;
    assert.equal(session.isLive, true);
    await settle();
    runs[0]?.give('more', 'two');
    await settle();
    assert.equal(session.text, 'two');
    runs[0]?.give('end', 'three');
    await settle();
    assert.equal(session.text, 'three');
    assert.equal(session.isLive, false);
  });

  it('asks for no round that nobody would see', async () => {
    hide();
    const done = session.run();
    runs[0]?.give('more', 'one');
    await done;
    await settle();
    assert.equal(runs[0]?.asked, 1);
    show();
    await settle();
    assert.equal(runs[0]?.asked, 2);
  });

  it('takes nothing from a run that another has replaced', async () => {
    const first = session.run();
    const second = session.run();
    assert.equal(await first, false);
    runs[0]?.give('end', 'old');
    runs[1]?.give('end', 'new');
    assert.equal(await second, true);
    assert.equal(session.text, 'new');
  });

  it('keeps its text when it is stopped, and tells so once', async () => {
    const done = session.run();
    runs[0]?.give('more', 'one');
    await done;
    let changes = 0;
    session.onDidChange(() => changes++);
    session.stop();
    session.stop();
    await settle();
    assert.equal(changes, 1);
    assert.equal(session.text, 'one');
    assert.equal(session.isLive, false);
  });
});
