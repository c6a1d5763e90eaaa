import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { VERSION } from '../../src/core/netstat/commandLine/version';
import { historySettings } from '../../src/extension/history/history.contributions';
import { mcpServer } from '../../src/extension/tools/mcpServer';
import { agentSettings } from '../../src/extension/tools/tools.contributions';
import { netstat } from './netstat';

describe('the bundled MCP server', () => {
  let dist: string;
  before(async () => {
    await netstat();
    const extension = vscode.extensions.getExtension('netstat-vscode.netstat');
    assert.ok(extension);
    dist = join(extension.extensionPath, 'dist');
  });

  it('starts with the Node of VS Code, and lists its tools', async () => {
    const offered = mcpServer(join(dist, 'mcp.js'), VERSION);
    const child = spawn(offered.command, offered.args, {
      env: { ...process.env, NODE_OPTIONS: '', ...(offered.env as NodeJS.ProcessEnv) },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    try {
      const clientInfo = { name: 'test', version: '1.0.0' };
      const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo };
      const messages = [
        { id: 1, method: 'initialize', params },
        { method: 'notifications/initialized' },
        { id: 2, method: 'tools/list' },
      ];
      for (const message of messages)
        child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
      let text = '';
      while (!text.includes('"id":2')) text += String(((await once(child.stdout, 'data')) as [Buffer])[0]);
      assert.match(text, /"name":"netstat"/);
      for (const name of ['list_listening_ports', 'explain_port', 'free_port'])
        assert.ok(text.includes(name), name);
    } finally {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    }
  });

  it('has what happened where the user lets agents ask, and notes nothing where nothing is recorded', async () => {
    const configuration = vscode.workspace.getConfiguration();
    const set = async (id: string, value: unknown): Promise<void> =>
      configuration.update(id, value, vscode.ConfigurationTarget.Global);
    const words = (): string[] => mcpServer('mcp.js', VERSION).args.slice(1);
    assert.deepEqual(words(), []);
    const { id: record } = historySettings.record;
    const before = configuration.inspect(record)?.globalValue;
    try {
      await set(agentSettings.history.id, true);
      await set(record, 'listeners');
      assert.deepEqual(words(), ['--history']);
      await set(record, 'off');
      assert.deepEqual(words(), ['--history=read']);
    } finally {
      await set(agentSettings.history.id, undefined);
      await set(record, before);
    }
  });

  it('comes with the licences of what it is made of', () => {
    const licenses = readFileSync(join(dist, 'mcp.licenses.txt'), 'utf8');
    assert.match(licenses, /@modelcontextprotocol\/server .*\(Apache-2\.0\)/);
    assert.match(licenses, /^zod .*\(MIT\)/m);
  });
});
