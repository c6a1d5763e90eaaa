import { FakeTerminal, NO } from '../units/fakeTerminal';
import assert from 'node:assert/strict';
import type { KillPlan } from '../../../../src/core/kill/plan';
import { chosenIn, modalDialogs, tell } from '../../../../src/extension/kill/dialogs';
import { process, snapshot } from '../../snapshots';

const TARGET = {
  process: process({ pid: 42 }),
  ...{ ports: [], inodes: [], endpoints: [], isEditor: false, isForeign: false, children: [] },
};
const PLAN: KillPlan = { purpose: { kind: 'kill' }, targets: [TARGET], unfit: [], snapshot: snapshot([]) };

describe('what is told when rights were lacking', () => {
  it('offers the line with sudo only where the machine has that', async () => {
    const screen = new FakeTerminal();
    const answer = {
      text: 'Denied.',
      isGood: false,
      signal: 'SIGTERM',
      deniedPids: [42],
      holder: undefined,
    } as const;
    screen.chosen = 'Type sudo Command in Terminal';
    await tell(
      answer,
      async () => undefined,
      () => false,
    );
    assert.deepEqual([screen.messages.at(-1)?.actions, screen.typed], [[], []]);
    await tell(
      answer,
      async () => undefined,
      () => true,
    );
    await new Promise(setImmediate);
    assert.deepEqual(screen.typed, ['sudo kill 42']);
    screen.dispose();
  });
});

describe('a question with consequences', () => {
  let screen: FakeTerminal;
  beforeEach(() => void (screen = new FakeTerminal()));
  afterEach(() => screen.dispose());

  const buttons = (): unknown => screen.messages.at(-1)?.actions;

  it('has the button first, which Enter presses, that leaves all as it is', async () => {
    screen.chosen = NO;
    assert.equal(await modalDialogs(1_000).confirm(PLAN), false);
    assert.deepEqual(buttons(), [NO, 'Kill']);
    assert.equal(await modalDialogs(1_000).confirmForce([TARGET]), false);
    assert.deepEqual(buttons(), [NO, 'Kill by Force']);
    assert.equal(await chosenIn({ message: 'Sure?', detail: '', yes: 'Yes' }, 'Other'), undefined);
    assert.deepEqual(buttons(), [NO, 'Yes', 'Other']);
  });

  it('agrees to what is chosen alone, and to nothing where it is closed', async () => {
    assert.equal(await modalDialogs(1_000).confirm(PLAN), false);
    screen.chosen = 'Kill';
    assert.equal(await modalDialogs(1_000).confirm(PLAN), true);
  });

  it('offers what is better than to end somebody before that, and does it then', async () => {
    let stops = 0;
    const instead = async (): Promise<{ title: string; run: () => void }> => ({
      title: 'Stop Container…',
      run: () => void stops++,
    });
    screen.chosen = 'Stop Container…';
    assert.equal(await modalDialogs(1_000, instead).confirm(PLAN), false);
    assert.deepEqual(buttons(), [NO, 'Stop Container…', 'Kill']);
    assert.equal(stops, 1);
  });
});
