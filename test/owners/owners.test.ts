/** What an ordinary user is told of whose sockets are, held against what root sees, by the kernel that is here. */
import assert from 'node:assert/strict';
import { NOBODY } from '../host/users';
import { say, skipWithReason } from '../skip';
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
    await Promise.all(CASES.map((one, place) => made.make(one, place)));
    const [root, nobody] = [new Probe(), new Probe({ uid: NOBODY })];
    [proven, likely] = await Promise.all([root.settled(), nobody.settled()]);
    await Promise.all([root.end(), nobody.end()]);
  });

  after(() => scene?.remove());

  for (const [place, { what, told: wanted }] of CASES.entries()) {
    it(`of ${what}`, () => {
      for (const [socket, text] of Object.entries(wanted)) {
        const rows = likely.filter((row) => isCalled(row, socket, place));
        assert.ok(rows.length > 0, `${socket} is in no row`);
        for (const row of rows) assert.equal(told(row), text, socket);
      }
    });
  }

  it('are asserted of every socket, but what waits to be forgotten', () => {
    const others = likely.filter(
      (row) =>
        row.state !== 6 &&
        !CASES.some((one, place) => Object.keys(one.told).some((socket) => isCalled(row, socket, place))),
    );
    assert.deepEqual(others, []);
  });

  it('name no process that has not the socket, but where nobody can tell', () => {
    const excused = new Map<string, string[]>();
    const wrong: string[] = [];
    let [units, processes, hidden] = [0, 0, 0];
    for (const row of likely) {
      if (row.owners.length > 0) continue;
      hidden++;
      if (row.likelyOwner === undefined) continue;
      units++;
      const [process] = row.likelyOwner.processes;
      if (process === undefined) continue;
      processes++;
      const { owners = [] } = proven.find(({ inode }) => inode === row.inode && inode !== 0) ?? {};
      if (owners.includes(process.pid)) continue;
      const one = CASES.find(({ told: wanted }, place) =>
        Object.keys(wanted).some((socket) => isCalled(row, socket, place)),
      );
      const text = `${one?.what}: ${told(row)}`;
      if (one?.excuse === undefined) wrong.push(text);
      else excused.set(one.excuse, [...(excused.get(one.excuse) ?? []), text]);
    }
    const share = (count: number): string => `${count} (${Math.round((100 * count) / hidden)} %)`;
    say(
      `      ${hidden} sockets whose owner is hidden: ${share(units)} with a unit, ${share(processes)} with a process`,
    );
    for (const [why, texts] of excused)
      say(`      wrong because ${why}: ${texts.length}\n        ${texts.join('\n        ')}`);
    assert.deepEqual(wrong, []);
  });

  it('are never likely to root, who sees them', () => {
    const named = proven.filter(({ likelyOwner }) => (likelyOwner?.processes.length ?? 0) > 0);
    assert.deepEqual(named, []);
  });
});
