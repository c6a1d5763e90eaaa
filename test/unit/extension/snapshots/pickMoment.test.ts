import assert from 'node:assert/strict';
import '../fakeVscode';
import { momentItems } from '../../../../src/extension/snapshots/pickMoment';

const NOW = new Date(2026, 10, 27, 15).getTime();
const SINCE = NOW - 2 * 3_600_000;

function items(typed: string): { readonly label: string; readonly ago?: number; readonly wrong?: string }[] {
  return momentItems(typed, SINCE, NOW).map(({ label, at, detail }) => ({
    label,
    ...(at !== undefined && { ago: NOW - at }),
    ...(detail !== undefined && { wrong: detail }),
  }));
}

describe('moments of the history that can be chosen', () => {
  it('are a few that it has, and when recording began', () => {
    assert.deepEqual(
      items('').map(({ ago }) => ago),
      [300_000, 3_600_000, 2 * 3_600_000],
    );
  });

  it('are what is typed, as since: has it', () => {
    assert.deepEqual(items('14:30')[0], { label: '14:30', ago: 1_800_000 });
    assert.deepEqual(items(' 90m ')[0], { label: '90m', ago: 5_400_000 });
  });

  it('are none that it does not have, which is said', () => {
    const wrong: Readonly<Record<string, RegExp>> = {
      'a while ago': /is no time such as/,
      '3h': /^The history reaches back to /,
      '2026-11-28': /in the future/,
    };
    for (const [typed, expected] of Object.entries(wrong)) {
      const [first] = items(typed);
      assert.equal(first?.ago, undefined);
      assert.match(first?.wrong ?? '', expected);
    }
  });
});
