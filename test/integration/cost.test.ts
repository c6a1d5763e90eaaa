import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { netstat } from './netstat';

/** Milliseconds of the extension host's thread that a refresh may take on average, on a slow machine too. */
const LIMIT = 5;
const REFRESHES = 50;

describe('a refresh', () => {
  it(`takes less than ${LIMIT} ms of the extension host's thread`, async function () {
    const { monitor } = await netstat();
    await monitor.refresh();
    const before = performance.eventLoopUtilization();
    for (let count = 0; count < REFRESHES; count++) await monitor.refresh();
    const { active } = performance.eventLoopUtilization(before);
    const each = active / REFRESHES;
    if (this.test) this.test.title += `: ${each.toFixed(2)} ms`;
    assert.ok(each < LIMIT);
  });
});
