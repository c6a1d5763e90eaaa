/** Two agents that ask after the same port at once, each of a server of its own as it is shipped. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { SWITCH } from '../../src/node/system/systemCalls';
import { repository } from '../host/paths';
import type { Answer } from './network';

const SERVER = join(repository, 'dist/mcp.js');

/** Times that two servers are asked at once, with two questions each. */
const ROUNDS = 60;

describe('two servers that are asked after the same free port', function () {
  // Each answer reads the whole machine, which may be a busy one.
  this.timeout(180_000);
  const clients: Client[] = [];
  afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));

  async function start(systemCalls: 'on' | 'off'): Promise<(input: object) => Promise<Answer>> {
    const client = new Client({ name: 'test', version: '1.0.0' }, { capabilities: {} });
    const env = { [SWITCH]: systemCalls };
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args: [SERVER], env, stderr: 'inherit' }),
    );
    clients.push(client);
    return async (input) => {
      const { content } = await client.callTool({ name: 'explain_port', arguments: { ...input } });
      const [first] = content as readonly { readonly text: string }[];
      return JSON.parse(first?.text ?? '') as Answer;
    };
  }

  for (const systemCalls of ['on', 'off'] as const) {
    for (const transport of ['tcp', 'udp'] as const) {
      it(`never call it taken (${transport}, system calls ${systemCalls})`, async () => {
        const agents = [await start(systemCalls), await start(systemCalls)];
        for (let round = 0; round < ROUNDS; round++) {
          const question = { port: await freePort(), transport };
          const asked = [...agents, ...agents].map((ask) => ask(question));
          for (const { verdict, causes } of await Promise.all(asked)) {
            assert.deepEqual([verdict.slice(0, 4), causes], ['free', []], `round ${round}`);
          }
        }
      });
    }
  }
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}
