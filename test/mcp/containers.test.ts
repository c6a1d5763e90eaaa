/** What agents outside of VS Code are told of containers: by the server as it is shipped, and an engine that it asks. */
import assert from 'node:assert/strict';
import { ENGINES_SWITCH } from '../../src/node/containers/enginesSwitch';
import { KEPT_FOR } from '../../src/node/containers/machineContainers';
import { type Agent, type Answer, connectAgent } from './agent';
import { FAR, HANDED_ON, MadeContainer } from './madeContainer';

const STOPS = /^POST /;

describe('the MCP server, of a container’s port', () => {
  const open: Agent[] = [];
  let container: MadeContainer;

  beforeEach(async () => {
    container = new MadeContainer();
    await container.start();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map(({ client }) => client.close()));
    await container.remove();
  });

  async function agent(answer?: Answer, engines = container.socket): Promise<Agent> {
    const env = { [ENGINES_SWITCH]: engines };
    const connected = await connectAgent({ env, ...(answer && { answer }) });
    open.push(connected);
    return connected;
  }

  async function told({ call }: Agent, name: string, input: object): Promise<Record<string, unknown>> {
    const { text, isError, structured } = await call(name, input);
    assert.equal(isError, false, text);
    assert.deepEqual(structured, JSON.parse(text), 'programs are told the same as models');
    return JSON.parse(text) as Record<string, unknown>;
  }

  const stops = (): readonly string[] => container.requests.filter((line) => STOPS.test(line));
  const inputsOf = (port: number): Readonly<Record<string, object>> => ({
    list_listening_ports: { filter: `port:${port}` },
    find_port_owner: { port },
    explain_port: { port },
    list_connections: { filter: `port:${port}` },
  });

  it('names the container in each answer, and asks its engine once in five seconds', async () => {
    const connected = await agent();
    const begun = Date.now();
    for (const [name, input] of Object.entries(inputsOf(container.port))) {
      const text = JSON.stringify(await told(connected, name, input));
      for (const part of [
        '"runtime":"podman"',
        `"id":"${container.id.slice(0, 12)}"`,
        '"name":"db"',
        '"image":"postgres:16"',
        '"composeProject":"shop"',
        '"composeService":"database"',
        '"portInside":5432',
      ]) {
        assert.ok(text.includes(part), `${name}: ${part} in ${text}`);
      }
    }
    const asked = container.requests.length;
    assert.ok(asked >= 1 && asked <= 1 + (Date.now() - begun) / KEPT_FOR, container.requests.join());
    assert.deepEqual([...new Set(container.requests)], ['GET /v4.0.0/libpod/containers/json HTTP/1.1']);
  });

  it('says in the schema of each answer where the container is', async () => {
    const { client } = await agent();
    const { tools } = await client.listTools();
    for (const { name, outputSchema } of tools.filter((tool) => tool.name !== 'get_network_overview')) {
      const schema = JSON.stringify(outputSchema);
      for (const field of ['name', 'image', 'composeProject', 'composeService', 'portInside']) {
        assert.ok(schema.includes(`"${field}":`), `${name}: ${schema}`);
      }
    }
  });

  it('asks no engine where it is not to, and has the name from the container’s watcher', async () => {
    const connected = await agent(undefined, 'off');
    const { listeners } = await told(connected, 'find_port_owner', { port: container.port });
    const [{ containers } = {}] = listeners as { containers?: Record<string, unknown>[] }[];
    assert.equal(containers?.[0]?.['name'], 'db');
    assert.deepEqual(container.requests, []);
  });

  it('tells a port that packet rules hand on as published, and not as free', async () => {
    const connected = await agent();
    const { verdict, publishedByPacketRules } = await told(connected, 'explain_port', { port: HANDED_ON });
    assert.match(String(verdict), /a container gets its packets all the same/);
    assert.match(JSON.stringify(publishedByPacketRules), /"name":"db"/);
    const list = await told(connected, 'list_listening_ports', { filter: 'container:db' });
    assert.match(JSON.stringify(list['publishedByPacketRules']), new RegExp(`"port":${HANDED_ON}`));
  });

  it('tells what runs on the engine’s host as that one’s', async () => {
    const connected = await agent();
    const { verdict, onTheEnginesHost } = await told(connected, 'explain_port', { port: FAR });
    assert.match(String(verdict), /^free/);
    assert.match(JSON.stringify(onTheEnginesHost), /"name":"far"/);
    const { text } = await connected.call('free_port', { port: FAR });
    assert.match(text, /nobody listens/);
    assert.deepEqual(stops(), []);
  });

  it('has the user asked whether to stop the container, and stops it once they agree', async () => {
    const connected = await agent({ action: 'accept', content: { stop: true } });
    const { outcome, now } = await told(connected, 'free_port', { port: container.port });
    const id = container.id.slice(0, 12);
    const [question = ''] = connected.questions;
    assert.ok(
      question.startsWith(
        `Stop container ${id} to free port ${container.port}?\n\nContainer ${id} of Podman\nName: “db”\nImage: “postgres:16”\nProject: “shop”`,
      ),
      question,
    );
    assert.match(question, new RegExp(`127\\.0\\.0\\.1:${HANDED_ON} → 5432/tcp`));
    assert.match(question, /WARNING: It is deleted when it ends/);
    assert.match(String(outcome), new RegExp(`^container ${id} \\(“db”, .*\\) was stopped`));
    assert.deepEqual(stops(), [`POST /containers/${container.id}/stop HTTP/1.1`]);
    assert.ok(!container.isRunning);
    assert.match(JSON.stringify(now), /"verdict":"free/, 'a bind succeeds, and no engine publishes it');
  });

  for (const answer of [
    { action: 'decline' },
    { action: 'accept', content: { stop: false } },
    { action: 'accept', content: { end: true } },
  ] as const) {
    it(`stops nothing where the user answers ${JSON.stringify(answer)}`, async () => {
      const connected = await agent(answer);
      const { text } = await connected.call('free_port', { port: container.port });
      assert.match(text, /nothing was stopped: the user declined to stop container/);
      assert.equal(connected.questions.length, 1);
      assert.deepEqual(stops(), []);
      assert.ok(container.isRunning);
    });
  }

  it('takes no words of a call for what the user did not agree to', async () => {
    const connected = await agent({ action: 'decline' });
    for (const words of [{ stop: true }, { confirm: true }, { force: true }, { agreed: { stop: true } }]) {
      const { text, isError } = await connected.call('free_port', { port: container.port, ...words });
      assert.ok(isError, text);
    }
    assert.deepEqual([connected.questions, stops()], [[], []]);
    assert.ok(container.isRunning);
  });

  it('gives the line to type where the client has nobody to ask', async () => {
    const { text, isError } = await (await agent()).call('free_port', { port: container.port });
    assert.ok(isError);
    assert.match(text, /^nothing was stopped: container c0ffee000000 \(“db”/);
    assert.match(text, new RegExp(`The user can run: (?:sudo )?podman stop ${container.id}$`));
    assert.deepEqual(stops(), []);
  });
});
