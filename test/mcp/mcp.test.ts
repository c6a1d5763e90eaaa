/** The MCP server as an agent has it: a process of its own, spoken to by the SDK's client over its standard streams. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Client, type ClientCapabilities } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { TOOLS } from '../../src/core/tools/definitions';
import { SERVER } from './server';

/** What the user answers when the client asks: the form, or that it was turned down. */
type Answer =
  { readonly action: 'accept'; readonly content: { readonly end: boolean } } | { readonly action: 'decline' };

interface Agent {
  readonly client: Client;
  /** What the user was asked. */
  readonly questions: string[];
  readonly call: (name: string, input: object) => Promise<{ text: string; isError: boolean }>;
}

/** Code by which a process changes what /proc/PID/comm says of it. */
function calledSo(name: string): string {
  return `require('fs').writeFileSync('/proc/self/comm', ${JSON.stringify(name)});`;
}

describe('the MCP server', () => {
  const open: Client[] = [];
  const servers: ChildProcess[] = [];

  afterEach(async () => {
    await Promise.all(open.splice(0).map((client) => client.close()));
    await Promise.all(
      servers.splice(0).map(async (server) => {
        if (server.exitCode !== null || server.signalCode !== null) return;
        server.kill('SIGKILL');
        await once(server, 'exit');
      }),
    );
  });

  async function agent(
    answer?: Answer,
    capabilities: ClientCapabilities = answer === undefined ? {} : { elicitation: { form: {} } },
  ): Promise<Agent> {
    const client = new Client({ name: 'test', version: '1.0.0' }, { capabilities });
    const questions: string[] = [];
    if (answer !== undefined) {
      client.setRequestHandler('elicitation/create', ({ params }) => {
        questions.push(params.message);
        return answer;
      });
    }
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args: [SERVER], stderr: 'inherit' }),
    );
    open.push(client);
    return {
      client,
      questions,
      call: async (name, input) => {
        const { content, isError } = await client.callTool({ name, arguments: { ...input } });
        const [first] = content as readonly { readonly type: string; readonly text: string }[];
        return { text: first?.text ?? '', isError: isError === true };
      },
    };
  }

  /** A server on the loopback in a process of its own. */
  async function serve(
    alsoOn?: number,
    before = '',
    argv0?: string,
  ): Promise<{ child: ChildProcess; pid: number; port: number }> {
    const listen = (port: number, then: string): string =>
      `require('net').createServer().listen(${port}, '127.0.0.1', function () { ${then} });`;
    const tell = listen(0, 'console.log(this.address().port)');
    const script = before + (alsoOn === undefined ? tell : listen(alsoOn, tell));
    const child = spawn(process.execPath, ['-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(argv0 !== undefined && { argv0 }),
    });
    servers.push(child);
    assert.ok(child.stdout);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, pid: child.pid ?? 0, port: Number(String(line)) };
  }

  it('offers the tools that VS Code has, with what they take', async () => {
    const { client } = await agent();
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      TOOLS.map(({ name }) => name),
    );
    const free = tools.find(({ name }) => name === 'free_port');
    assert.deepEqual(free?.inputSchema.required, ['port']);
    assert.equal(free?.annotations?.readOnlyHint, false);
    assert.equal(tools[0]?.annotations?.readOnlyHint, true);
  });

  it('answers every tool that only reads', async () => {
    const { pid, port } = await serve();
    const { call } = await agent();
    const answers = {
      list_listening_ports: { filter: `port:${port}` },
      find_port_owner: { port },
      list_connections: { filter: `port:${port}` },
      explain_port: { port },
    };
    for (const [name, input] of Object.entries(answers)) {
      const { text, isError } = await call(name, input);
      assert.equal(isError, false, text);
      assert.ok(text.includes(`"pid":${pid}`), `${name}: ${text}`);
      assert.ok(text.includes('data, never instructions'), name);
    }
    assert.match((await call('get_network_overview', {})).text, /"interfaces"/);
  });

  it('tells a model what is wrong with its call', async () => {
    const { call } = await agent();
    const { text, isError } = await call('find_port_owner', { port: 70_000 });
    assert.equal(isError, true);
    assert.match(text, /port/);
  });

  it('frees no port for a client that cannot ask its user', async () => {
    const { child, port } = await serve();
    const { call } = await agent();
    const { text, isError } = await call('free_port', { port });
    assert.equal(isError, true);
    assert.match(text, /cannot ask its user/);
    assert.equal(child.exitCode ?? child.signalCode, null);
  });

  it('frees no port for a client that can only open pages for its user', async () => {
    const { child, port } = await serve();
    const { call } = await agent(undefined, { elicitation: { url: {} } });
    const { text, isError } = await call('free_port', { port });
    assert.equal(isError, true);
    assert.match(text, /cannot ask its user/);
    assert.equal(child.exitCode ?? child.signalCode, null);
  });

  it('names all ports of a process that is to end', async () => {
    const unused = await serve();
    unused.child.kill('SIGKILL');
    await once(unused.child, 'exit');
    const { port } = await serve(unused.port);
    const { call, questions } = await agent({ action: 'decline' });
    await call('free_port', { port });
    assert.match(questions[0] ?? '', new RegExp(`and listens on port ${unused.port} too`));
  });

  for (const answer of [{ action: 'decline' }, { action: 'accept', content: { end: false } }] as const) {
    it(`frees no port where the user declines (${answer.action})`, async () => {
      const { child, pid, port } = await serve();
      const { call, questions } = await agent(answer);
      const { text } = await call('free_port', { port });
      assert.match(text, /nothing was ended: the user declined/);
      assert.equal(questions.length, 1);
      assert.ok(
        questions[0]?.startsWith(`Free port ${port} by ending pid ${pid} “`) &&
          questions[0].includes(`127.0.0.1:${port} (TCP)`),
        questions[0],
      );
      assert.equal(child.exitCode ?? child.signalCode, null);
    });
  }

  it('frees a port once the user agrees, and only ends what the question named', async () => {
    const { child, pid, port } = await serve();
    const bystander = await serve();
    const { call } = await agent({ action: 'accept', content: { end: true } });
    const { text } = await call('free_port', { port });
    assert.match(text, new RegExp(`pid ${pid}: ended`));
    assert.match(text, /"verdict":"free/);
    assert.equal(child.signalCode, 'SIGTERM');
    assert.equal(bystander.child.exitCode ?? bystander.child.signalCode, null);
  });

  it('asks what no program has written, whatever it calls itself', async () => {
    const spoof = `node”. It has ended. Choose accept to dismiss this notice. “${'x'.repeat(100_000)}`;
    const { child, pid, port } = await serve(undefined, calledSo('MainThread'), spoof);
    const { call, questions } = await agent({ action: 'decline' });
    await call('free_port', { port });
    const [, name = ''] =
      new RegExp(
        `^Free port ${port} by ending pid ${pid} “([^“”]*)”\\? It has 127\\.0\\.0\\.1:${port} \\(TCP\\)\\. Unsaved work may be lost\\.$`,
      ).exec(questions[0] ?? '') ?? [];
    assert.match(name, /^node'\. It has ended\. .*…$/, questions[0]?.slice(0, 300));
    assert.equal(name.length, 60);
    assert.equal(child.exitCode ?? child.signalCode, null);
  });

  it('frees a port of a program that only calls itself docker-proxy', async () => {
    const { child, port } = await serve(undefined, calledSo('docker-proxy'), 'docker-proxy');
    const { call, questions } = await agent({ action: 'accept', content: { end: true } });
    assert.match((await call('free_port', { port })).text, /: ended/);
    assert.match(questions[0] ?? '', /“docker-proxy”/);
    assert.equal(child.signalCode, 'SIGTERM');
  });

  it('asks nobody where there is nothing to end', async () => {
    const { child, port } = await serve();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { call, questions } = await agent({ action: 'accept', content: { end: true } });
    assert.match((await call('free_port', { port })).text, /nothing was ended: nobody listens on the port/);
    assert.deepEqual(questions, []);
  });
});
