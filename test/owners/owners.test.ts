/** What an ordinary user is told of whose sockets are, held against what root sees, by the kernel that is here. */
import assert from 'node:assert/strict';
import { NOBODY } from '../host/users';
import { say, skipWithReason } from '../skip';
import type { Case } from './case';
import { CASES } from './cases';
import { bundleProbe, Probe } from './probe';
import type { Row } from './probe.inner';
import { isCalled, told } from './rows';
import { Scene, whyNoScene } from './scene';

describe('owners that an ordinary user is told of', () => {
  let scene: Scene | undefined;
  /** What root and the user are told of the same sockets. */
  let proven: readonly Row[] = [];
  let likely: readonly Row[] = [];

  before(async function () {
    this.timeout(60_000);
    skipWithReason(this, whyNoScene());
    await bundleProbe();
    const made = (scene = new Scene());
    const possible = [...CASES.entries()].filter(([, { whyNot }]) => whyNot?.() === undefined);
    await Promise.all(possible.map(([place, one]) => made.make(one, place)));
    const [root, nobody] = [new Probe(), new Probe({ uid: NOBODY })];
    [proven, likely] = await Promise.all([root.settled(), nobody.settled()]);
    await Promise.all([root.end(), nobody.end()]);
  });

  after(() => scene?.remove());

  for (const [place, { what, told: wanted, whyNot }] of CASES.entries()) {
    it(`of ${what}`, function () {
      skipWithReason(this, whyNot?.());
      for (const [socket, text] of Object.entries(wanted)) {
        const rows = likely.filter((row) => isCalled(row, socket, place));
        assert.ok(rows.length > 0, `${socket} is in no row`);
        for (const row of rows) assert.equal(told(row), text, socket);
      }
    });
  }

  it('are asserted of every socket', () => {
    const others = likely.filter((row) => caseOf(row) === undefined);
    assert.deepEqual(others, []);
  });

  it('name no process that has not the socket, but where nobody can tell', () => {
    const hidden = likely.filter(({ owners }) => owners.length === 0);
    const withUnit = hidden.filter(({ likelyOwner }) => likelyOwner !== undefined);
    const withProcess = withUnit.filter(({ likelyOwner }) => likelyOwner?.processes.length === 1);
    const holdersOf = (inode: number): readonly number[] =>
      proven.find((row) => row.inode === inode && inode !== 0)?.owners ?? [];
    const wrong = withProcess.filter(
      ({ likelyOwner, inode }) => !holdersOf(inode).includes(likelyOwner?.processes[0]?.pid ?? 0),
    );
    const share = ({ length }: readonly Row[]): string =>
      `${length} (${Math.round((100 * length) / hidden.length)} %)`;
    say(
      `      Of ${hidden.length} sockets without an owner ${share(withUnit)} have a unit, ${share(withProcess)} a process.`,
    );
    const texts = wrong.map((row) => `${caseOf(row)?.excuse}: ${caseOf(row)?.what}: ${told(row)}`);
    for (const text of texts.sort()) say(`      Wrong, as ${text}`);
    assert.deepEqual(wrong.filter((row) => caseOf(row)?.excuse === undefined).map(told), []);
    assert.ok(withUnit.length > 0.9 * hidden.length);
  });

  it('are never likely to root, who sees them', () => {
    const named = proven.filter(({ likelyOwner }) => (likelyOwner?.processes.length ?? 0) > 0);
    assert.deepEqual(named, []);
  });
});

/** The case that asserts what is told of a row. */
function caseOf(row: Row): Case | undefined {
  return CASES.find(({ told: wanted }, place) =>
    Object.keys(wanted).some((socket) => isCalled(row, socket, place)),
  );
}
