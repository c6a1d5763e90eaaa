/** A folder that nobody trusts: what it has in .vscode/settings.json costs and reveals nothing. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LANGUAGES, FOLDER, USER } from '../host/restricted';
import type { NetstatApi } from '../../src/extension/api';
import { netstat, until } from './netstat';
import { startProgram, stopPrograms, tcpServer } from './programs';
import { SocketsProbe } from './sockets';

describe('a folder that is not trusted', () => {
  let api: NetstatApi;
  let keys: string[];

  before(async () => {
    api = await netstat();
    const extension =
      vscode.extensions.getExtension('netstat-vscode.netstat') ?? assert.fail('it is not there');
    const { contributes } = extension.packageJSON as {
      readonly contributes: { readonly configuration: readonly { readonly properties: object }[] };
    };
    keys = contributes.configuration.flatMap(({ properties }) => Object.keys(properties));
  });
  afterEach(stopPrograms);

  it('is open, and its settings are read', () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const { workspaceValue } = vscode.workspace.getConfiguration().inspect('editor.tabSize') ?? {};
    assert.equal(workspaceValue, FOLDER['editor.tabSize']);
    for (const languageId of LANGUAGES) {
      const { workspaceLanguageValue } =
        vscode.workspace.getConfiguration('', { languageId }).inspect('editor.tabSize') ?? {};
      assert.equal(workspaceLanguageValue, FOLDER['editor.tabSize'], languageId);
    }
  });

  it('changes none of the settings, for all files or those of a language', () => {
    for (const key of keys) {
      assert.ok(key in USER && key in FOLDER && USER[key] !== FOLDER[key], `${key} is tried`);
      assert.equal(vscode.workspace.getConfiguration().get(key), USER[key], key);
      for (const languageId of LANGUAGES) {
        const effective = vscode.workspace.getConfiguration('', { languageId }).get(key);
        assert.equal(effective, USER[key], `${key} of ${languageId}`);
      }
    }
  });

  it('has no hints in its files where the user wants none', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder is open');
    const uri = vscode.Uri.joinPath(folder, '.env');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('PORT=3000\n'));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      uri,
      new vscode.Range(0, 0, 1, 0),
    );
    assert.deepEqual(hints, []);
    assert.equal(api.editorHints.visible.isWatching, false);
  });

  it('has no name server asked, which the user can have', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    const connecting = await startProgram(
      `require('net').connect(${told.port}, '127.0.0.1', () => console.log('{}')).on('error', () => {});`,
    );
    const asked: string[] = [];
    const { engine } = api;
    const hostNames = engine.hostNames.bind(engine);
    engine.hostNames = (addresses) => {
      asked.push(...addresses);
      return hostNames(addresses);
    };
    await vscode.commands.executeCommand('netstat.connections.focus');
    await until('visible view', () => api.connections.tree.visible);
    await api.connections.arrangement.choose({ groupBy: 'process' });
    const probe = new SocketsProbe(api, api.connections);
    const labels = async (): Promise<unknown[]> => {
      const rows = await probe.rows(await probe.processGroup(connecting.pid));
      return rows.map((row) => probe.item(row).label);
    };
    const [label, ...others] = await labels();
    assert.match(label as string, new RegExp(`^→ \\S.* :${told.port}$`));
    assert.deepEqual(others, []);
    assert.deepEqual(asked, []);
    const configuration = vscode.workspace.getConfiguration();
    await configuration.update('netstat.resolveNames', 'hosts', vscode.ConfigurationTarget.Global);
    try {
      await until('question', async () => {
        // Of a connection within the machine the program stands in its row, and the host in its tooltip.
        for (const row of await probe.rows(await probe.processGroup(connecting.pid)))
          await probe.tooltip(row);
        return asked.length > 0 || undefined;
      });
    } finally {
      await configuration.update('netstat.resolveNames', 'services', vscode.ConfigurationTarget.Global);
    }
  });
});
