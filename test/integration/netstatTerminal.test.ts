import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { locate, whyMissing } from '../host/programs';
import { stretched } from '../host/timeLimit';
import { skipWithReason } from '../skip';
import { until } from './netstat';
import { tutorial } from './tutorial';

const SETTING = 'netstat.terminal.command';
const SYSTEM_CALLS = 'netstat.systemCalls';
const SHELLS = ['sh', 'bash', 'zsh', 'fish'] as const;

describe('netstat in the integrated terminal', () => {
  let root: string;
  let tools: string;
  let terminal: vscode.Terminal | undefined;

  before(async () => {
    const extension = vscode.extensions.getExtension('netstat-vscode.netstat');
    await until('the extension to start with VS Code', async () => extension?.isActive || undefined);
    root = mkdtempSync(join(tmpdir(), 'netstat-terminal-'));
    tools = join(root, 'tools');
    mkdirSync(tools);
    linkTools(tools);
  });

  afterEach(async () => {
    terminal?.dispose();
    await setting(undefined);
    await setting(undefined, SYSTEM_CALLS);
  });

  after(() => rmSync(root, { recursive: true, force: true }));

  /** Runs lines in a new terminal whose PATH has every tool of the machine but netstat and Node. */
  async function inTerminal(shell: string, ...lines: string[]): Promise<string> {
    const folder = mkdtempSync(join(root, 'run-'));
    const env = { PATH: tools, HOME: folder, ZDOTDIR: folder, XDG_CONFIG_HOME: folder };
    terminal?.dispose();
    terminal = vscode.window.createTerminal({ name: shell, shellPath: locate(shell) ?? shell, env });
    // zsh asks newcomers how to set it up.
    writeFileSync(join(folder, '.zshrc'), '');
    const output = join(folder, 'output');
    for (const line of lines) terminal.sendText(`${line} >> ${output} 2>&1`);
    terminal.sendText(`echo done > ${join(folder, 'done')}`);
    await until('the terminal to be done', async () => existsSync(join(folder, 'done')), 25_000);
    return readFileSync(output, 'utf8');
  }

  for (const shell of SHELLS) {
    it(`is found by ${shell}, where the machine has none`, async function () {
      skipWithReason(this, whyMissing(shell));
      const output = await inTerminal(shell, 'netstat -tln', 'command -v netstat');
      assert.match(output, /^Active Internet connections \(only servers\)\nProto Recv-Q/);
      assert.match(output, /netstat-vscode\.netstat\/bin\/netstat\n$/);
    });
  }

  it("comes after the machine's own, unless the user wants it first or not at all", async () => {
    const own = join(tools, 'netstat');
    writeFileSync(own, '#!/bin/sh\necho own\n', { mode: 0o755 });
    const first = (): Promise<string> => inTerminal('sh', 'command -v netstat');
    try {
      assert.equal(await first(), `${own}\n`);
      await setting('always');
      await until('ours to come first', async () => (await first()).includes('netstat-vscode.netstat'));
      await setting('never');
      await until('the own one to be alone', async () => {
        const path = await inTerminal('sh', 'echo $PATH');
        return !path.includes('netstat-vscode.netstat');
      });
    } finally {
      rmSync(own);
    }
  });

  it('does without system calls where the user turns them off', async () => {
    const told = (): Promise<string> => inTerminal('sh', 'echo "[$NETSTAT_SYSTEM_CALLS]"');
    assert.equal(await told(), '[]\n');
    await setting(false, SYSTEM_CALLS);
    await until('terminals to be told', async () => (await told()) === '[off]\n');
    await setting(undefined, SYSTEM_CALLS);
    await until('terminals to be told again', async () => (await told()) === '[]\n');
  });

  it(`prints what netstat prints, for ${tutorial.length} examples of tutorials`, async function () {
    skipWithReason(this, whyNoComparison());
    this.timeout(stretched(120_000));
    const folder = mkdtempSync(join(root, 'tutorial-'));
    await inTerminal('bash', `unshare ${APART.join(' ')} sh ${writeComparison(folder)}`);
    const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
    for (const [index, line] of tutorial.entries()) {
      assert.equal(text(`${index}.ours`), text(`${index}.real`), line);
    }
    assert.match(text('4.ours'), /:8080 .*LISTEN .*\/holder/, 'the sockets were not there');
  });

  /** A script that runs every example with our netstat and the real one, in a network with sockets of its own. */
  function writeComparison(folder: string): string {
    const real = join(folder, 'real');
    mkdirSync(real);
    symlinkSync(locate('netstat') ?? '', join(real, 'netstat'));
    const holder = join(folder, 'holder.js');
    writeFileSync(holder, HOLDER);
    const lines = tutorial.map((line, index) => {
      const file = join(folder, `line-${index}.sh`);
      writeFileSync(file, `${line}\n`);
      const to = (name: string): string => `> ${join(folder, `${index}.${name}`)} 2>&1 < /dev/null`;
      return `sh ${file} ${to('ours')}\nPATH=${real}:$PATH sh ${file} ${to('real')}`;
    });
    const script = join(folder, 'compare.sh');
    writeFileSync(
      script,
      `ip link set lo up
'${process.execPath}' ${holder} ${folder} & holder=$!
while [ ! -e ${folder}/ready ]; do sleep 0.05; done
${lines.join('\n')}
kill $holder
`,
    );
    return script;
  }
});

/** Holds a fixed set of sockets: TCP listening and connected, UDP, UNIX. */
const HOLDER = `
const net = require('node:net');
const dgram = require('node:dgram');
const fs = require('node:fs');
const folder = process.argv[2];
const listening = (server, ...where) => new Promise((resolve) => server.listen(...where, resolve));
const bound = (type, ...where) => new Promise((resolve) => dgram.createSocket(type).bind(...where, resolve));
process.title = 'holder';
(async () => {
  const server = net.createServer(() => undefined);
  await listening(server, 8080, '127.0.0.1');
  await listening(net.createServer(), 5432, '0.0.0.0');
  await listening(net.createServer(), 443, '::');
  await listening(net.createServer(), folder + '/holder.sock');
  await bound('udp4', 5353, '0.0.0.0');
  await bound('udp6', 546, '::');
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => net.connect(8080, '127.0.0.1', resolve));
  }
  fs.writeFileSync(folder + '/ready', '');
})();
`;

async function setting(value: string | boolean | undefined, name = SETTING): Promise<void> {
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
}

/** Links every program of the machine but netstat and Node. */
function linkTools(folder: string): void {
  for (const directory of ['/bin', '/usr/bin', '/sbin', '/usr/sbin'].filter(existsSync)) {
    for (const name of readdirSync(directory)) {
      const link = join(folder, name);
      if (name === 'netstat' || name.startsWith('node') || existsSync(link)) continue;
      try {
        symlinkSync(join(directory, name), link);
      } catch {
        // A dangling link of that name is there already.
      }
    }
  }
}

/**
 * A network of their own for what is compared, and pids: a process of the machine that ends between two readings has
 * netstat say that some could not be identified.
 */
const APART = ['--map-root-user', '--net', '--pid', '--fork', '--mount-proc'];

function whyNoComparison(): string | undefined {
  const missing = whyMissing('netstat', 'unshare', 'ip');
  if (missing) return missing;
  try {
    execFileSync('unshare', [...APART, 'true'], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return `this machine allows no namespaces: ${String(error).split('\n').at(-1)}`;
  }
}
