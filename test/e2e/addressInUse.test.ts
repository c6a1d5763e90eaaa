import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './poll';
import { labelOf, type Server, startServer } from './server';
import { Workbench } from './workbench';

/**
 * A server in C, which says what went wrong as perror(3) does, and takes its port from PORT. It waits for a key first: VS
 * Code tells extensions nothing of output that comes in one piece with the shell's mark before it, and what a busy machine
 * reads in one piece may be long. Once its first line is in the terminal, the mark is.
 */
const C_SERVER = `#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
int main(void) {
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(getenv("PORT"))) };
  puts("starting");
  fflush(stdout);
  getchar();
  int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(fd, (struct sockaddr *)&address, sizeof address) || listen(fd, 5)) return perror("bind"), 1;
  puts("serving");
  fflush(stdout);
  return pause();
}
`;

function isServed(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

describe('a command that fails since its port is in use', () => {
  let workbench: Workbench;
  let folder: string;
  let server: Server;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netstat-in-use-'));
    workbench = await Workbench.start();
    await workbench.openContainer('Netstat');
    // A terminal that is opened before the extension adds its command is started anew once it does.
    await workbench.view('Listening Ports').someRows();
    await workbench.openTerminal();
    await workbench.terminal.run('PS1="$ "; clear');
  });

  beforeEach(async () => {
    server = await startServer(['127.0.0.1'], '/');
  });

  afterEach(async () => {
    server.stop();
    // Ends what runs again in the terminal.
    await workbench.page.keyboard.press('Control+C');
    await until('the port to close', async () => !(await isServed(server.port)));
  });

  after(async () => {
    await workbench.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** @param started what to do each time once the program has been started */
  async function freeAndRunAgain(
    command: string,
    { screenshot, started }: { screenshot?: string; started?: (times: number) => Promise<void> } = {},
  ): Promise<void> {
    await workbench.terminal.run(command);
    await started?.(1);
    const held = new RegExp(
      `Port ${server.port} is held by server\\.js \\(pid ${server.pid}\\), started .* ago`,
    );
    await workbench.notifications.wait(held);
    if (screenshot !== undefined) await workbench.screenshot(screenshot);
    await workbench.notifications.press(held, 'Free Port and Run Again');
    const { message } = await workbench.dialog.text();
    assert.match(message, new RegExp(String(server.pid)));
    await workbench.dialog.press('Kill');
    await server.ended;
    await started?.(2);
    await until('the program to serve the port', () => isServed(server.port));
  }

  it('in Node is told who holds it, and runs again once that has ended', async () => {
    const script = join(folder, 'server.js');
    writeFileSync(script, 'require("node:http").createServer().listen(process.env.PORT, "127.0.0.1");\n');
    await freeAndRunAgain(`PORT=${server.port} node ${script}`, { screenshot: 'port-in-use' });
    const view = workbench.view('Listening Ports');
    await view.row('This Window');
    await view.row(labelOf(server));
    await workbench.screenshot('this-window');
  });

  it('in Python, whose message names no port, is known by its command line', async () => {
    await freeAndRunAgain(`python3 -m http.server --bind 127.0.0.1 ${server.port}`);
  });

  it('in C, like every compiled program', async () => {
    const source = join(folder, 'server.c');
    writeFileSync(source, C_SERVER);
    execFileSync('cc', ['-o', join(folder, 'server'), source]);
    await freeAndRunAgain(`PORT=${server.port} ${folder}/server`, {
      started: async (times) => {
        await workbench.terminal.wait(new RegExp(`(^starting$[^]*){${times}}`, 'm'));
        await workbench.terminal.press('Enter');
      },
    });
  });
});
