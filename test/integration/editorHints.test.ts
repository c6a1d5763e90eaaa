import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import * as vscode from 'vscode';
import type { Snapshot } from '../../src/core/model/snapshot';
import type { NetstatApi } from '../../src/extension/api';
import { Answers } from '../../src/extension/editor/mentionAnswers';
import { detailsOf } from '../../src/extension/editor/details';
import { hintLabel } from '../../src/extension/editor/hintLabel';
import { VisibleMentions } from '../../src/extension/editor/visibleMentions';
import { Monitor } from '../../src/extension/monitor';
import { Names } from '../../src/extension/names';
import { FakeEngine } from '../unit/extension/fakeEngine';
import { likelyOwner } from '../unit/likelyOwners';
import { process, snapshot } from '../unit/snapshots';
import { netstat, rowOf, until } from './netstat';
import { startProgram, stopPrograms, tcpServer } from './programs';

const setting = 'netstat.editorHints';

const COMPOSE = 'services:\n  db:\n    ports:\n      - 15432:5432\n';

describe('ports in files', () => {
  let api: NetstatApi;
  let serial = 0;
  before(async () => {
    api = await netstat();
    // What Listening Ports watches must not be taken for what hints watch.
    await vscode.commands.executeCommand('workbench.view.explorer');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await stopPrograms();
  });

  async function open(name: string, text: string): Promise<vscode.TextDocument> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder is open');
    const uri = vscode.Uri.joinPath(folder, `hints-${++serial}`, name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    return document;
  }

  const everything = ({ lineCount }: vscode.TextDocument): vscode.Range =>
    new vscode.Range(0, 0, Math.min(lineCount, 100), 0);

  async function hints(document: vscode.TextDocument): Promise<string[]> {
    const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      everything(document),
    );
    return found.map(({ position, label }) => `${position.line}:${position.character} ${textOf(label)}`);
  }

  async function hintsAre(document: vscode.TextDocument, wanted: readonly RegExp[]): Promise<void> {
    let last: string[] = [];
    const areThere = async (): Promise<boolean | undefined> => {
      await api.monitor.refresh();
      last = await hints(document);
      const same =
        last.length === wanted.length && wanted.every((pattern, at) => pattern.test(last[at] ?? ''));
      return same ? true : undefined;
    };
    await until(`hints ${wanted.join(', ')}`, areThere).catch((error: unknown) => {
      throw new Error(`${String(error)} There were: ${last.join(', ')}`);
    });
  }

  async function hover(document: vscode.TextDocument, line: number, column: number): Promise<string> {
    const found = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(line, column),
    );
    return found
      .flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value))
      .join('\n');
  }

  it('have the owner behind them, or are free', async () => {
    const { pid, told } = await startProgram(tcpServer('127.0.0.1'));
    const document = await open('.env', `PORT=${told.port}\nTIMEOUT=3000\nAPI_PORT=${await freePort()}\n`);
    await hintsAre(document, [new RegExp(`^0:\\d+ \\S.* · ${pid}$`), /^2:\d+ ○ free$/]);
    await until('the hints to follow the machine', () => api.editorHints.visible.isWatching);
  });

  it('tell more on hover, and what can be done', async () => {
    const { pid, told } = await startProgram(tcpServer('127.0.0.1'));
    const document = await open('server.js', `app.listen(${told.port});\n// localhost:${await freePort()}\n`);
    await api.monitor.refresh();
    const text = await hover(document, 0, 12);
    const plain = text.replaceAll('\\', '');
    for (const part of [`127.0.0.1:${told.port} (TCP)`, `(pid ${pid})`, 'createServer', ', user ', 'ago']) {
      assert.ok(plain.includes(part), `"${part}" is not in ${plain}`);
    }
    assert.match(text, /\[Show in View\]\(command:netstat\.actOnPort\?[^)]*\).*\[Kill Process…\]/);
    assert.match(
      await hover(document, 1, 14),
      /is free[^]*\[Find Port Owner…\]\(command:netstat\.findPortOwner/,
    );
    assert.equal(await hover(document, 0, 2), '');
  });

  it('act through the links of the hover', async () => {
    const { pid, told } = await startProgram(tcpServer('127.0.0.1'));
    await vscode.commands.executeCommand('netstat.actOnPort', 'copy', 'tcp', told.port, pid);
    assert.equal(await vscode.env.clipboard.readText(), `127.0.0.1:${told.port}`);
    await vscode.commands.executeCommand('netstat.actOnPort', 'show', 'tcp', told.port, pid);
    const row = await rowOf(api, told.port);
    await until('selected row', () => (api.listeningPorts.tree.selection[0] === row ? true : undefined));
    await vscode.env.clipboard.writeText('as it was');
    void vscode.commands.executeCommand('netstat.actOnPort', 'copy', 'tcp', told.port, pid + 1);
    await vscode.commands.executeCommand('netstat.actOnPort', 'copy', 'udp', told.port, pid);
    assert.equal(await vscode.env.clipboard.readText(), 'as it was', 'another process is not acted upon');
    await vscode.commands.executeCommand('workbench.view.explorer');
  });

  it('follow what happens on the machine', async () => {
    const port = await freePort();
    const document = await open(
      'docker-compose.yml',
      `services:\n  web:\n    ports:\n      - "${port}:80"\n`,
    );
    await hintsAre(document, [/^3:\d+ ○ free$/]);
    await until('look', () => (api.editorHints.visible.isWatching ? true : undefined));
    let changes = 0;
    const listening = api.editorHints.visible.onDidChange(() => changes++);
    await api.monitor.refresh();
    assert.equal(changes, 0, 'nothing is announced where nothing changed');
    const { child, pid } = await startProgram(tcpServer('127.0.0.1', port));
    await hintsAre(document, [new RegExp(` · ${pid} has it: docker compose up will fail$`)]);
    // A listener may be seen for a moment before its owner is.
    const afterStart = changes;
    assert.ok(afterStart > 0);
    child.kill();
    await hintsAre(document, [/free$/]);
    assert.ok(changes > afterStart);
    listening.dispose();
  });

  it('are answered by transport and host where these are written', async () => {
    const { pid, told } = await startProgram(tcpServer('127.0.0.1'));
    const { port } = told;
    const lines = [`127.0.0.1:${port}`, `[::1]:${port}`, `localhost:${port}`, `udp://localhost:${port}`];
    const document = await open('main.go', lines.join('\n'));
    const owner = new RegExp(` · ${pid}$`);
    await hintsAre(document, [owner, /free$/, owner, /free$/]);
  });

  it('lead to a free port nearby, which is written over the one that is taken', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    const { port } = told;
    const document = await open('compose.yml', `services:\n  web:\n    ports:\n      - "${port}:80"\n`);
    await hintsAre(document, [/▲ .* has it: docker compose up will fail$/]);
    const text = await hover(document, 3, 11);
    const [, args = assert.fail(`no link in ${text}`)] =
      /command:netstat\.writeFreePort\?([^)]*)\)/.exec(text) ?? [];
    await vscode.commands.executeCommand(
      'netstat.writeFreePort',
      ...(JSON.parse(decodeURIComponent(args)) as readonly number[]),
    );
    const [, written] = /"(\d+):80"/.exec(document.getText()) ?? [];
    assert.ok(Number(written) > 0 && Number(written) !== port, document.getText());
    await hintsAre(document, [/○ free$/]);
    await document.save();
  });

  it('are left alone where the setting is off, for all or for a language', async () => {
    const env = await open('.env', `PORT=${await freePort()}\n`);
    await hintsAre(env, [/free$/]);
    const configuration = vscode.workspace.getConfiguration();
    const target = vscode.ConfigurationTarget.Global;
    await configuration.update(setting, 'off', target);
    await hintsAre(env, []);
    assert.equal(await hover(env, 0, 6), '');
    await until('rest', () => (api.editorHints.visible.isWatching ? undefined : true));
    await configuration.update(setting, undefined, target);
    await hintsAre(env, [/free$/]);

    const ofLanguage = (languageId: string): vscode.WorkspaceConfiguration =>
      vscode.workspace.getConfiguration('', { languageId });
    await ofLanguage('python').update(setting, 'off', target, true);
    const python = await open('app.py', 'app.run(port=5000)\n');
    await hintsAre(python, []);
    await until('rest', () => (api.editorHints.visible.isWatching ? undefined : true));
    await hintsAre(await open('.env', 'PORT=5000\n'), [/\S/]);
    await ofLanguage('python').update(setting, undefined, target, true);
    await hintsAre(python, [/\S/]);
  });

  it('watch the machine only while they are in sight', async () => {
    const isWatching = (): boolean => api.editorHints.visible.isWatching;
    await until('rest', () => (isWatching() ? undefined : true));
    const blank = '\n'.repeat(500);
    await open('app.js', `${blank}server.listen(3000);\n`);
    assert.equal(isWatching(), false, 'the port is out of sight');
    await vscode.commands.executeCommand('cursorBottom');
    await until('look', () => (isWatching() ? true : undefined));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('rest', () => (isWatching() ? undefined : true));
  });

  it('have containers asked for when they come in sight, and not again for the same', async () => {
    const engine = new FakeEngine();
    engine.onScan = () => snapshot([]);
    const monitor = new Monitor(engine, { interval: () => 60_000, onPass: () => undefined });
    let asked = 0;
    const visible = new VisibleMentions(monitor, new Answers(monitor), () => asked++);
    const document = await open('compose.yaml', COMPOSE);
    await until('the first look', () => (asked === 1 ? true : undefined));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), COMPOSE.replace(':5432', ':1'));
    edit.insert(document.uri, new vscode.Position(0, 0), COMPOSE.replace('15432', '15433'));
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await until('another port to be asked for', () => (asked === 2 ? true : undefined));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('rest', () => (visible.isWatching ? undefined : true));
    assert.equal(asked, 2, 'nothing is asked for what is out of sight, or was in sight before');
    await vscode.window.showTextDocument(document.uri);
    await until('the next look', () => (asked === 3 ? true : undefined));
    visible.dispose();
    monitor.dispose();
  });
});

describe('ports in files on a made-up machine', () => {
  const engine = new FakeEngine();
  const mention = { start: 0, end: 4, port: 3000 };
  let monitor: Monitor;
  const answers = async (machine: Snapshot): Promise<Answers> => {
    monitor = new Monitor(engine, { interval: () => 60_000, onPass: () => undefined });
    engine.onScan = () => machine;
    const made = new Answers(monitor);
    assert.equal(made.of(mention), undefined, 'nothing is said before the first pass');
    await monitor.refresh();
    return made;
  };
  afterEach(() => monitor.dispose());

  it('count the owners, and say where none is known', async () => {
    const label = async (machine: Snapshot): Promise<string> =>
      hintLabel((await answers(machine)).of(mention) ?? assert.fail('no answer'), machine);
    assert.equal(await label(snapshot([])), '○ free');
    assert.equal(await label(snapshot([{}])), '▲ in use');
    assert.equal(await label(snapshot([{ pids: [42] }], [process()])), '▲ taken: node · 42');
    const workers = [process(), process({ pid: 43, parentPid: 42 }), process({ pid: 44, comm: 'nginx' })];
    assert.equal(
      await label(snapshot([{ pids: [42, 43] }, { pids: [44] }], workers)),
      '▲ taken: nginx · 44 +2',
    );
    assert.equal(await label(snapshot([{ protocol: 'udp', pids: [42] }], [process()])), '▲ taken: node · 42');
    assert.equal(await label(snapshot([{ likelyOwner: likelyOwner() }])), '▲ taken: ~sshd · ssh.service');
  });

  it('say nothing where the machine does not tell', async () => {
    assert.equal((await answers(snapshot([], [], { platform: 'wsl1' }))).of(mention), undefined);
    const sources = [
      { file: 'self/net/tcp', status: 'denied', rows: 0 },
      { file: 'self/net/tcp6', status: 'ok', rows: 0 },
    ] as const;
    assert.equal((await answers(snapshot([], [], { sources }))).of(mention), undefined);
  });

  it('show hostile names as letters, and trust five commands alone', async () => {
    const comm = 'a](command:x)\u202e';
    const commandLine = ['[click](command:workbench.action.quit)', '<img src="x">', '$(flame)'];
    const made = await answers(snapshot([{ pids: [42] }], [process({ comm, commandLine })]));
    const answer = made.of(mention) ?? assert.fail('no answer');
    assert.equal(hintLabel(answer, undefined), '▲ taken: a](command:x)<U+2… · 42');
    const names = new Names(() => assert.fail('no names of hosts were expected to be asked for'));
    const text = detailsOf(mention, answer, { monitor, names, roots: { of: () => [] } });
    assert.deepEqual(text.isTrusted, {
      enabledCommands: [
        'netstat.findPortOwner',
        'netstat.actOnPort',
        'netstat.actOnContainer',
        'netstat.writeFreePort',
        'netstat.freePort',
      ],
    });
    assert.ok(!text.supportHtml && !text.supportThemeIcons);
    const links = [...text.value.matchAll(/(?<!\\)\]\(([^)]*)\)/g)].map(([, target]) => target ?? '');
    assert.ok(
      links.length >= 3 &&
        links.every((target) => /^command:netstat\.(?:actOnPort|writeFreePort)\?/.test(target)),
    );
    assert.doesNotMatch(text.value, /[^\\]<img|\u202e/);
  });
});

function textOf(label: vscode.InlayHint['label']): string {
  return typeof label === 'string' ? label : label.map(({ value }) => value).join('');
}

/** A port that nobody listens on: one that was just given back. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
