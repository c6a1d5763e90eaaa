import assert from 'node:assert/strict';
import { hasEnded, hasLostMainThread, parseProcessStat } from '../../../../src/core/procfs/processStat';
import { assertProperty, hostileBytes } from '../../property';

describe('parseProcessStat', () => {
  const rest = '1 42 42 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 987654 0 0';

  it('finds parent and start time behind a name that looks like fields', () => {
    const stat = parseProcessStat(Buffer.from(`4242 (a) S 9 (b) S ${rest}\n`));
    assert.deepEqual(
      { ...stat, comm: Buffer.from(stat?.comm ?? []).toString() },
      {
        pid: 4242,
        comm: 'a) S 9 (b',
        state: 'S',
        parentPid: 1,
        threads: 1,
        isKernelThread: false,
        isFork: false,
        startTime: 987654,
      },
    );
  });

  it('knows a zombie as ended', () => {
    const zombie = parseProcessStat(Buffer.from(`1 (x) Z ${rest}\n`));
    assert.equal(zombie !== undefined && hasEnded(zombie), true);
  });

  it('knows a process as running whose main thread alone has ended', () => {
    const ended = parseProcessStat(Buffer.from(`1 (x) Z ${rest.replace('20 0 1 0', '20 0 2 0')}\n`));
    assert.ok(ended !== undefined);
    assert.deepEqual([hasEnded(ended), hasLostMainThread(ended), ended.threads], [false, true, 2]);
  });

  it("tells the kernel's own threads", () => {
    const stat = parseProcessStat(
      Buffer.from('2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 3 0 0\n'),
    );
    assert.equal(stat?.isKernelThread, true);
  });

  it('tells who was forked and has loaded no program since', () => {
    const stat = parseProcessStat(Buffer.from(`1 (x) S ${rest.replace('4194560', '4194624')}\n`));
    assert.equal(stat?.isFork, true);
  });

  it('never throws, whatever the bytes', () => {
    assertProperty(hostileBytes, (bytes) => void parseProcessStat(bytes));
  });
});
