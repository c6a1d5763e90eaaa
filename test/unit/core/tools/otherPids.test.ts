import assert from 'node:assert/strict';
import { problemsOf } from '../../../../src/core/query/problems';
import { answer, type ReadingTool } from '../../../../src/core/tools/answer';
import { engineOn } from '../../node/engineOn';
import { FakeReader, tcpTable } from '../../node/fakeReader';

const CALLS: readonly (readonly [ReadingTool, object])[] = [
  ['list_listening_ports', {}],
  ['find_port_owner', { port: 80 }],
  ['list_connections', {}],
  ['explain_port', { port: 80 }],
  ['get_network_overview', {}],
];

function machine(): FakeReader {
  const reader = new FakeReader();
  reader.files.set('self/net/tcp', tcpTable([{ port: 80, inode: 77 }]));
  reader.processes.set(42, { startTime: 1000, sockets: [77] });
  return reader;
}

describe('pids of another namespace', () => {
  for (const [tool, input] of CALLS) {
    it(`are called so in every answer of ${tool}, and only then`, async () => {
      const reader = machine();
      const told = async (): Promise<unknown> => {
        const engine = engineOn(reader, { bind: () => Promise.resolve() });
        return (JSON.parse(await answer(tool, input, engine)) as { readonly pids?: string }).pids;
      };
      assert.equal(await told(), undefined);
      for (const self of [17, undefined]) {
        reader.self = self;
        assert.match(String(await told()), /Never pass them to kill/);
      }
    });
  }

  it('are a problem that views show', async () => {
    const reader = machine();
    assert.deepEqual(problemsOf(await engineOn(reader).scan('listening', true)), []);
    reader.self = 17;
    const [problem, ...others] = problemsOf(await engineOn(reader).scan('listening', true));
    assert.deepEqual(others, []);
    assert.match(problem?.reason ?? '', /another pid namespace/);
  });
});
