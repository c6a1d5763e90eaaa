import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { moveMouseAway } from './mouse';
import { until } from './poll';
import { bytesOf, isOf } from './trafficPage';
import type { TrafficScene } from './trafficScene';

/** Above the table: what a mark, a hover and a click in the plots do to it. */
export function thePlotsOfTraffic(onScene: () => TrafficScene): void {
  describe('with its plots', () => {
    const frameOf = (scene: TrafficScene, at: number): Promise<Locator> =>
      scene.editor.locate(`.plots-main .plot:nth-child(${at}) .plot-frame`);

    it('show the past of all plots at the pointer', async () => {
      const scene = onScene();
      const { workbench, editor, transfer } = scene;
      transfer.flow(5_000_000);
      await editor.rowWhere(
        'the flow',
        (row) => isOf(transfer.sender)(row) && bytesOf(row.cells.sentRate) > 3_000_000,
      );
      const plot = await frameOf(scene, 1);
      await plot.hover();
      const lines = await editor.locate('.plot-line');
      // One in each plot, and none in the details.
      await until('the line in all five plots', async () => (await lines.count()) === 5);
      await workbench.screenshot('traffic-hover');
      await moveMouseAway(workbench.page);
      await until('no line', async () => (await lines.count()) === 0);
    });

    it('mark a span by a drag: the table has what happened in it, until Escape', async () => {
      const scene = onScene();
      const { workbench, editor, transfer, idle } = scene;
      await transfer.settle();
      await editor.rowWhere(
        'the end of the flow',
        (row) => isOf(transfer.sender)(row) && row.cells.sentRate === '·',
      );
      await editor.rowWhere('the connection over which nothing went', isOf(idle.sender));
      const plot = await frameOf(scene, 1);
      await editor.drag(plot, { x: 2, y: 20 }, plot, { x: -2, y: 20 });
      await moveMouseAway(workbench.page);
      await until('the note', async () =>
        (await editor.notes()).some((note) => note.startsWith('What happened from')),
      );
      await editor.rowWhere(
        'the rate of what is over',
        (row) => isOf(transfer.sender)(row) && bytesOf(row.cells.sentRate) > 1_000,
      );
      await editor.noRowWhere('the connection over which nothing went', isOf(idle.sender));
      await workbench.screenshot('traffic-span');
      await plot.focus();
      await workbench.press('Escape');
      await editor.rowWhere('the connection over which nothing went', isOf(idle.sender));
      assert.deepEqual(
        (await editor.notes()).filter((note) => note.startsWith('What happened')),
        [],
      );
    });

    it('narrow the table to a process by a click in its area, and to a state by its name', async () => {
      const scene = onScene();
      const { workbench, editor, transfer } = scene;
      transfer.flow(5_000_000);
      await editor.rowWhere(
        'the flow',
        (row) => isOf(transfer.sender)(row) && bytesOf(row.cells.sentRate) > 3_000_000,
      );
      const plot = await frameOf(scene, 2);
      const { width, height } = (await plot.boundingBox()) ?? { width: 0, height: 0 };
      await until('the table narrowed', async () => {
        await plot.click({ position: { x: width - 4, y: height - 6 } });
        return (await editor.notes()).some((note) => /^Narrowed to (backup|archive)/.test(note));
      });
      await moveMouseAway(workbench.page);
      await until('rows of that process alone', async () => {
        const rows = await editor.rows();
        return (
          rows.length === 1 && (rows.every(isOf(transfer.sender)) || rows.every(isOf(transfer.receiver)))
        );
      });
      await workbench.screenshot('traffic-narrowed');
      await plot.focus();
      await workbench.press('Escape');
      await until('all rows', async () => (await editor.rows()).length > 3);
      await (await editor.frame()).getByRole('button', { name: 'LISTEN', exact: true }).click();
      await until('the note', async () => (await editor.notes()).includes('Narrowed to LISTEN'));
      await (await editor.frame()).getByRole('button', { name: /^Take Away: Narrowed/ }).click();
      await until('all rows again', async () => (await editor.rows()).length > 3);
      await transfer.settle();
    });

    it('switch a series off and on by its swatch', async () => {
      const { editor } = onScene();
      const swatch = (await editor.frame()).getByRole('button', { name: 'Show ESTABLISHED', exact: true });
      assert.equal(await swatch.getAttribute('aria-pressed'), 'true');
      await swatch.click();
      await until('off', async () => (await swatch.getAttribute('aria-pressed')) === 'false');
      await swatch.click();
      await until('on', async () => (await swatch.getAttribute('aria-pressed')) === 'true');
    });
  });
}
