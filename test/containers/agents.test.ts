/** Agents' tools against a real Docker engine: the MCP server runs in its network, and is spoken to as agents do. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ENGINES_SWITCH } from '../../src/node/containers/enginesSwitch';
import { repository } from '../host/paths';
import { type Agent, type Answer, connectAgent } from '../mcp/agent';
import { skipWithReason } from '../skip';
import { Docker } from './docker';
import { Ground, whyNoEngines } from './ground';

/** Engines of others on this machine do not have it. */
const PORT = 20_000 + (process.pid % 10_000);

type Told = Readonly<Record<string, unknown>>;

for (const [name, options] of [
  ['with the userland proxy', []],
  ['without it', ['--userland-proxy=false']],
] as const) {
  describe(`agents, of a port that a container of Docker publishes ${name}`, () => {
    let ground: Ground;
    let docker: Docker;
    let id: string;
    const open: Agent[] = [];

    before(async function () {
      skipWithReason(this, whyNoEngines('dockerd', 'docker'));
      ground = await Ground.make();
      docker = new Docker(ground, ...options);
      await docker.start();
      id = await docker.serve('db', ['-p', `${PORT}:80`]);
    });
    afterEach(async () => {
      await Promise.all(open.splice(0).map(({ client }) => client.close()));
    });
    after(async () => {
      await docker?.remove();
      await ground?.remove();
    });

    async function agent(answer?: Answer): Promise<Agent> {
      const inside = ['nsenter', '--target', String(ground.pid), '--net'];
      const server = [process.execPath, '--require', 'tsx/cjs', join(repository, 'src/node/mcp.ts')];
      const env = { [ENGINES_SWITCH]: docker.socket };
      const connected = await connectAgent({
        command: [...inside, ...server],
        env,
        ...(answer && { answer }),
      });
      open.push(connected);
      return connected;
    }

    async function ask({ call }: Agent, tool: string, input: object): Promise<Told> {
      const { text, isError } = await call(tool, input);
      assert.equal(isError, false, text);
      return JSON.parse(text) as Told;
    }

    it('are told the container, whoever listens for it', async () => {
      const connected = await agent();
      for (const [tool, input] of [
        ['list_listening_ports', { filter: 'container:db' }],
        ['find_port_owner', { port: PORT }],
        ['explain_port', { port: PORT }],
      ] as const) {
        const told = JSON.stringify(await ask(connected, tool, input));
        for (const part of [`"id":"${id.slice(0, 12)}"`, '"name":"db"', '"portInside":80']) {
          assert.ok(told.includes(part), `${tool}: ${told}`);
        }
      }
      const { verdict } = await ask(connected, 'explain_port', { port: PORT });
      assert.doesNotMatch(String(verdict), /^free/);
    });

    it('stop nothing that the user does not agree to', async () => {
      const { call, questions } = await agent({ action: 'decline' });
      assert.match((await call('free_port', { port: PORT })).text, /declined to stop container/);
      assert.ok(questions[0]?.startsWith(`Stop container ${id.slice(0, 12)} to free port ${PORT}?`));
      assert.equal(await docker.call('ps', '--quiet', '--no-trunc'), id);
    });

    it('free the port once the user agreed, and prove it', async () => {
      const connected = await agent({ action: 'accept', content: { stop: true } });
      const { outcome, now } = await ask(connected, 'free_port', { port: PORT });
      assert.match(String(outcome), new RegExp(`^container ${id.slice(0, 12)} .* was stopped$`));
      const { verdict, publishedByPacketRules } = now as Told;
      assert.match(String(verdict), /^free/);
      assert.equal(publishedByPacketRules, undefined);
      assert.equal(await docker.call('ps', '--quiet'), '');
    });
  });
}
