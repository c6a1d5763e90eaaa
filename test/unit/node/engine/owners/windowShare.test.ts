import assert from 'node:assert/strict';
import type { EditorWindow } from '../../../../../src/core/model/editorWindow';
import { type WindowShare, windowShare } from '../../../../../src/node/engine/owners/windowShare';

/** editor 10 → terminal 20 → npm 21 → node 22, and node 30 of another login. */
const parents: Readonly<Record<number, number>> = { 10: 1, 20: 10, 21: 20, 22: 21, 30: 1 };
const window: EditorWindow = { editorPid: 10, roots: [20], folders: ['/srv/app'] };

function shareOf(
  pid: number,
  path: string,
  of: Partial<EditorWindow> = {},
  before?: WindowShare,
): WindowShare {
  const process = { pid, parentPid: parents[pid] ?? 1, workingDirectory: path };
  return windowShare(process, { ...window, ...of }, before, (child) => parents[child] ?? 0);
}

describe('what a window is to a process', () => {
  it('is the terminal, task or debug session that started it', () => {
    assert.deepEqual(shareOf(22, '/tmp'), { isMine: true, windowRoots: [20] });
    assert.deepEqual(shareOf(20, '/tmp'), { isMine: true, windowRoots: [20] });
    assert.deepEqual(shareOf(22, '/', { roots: [20, 22] }).windowRoots, [22, 20], 'nearest first');
    assert.deepEqual(shareOf(30, '/tmp'), {});
  });

  it('is a folder that it works in', () => {
    assert.deepEqual(shareOf(30, '/srv/app/web'), { isMine: true });
    assert.deepEqual(shareOf(30, '/srv/application'), {});
    assert.deepEqual(shareOf(30, '/srv', { folders: ['/'] }), { isMine: true });
  });

  it('is nothing where a terminal of another machine has the pid', () => {
    assert.deepEqual(shareOf(30, '/tmp', { roots: [30] }), {});
    assert.deepEqual(shareOf(22, '/tmp', { editorPid: 11 }), {});
  });

  it('stays when what started it ends, until the root itself ends', () => {
    const before = { isMine: true, windowRoots: [20] } as const;
    assert.deepEqual(shareOf(30, '/tmp', {}, before), before);
    assert.deepEqual(shareOf(30, '/tmp', { roots: [] }, before), {});
  });

  it('ends with parents that lead in a circle', () => {
    const process = { pid: 5, parentPid: 6 };
    assert.deepEqual(
      windowShare(process, window, undefined, (pid) => (pid === 6 ? 5 : 6)),
      {},
    );
  });
});
