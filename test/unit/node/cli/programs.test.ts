import assert from 'node:assert/strict';
import { engineOn } from '../engineOn';
import { FakeReader } from '../fakeReader';

describe('the programs that run', () => {
  it('are all processes with a command line, by pid', async () => {
    const reader = new FakeReader();
    reader.processes.set(70, { startTime: 200, comm: 'web', commandLine: ['/usr/bin/web', '--port=80'] });
    reader.processes.set(7, { startTime: 100, comm: 'init', uid: 0 });
    reader.processes.set(2, { startTime: 1, comm: 'kthreadd', commandLine: [] });
    const programs = await engineOn(reader).processes();
    assert.deepEqual(
      programs.map(({ pid, comm, uid }) => [pid, comm, uid]),
      [
        [7, 'init', 0],
        [70, 'web', 1000],
      ],
    );
    assert.deepEqual(programs[1]?.commandLine, ['/usr/bin/web', '--port=80']);
  });
});
