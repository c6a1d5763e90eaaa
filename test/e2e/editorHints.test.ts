import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hoverUntil } from './mouse';
import { until } from './poll';
import { type Server, startServer } from './server';
import { Workbench } from './workbench';

describe('ports in files and terminals', () => {
  let folder: string;
  let server: Server;
  let workbench: Workbench;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netstat-hints-'));
    server = await startServer(['127.0.0.1']);
    const { port } = server;
    await writeFile(join(folder, '.env'), `HOST=127.0.0.1\nPORT=${port}\nADMIN_PORT=9\nRETRIES=3000\n`);
    await writeFile(
      join(folder, 'busy.js'),
      `require('http').createServer().listen(${port}, '127.0.0.1');\n`,
    );
    workbench = await Workbench.start({ folder });
  });

  after(async () => {
    await workbench.close();
    server.stop();
    await rm(folder, { recursive: true });
  });

  /** With plain blanks for those that may not be broken at. */
  async function lines(): Promise<string> {
    const text = await workbench.page.locator('.editor-instance .view-lines').first().innerText();
    return text.replaceAll('\u00a0', ' ');
  }

  async function openFile(name: string): Promise<void> {
    await workbench.press('Control+p');
    await workbench.quickInput.type(name);
    await workbench.quickInput.row(name);
    await workbench.quickInput.accept();
    await workbench.page.locator(`.tab.active[aria-label^="${name}"]`).waitFor();
  }

  it('tell who has a port, that one is free, and nothing of numbers that are none', async () => {
    await openFile('.env');
    await until('the hint of the taken port', async () =>
      (await lines()).includes(`taken: server.js · ${server.pid}`),
    );
    await until('the hint of the free port', async () => /ADMIN_PORT=9\W*free/.test(await lines()));
    for (const theme of ['light', 'dark', 'highContrast'] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`editor-hints-${theme === 'highContrast' ? 'high-contrast' : theme}`);
    }
  });

  it('show details and actions on hover', async () => {
    await workbench.setTheme('dark');
    const port = workbench.page.locator('.view-line span', { hasText: String(server.port) }).last();
    await hoverUntil(
      workbench.page,
      'the hover',
      () => port.hover(),
      async () => {
        const text = await workbench.page.locator('.monaco-hover:visible').allInnerTexts();
        return text.some((one) => one.includes('Kill Process…') && one.includes(String(server.pid)));
      },
    );
    await workbench.screenshot('editor-hints-hover');
    await workbench.press('Escape');
  });

  it('are links where a program in a terminal complains that its address is in use', async () => {
    const terminal = await workbench.openTerminal();
    await terminal.run('clear; node busy.js 2>&1 | grep Error:');
    await terminal.wait(new RegExp(`EADDRINUSE.*:${server.port}`));
    await terminal.followLink(String(server.port), `Why is port ${server.port} busy?`, () =>
      workbench.screenshot('terminal-links'),
    );
    await until('the report', async () => (await lines()).includes(`Port ${server.port} belongs to`));
  });
});
