import assert from 'node:assert/strict';
import { ContextMenu } from './menu';
import { until } from './poll';
import { Transfer } from './trafficLoad';
import { isOf } from './trafficPage';
import type { TrafficScene } from './trafficScene';

/** What is done to the programs and connections of rows. */
export function theRowsOfTraffic(onScene: () => TrafficScene): void {
  describe('with its rows', () => {
    let victim: Transfer;

    before(async () => {
      victim = await Transfer.start('victim', 'witness');
    });

    after(() => victim.stop());

    it('close one connection from its menu, after a question that names both ends and programs', async () => {
      const { workbench, editor } = onScene();
      const { sender, receiver } = victim;
      const menu = new ContextMenu(workbench.page);
      const isClient = isOf(receiver);
      await editor.rowWhere('the connection', isClient);
      await menu.follow(['Close Connection…'], () =>
        editor.click('the connection', isClient, 'process', { button: 'right' }),
      );
      const { message, detail } = await workbench.dialog.text();
      await workbench.screenshot('traffic-close');
      for (const { port } of [sender, receiver]) assert.ok(message.includes(`127.0.0.1:${port}`), message);
      for (const { pid } of [sender, receiver]) assert.ok(detail.includes(String(pid)), detail);
      await workbench.dialog.press('Close Connection');
      await editor.rowWhere(
        'the mark of what is closed',
        (row) => isClient(row) && row.look.includes('is-closed'),
      );
      await workbench.screenshot('traffic-closed');
      await editor.noRowWhere('the connection', isClient);
      assert.ok(sender.isRunning && receiver.isRunning, 'the programs go on');
    });

    it('end a process by Delete, after the question of the product', async () => {
      const { workbench, editor } = onScene();
      const isVictim = isOf(victim.sender);
      await (await editor.locate('select[aria-label="Kind of rows"]')).selectOption('listeners');
      await editor.click('the server', isVictim);
      await workbench.press('Delete');
      const { message, detail } = await workbench.dialog.text();
      await workbench.screenshot('traffic-kill');
      assert.match(message, new RegExp(`^Kill .*${victim.sender.pid}`));
      assert.ok(detail.includes(String(victim.sender.port)), detail);
      await workbench.dialog.press('Cancel');
      assert.ok(victim.sender.isRunning);
      await editor.click('the server', isVictim);
      await workbench.press('Delete');
      await workbench.dialog.press('Kill');
      await until('the end of the process', () => !victim.sender.isRunning);
      await editor.noRowWhere('the server', isVictim);
      await (await editor.locate('select[aria-label="Kind of rows"]')).selectOption('connections');
    });

    it('are connections, listeners, processes, or remote hosts, by a switch', async () => {
      const { workbench, editor, transfer } = onScene();
      const kind = await editor.locate('select[aria-label="Kind of rows"]');
      await kind.selectOption('processes');
      const isSender = isOf(transfer.sender);
      await editor.rowWhere(
        'the sender among the processes',
        (row) => isSender(row) && row.cells.connections === '1',
      );
      assert.match(await (await editor.locate('.tcp-only')).innerText(), /TCP only/);
      await workbench.screenshot('traffic-processes');
      await kind.selectOption('hosts');
      await until('a table of hosts', async () => !(await editor.titles()).includes('Process'));
      await workbench.screenshot('traffic-hosts');
      await kind.selectOption('connections');
      await editor.rowWhere('the sender', isSender);
    });
  });
}
