/** What an agent sends that is too long, or long: the server lives through it, and answers each. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { INITIALIZE, SERVER } from './server';

interface Reply {
  readonly id: number | string | null;
  readonly result?: object;
  readonly error?: { readonly code: number; readonly message: string };
}

describe('the MCP server and messages of any length', () => {
  let server: ChildProcess;
  let replies: Interface;

  beforeEach(() => {
    server = spawn(process.execPath, [SERVER], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    replies = createInterface({ input: server.stdout ?? assert.fail('no output') });
  });
  afterEach(async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  });

  async function ask(message: object): Promise<Reply> {
    const reply = once(replies, 'line') as Promise<[string]>;
    server.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    const [line] = await reply;
    assert.ok(Buffer.byteLength(line) < 20_000, `${line.length} characters`);
    return JSON.parse(line) as Reply;
  }

  it('lives through those that are too long, and answers each', async () => {
    assert.ok((await ask(INITIALIZE)).result);
    const filter = 'x'.repeat(20_000_000);
    const call = { method: 'tools/call', params: { name: 'list_connections', arguments: { filter } } };
    const refused = await ask({ ...call, id: 2 });
    assert.deepEqual([refused.id, refused.error?.code], [2, -32_600]);
    const long = 'y'.repeat(500_000);
    for (const sent of [
      { method: 'tools/call', params: { name: long, arguments: {} } },
      { method: long },
      { method: 'tools/call', params: { name: 'explain_port', arguments: { port: 9, transport: long } } },
      { method: 'tools/call', params: { name: 'list_connections', arguments: { filter: long } } },
    ]) {
      assert.equal((await ask({ ...sent, id: 'again' })).id, 'again');
    }
    const answered = await ask({
      id: 3,
      method: 'tools/call',
      params: { name: 'explain_port', arguments: { port: 9 } },
    });
    assert.match(JSON.stringify(answered.result), /verdict/);
    const ended = once(server, 'exit');
    server.stdin?.end();
    assert.deepEqual(await ended, [0, null]);
  });

  it('ends where nobody listens any more', async () => {
    await ask(INITIALIZE);
    const ended = once(server, 'exit');
    server.stdout?.destroy();
    server.stdin?.on('error', () => undefined).write('{"jsonrpc":"2.0","id":2,"method":"tools/list"}\n');
    await ended;
  });
});
