import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { agentSettings } from '../../src/extension/tools/tools.contributions';
import { toolsFor } from '../../src/core/tools/definitions';
import { netstat, until } from './netstat';
import { startProgram, stopPrograms, tcpServer } from './programs';

async function call(name: string, input: object): Promise<Record<string, unknown>> {
  const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  const [part] = result.content;
  assert.ok(part instanceof vscode.LanguageModelTextPart);
  return JSON.parse(part.value) as Record<string, unknown>;
}

describe('tools for agents in VS Code', () => {
  before(netstat);
  afterEach(stopPrograms);

  it('are offered as package.json and the code describe them', () => {
    for (const { name, description, inputSchema } of toolsFor(false)) {
      const offered = vscode.lm.tools.find((tool) => tool.name === name);
      assert.ok(offered !== undefined, name);
      assert.equal(offered.description, description);
      assert.deepEqual(offered.inputSchema, inputSchema);
    }
  });

  it('tell what happened while the user allows it, and else not', async () => {
    const configuration = vscode.workspace.getConfiguration();
    const allow = async (isAllowed: true | undefined): Promise<void> =>
      configuration.update(agentSettings.history.id, isAllowed, vscode.ConfigurationTarget.Global);
    const isRefused = (): Promise<boolean> =>
      call('get_network_history', { port: 1 }).then(
        () => false,
        () => true,
      );
    assert.ok(await isRefused());
    await allow(true);
    try {
      await until('the tool answers', async () => !(await isRefused()));
      const told = await call('get_network_history', { port: 1 });
      assert.deepEqual(told['events'], []);
    } finally {
      await allow(undefined);
    }
    await until('the tool is gone', isRefused);
  });

  it('find the owner of a port', async () => {
    const { pid, told } = await startProgram(tcpServer('127.0.0.1'));
    const found = await call('find_port_owner', { port: told.port });
    assert.equal(found['isListenedOn'], true);
    assert.ok(JSON.stringify(found['listeners']).includes(`"pid":${pid}`));
  });

  it('explain a port, list connections and give an overview', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    assert.match(String((await call('explain_port', { port: told.port }))['verdict']), /^taken/);
    const { listeners } = await call('list_listening_ports', { filter: `port:${told.port}` });
    assert.equal((listeners as unknown[]).length, 1);
    assert.ok('sockets' in (await call('list_connections', { limit: 5 })));
    assert.ok('interfaces' in (await call('get_network_overview', {})));
  });

  it('end nothing without the user, whom only a dialog can ask', async () => {
    const { child, told } = await startProgram(tcpServer('127.0.0.1'));
    await call('free_port', { port: told.port }).catch(() => undefined);
    assert.equal(child.exitCode ?? child.signalCode, null);
  });
});
