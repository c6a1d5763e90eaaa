import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { isInOwnNetwork } from '../host/ownNetwork';
import { seek } from './list';
import { clickLink } from './mouse';
import { pattern, until } from './poll';
import { Workbench } from './workbench';

/**
 * Takes a port that looks the same in every picture, and is none that the kernel gives to connections; among the ports of
 * the machine, one that is free.
 */
async function listen(port: number): Promise<Server> {
  const server = createServer().listen(isInOwnNetwork() ? port : 0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

describe('netstat in an editor', () => {
  let workbench: Workbench;
  let server: Server;
  let port: number;

  before(async () => {
    server = await listen(28_080);
    port = portOf(server);
    workbench = await Workbench.start({ settings: { 'editor.minimap.enabled': false } });
    // The command palette knows the extension's commands from now on.
    await workbench.openContainer('Netstat');
  });

  after(async () => {
    server.close();
    await workbench.close();
  });

  const text = (): Promise<string> => workbench.page.locator('.editor-instance .view-lines').innerText();
  /** Whether the document has this port, which is brought into sight. */
  const tells = async (wanted: number): Promise<boolean> => {
    const lines = workbench.page.locator('.editor-instance .lines-content').first();
    const found = await seek(lines, async () => (await text()).includes(`:${wanted}`) || undefined);
    return found !== undefined;
  };
  const colours = (): Promise<number> =>
    workbench.page
      .locator('.editor-instance .view-line span span')
      .evaluateAll((spans) => new Set(spans.map((span) => getComputedStyle(span).color)).size);
  const labels = async (): Promise<string[]> => (await workbench.quickInput.rows()).map(({ label }) => label);

  async function open(): Promise<void> {
    await workbench.runCommand('Netstat: Run netstat Command…');
    await workbench.quickInput.row('netstat');
  }

  it('completes options while they are typed, and checks them', async () => {
    await open();
    await workbench.quickInput.type('-tul');
    await workbench.quickInput.row('-tulp');
    assert.equal((await labels())[0], '-tul');
    await workbench.screenshot('netstat-completion');
    await workbench.quickInput.choose('-tulp');
    await workbench.quickInput.row('-tulpn');
    assert.equal((await labels())[0], '-tulp');
    await workbench.quickInput.type('-tuj');
    const wrong = await workbench.quickInput.row('-tuj');
    assert.equal(wrong.detail, "netstat: invalid option -- 'j'");
    await workbench.screenshot('netstat-error');
    await workbench.quickInput.accept();
    assert.equal((await labels())[0], '-tuj', 'what is wrong must not be run');
    await workbench.quickInput.cancel();
  });

  it('shows a coloured, read-only document with a title of its own', async () => {
    await open();
    await workbench.quickInput.type('-tulpn');
    await workbench.quickInput.row('-tulpn');
    await workbench.quickInput.accept();
    await until('the listing', async () => /Active\sInternet/.test(await text()));
    await until('the server', () => tells(port));
    await workbench.page.locator('.tab.active[aria-label^="netstat -tulpn"]').waitFor();
    await until('its colours', async () => (await colours()) >= 6);
    await workbench.screenshot('netstat-document-dark');
    await workbench.setTheme('light');
    await workbench.screenshot('netstat-document-light');
    await workbench.setTheme('dark');
  });

  it('finds the owner of a port that is clicked with Ctrl', async () => {
    const { page } = workbench;
    const place = page
      .locator('.editor-instance .view-line span', { hasText: pattern(String(port)) })
      .first();
    const box = await place.boundingBox();
    assert.ok(box);
    // The line is drawn anew under the mouse once the link may be followed: what is clicked is a place.
    await page.keyboard.down('Control');
    await clickLink(page, 'the port', '.editor-instance .detected-link-active', () =>
      page.mouse.move(box.x + box.width / 2, box.y + box.height / 2),
    );
    await page.keyboard.up('Control');
    await until('the question', async () => (await workbench.quickInput.title()) === 'Find Port Owner');
    await workbench.quickInput.row(new RegExp(String(port)));
    await workbench.quickInput.cancel();
  });

  it('goes live and back with the buttons of the editor', async () => {
    const button = (name: string) =>
      workbench.page.locator(`.editor-actions .action-label[aria-label^="${name}"]`);
    await button('Start Live Refresh').click();
    await button('Stop Live Refresh').waitFor();
    const late = await listen(28_081);
    const latePort = portOf(late);
    await until('the new port', () => tells(latePort));
    await workbench.screenshot('netstat-live');
    await button('Stop Live Refresh').click();
    await button('Start Live Refresh').waitFor();
    late.close();
    await button('Run Again').click();
    await until('the port to go', async () => !(await tells(latePort)));
    await button('Edit Command Line…').click();
    await workbench.quickInput.row('-tulpn');
    await workbench.quickInput.cancel();
  });

  it('remembers what was run', async () => {
    await open();
    assert.equal((await workbench.quickInput.row('-tulpn')).separator, 'recently used');
    await workbench.screenshot('netstat-history');
    await workbench.quickInput.cancel();
  });

  it('is a command of the terminal, where the machine has it or not', async () => {
    const terminal = await workbench.openTerminal();
    await terminal.run('PATH=${PATH##*:} netstat -tln');
    await terminal.wait(/Active Internet connections \(only servers\)/);
    await terminal.wait(new RegExp(`127\\.0\\.0\\.1:${port}`));
    await workbench.screenshot('netstat-terminal');
  });
});
