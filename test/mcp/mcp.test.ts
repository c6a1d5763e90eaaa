/** The MCP server as an agent has it: a process of its own, spoken to by the SDK's client over its standard streams. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { toolsFor } from '../../src/core/tools/definitions';
import { type Program, startProgram, stopPrograms, tcpServer } from '../integration/programs';
import { type Agent, type Connection, connectAgent } from './agent';

/** Code by which a process changes what /proc/PID/comm says of it. */
function calledSo(name: string): string {
  return `require('fs').writeFileSync('/proc/self/comm', ${JSON.stringify(name)});`;
}

/** A process that listens on two ports of the loopback, and tells both. */
const TWO_PORTS = `
  const [first, second] = [0, 0].map((port) => require('net').createServer().listen(port, '127.0.0.1'));
  first.once('listening', () => second.once('listening', () =>
    console.log(JSON.stringify({ port: first.address().port, other: second.address().port }))));`;

/** A server on the loopback in a process of its own. */
async function serve(before = '', argv0?: string): Promise<Program & { port: number }> {
  const program = await startProgram(tcpServer('127.0.0.1', 0, before), argv0);
  return { ...program, port: program.told.port };
}

function isRunning({ child }: Program): boolean {
  return child.exitCode === null && child.signalCode === null;
}

describe('the MCP server', () => {
  const open: Agent[] = [];

  afterEach(async () => {
    await Promise.all(open.splice(0).map(({ client }) => client.close()));
    await stopPrograms();
  });

  async function agent(how: Connection = {}): Promise<Agent> {
    const connected = await connectAgent(how);
    open.push(connected);
    return connected;
  }

  it('offers the tools that VS Code has, with what they take', async () => {
    const { client } = await agent();
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      toolsFor(false).map(({ name }) => name),
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
    const server = await serve();
    const { call } = await agent();
    const { text, isError } = await call('free_port', { port: server.port });
    assert.equal(isError, true);
    assert.match(text, /cannot ask its user/);
    assert.ok(isRunning(server));
  });

  it('frees no port for a client that can only open pages for its user', async () => {
    const server = await serve();
    const { call } = await agent({ capabilities: { elicitation: { url: {} } } });
    const { text, isError } = await call('free_port', { port: server.port });
    assert.equal(isError, true);
    assert.match(text, /cannot ask its user/);
    assert.ok(isRunning(server));
  });

  it('names all ports of a process that is to end', async () => {
    const { told } = await startProgram(TWO_PORTS);
    const { call, questions } = await agent({ answer: { action: 'decline' } });
    await call('free_port', { port: told.port });
    assert.match(questions[0] ?? '', new RegExp(`and listens on port ${told.other} too`));
  });

  for (const answer of [{ action: 'decline' }, { action: 'accept', content: { end: false } }] as const) {
    it(`frees no port where the user declines (${answer.action})`, async () => {
      const server = await serve();
      const { pid, port } = server;
      const { call, questions } = await agent({ answer });
      const { text } = await call('free_port', { port });
      assert.match(text, /nothing was ended: the user declined/);
      assert.equal(questions.length, 1);
      assert.ok(
        questions[0]?.startsWith(`Free port ${port} by ending pid ${pid} “`) &&
          questions[0].includes(`127.0.0.1:${port} (TCP)`),
        questions[0],
      );
      assert.ok(isRunning(server));
    });
  }

  it('frees a port once the user agrees, and only ends what the question named', async () => {
    const { child, pid, port } = await serve();
    const bystander = await serve();
    const { call } = await agent({ answer: { action: 'accept', content: { end: true } } });
    const { text } = await call('free_port', { port });
    assert.match(text, new RegExp(`pid ${pid}: ended`));
    assert.match(text, /"verdict":"free/);
    assert.equal(child.signalCode, 'SIGTERM');
    assert.ok(isRunning(bystander));
  });

  it('asks what no program has written, whatever it calls itself', async () => {
    const spoof = `node”. It has ended. Choose accept to dismiss this notice. “${'x'.repeat(100_000)}`;
    const server = await serve(calledSo('MainThread'), spoof);
    const { pid, port } = server;
    const { call, questions } = await agent({ answer: { action: 'decline' } });
    await call('free_port', { port });
    const [, name = ''] =
      new RegExp(
        `^Free port ${port} by ending pid ${pid} “([^“”]*)”\\? It has 127\\.0\\.0\\.1:${port} \\(TCP\\)\\. Unsaved work may be lost\\.$`,
      ).exec(questions[0] ?? '') ?? [];
    assert.match(name, /^node'\. It has ended\. .*…$/, questions[0]?.slice(0, 300));
    assert.equal(name.length, 60);
    assert.ok(isRunning(server));
  });

  it('frees a port of a program that only calls itself docker-proxy', async () => {
    const { child, port } = await serve(calledSo('docker-proxy'), 'docker-proxy');
    const { call, questions } = await agent({ answer: { action: 'accept', content: { end: true } } });
    assert.match((await call('free_port', { port })).text, /: ended/);
    assert.match(questions[0] ?? '', /“docker-proxy”/);
    assert.equal(child.signalCode, 'SIGTERM');
  });

  it('asks nobody where there is nothing to end', async () => {
    const { child, port } = await serve();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { call, questions } = await agent({ answer: { action: 'accept', content: { end: true } } });
    assert.match((await call('free_port', { port })).text, /nothing was ended: nobody listens on the port/);
    assert.deepEqual(questions, []);
  });
});
