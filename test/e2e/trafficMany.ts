import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TrafficColumn, TrafficRowsAnswer } from '../../src/core/model/traffic';
import { WorkerEngine } from '../../src/node/engine/worker/workerEngine';
import { type Load, startLoad } from '../bench/load';
import { repository } from '../host/paths';
import { moveMouseAway } from './mouse';
import { until } from './poll';
import type { TrafficScene } from './trafficScene';

const CONNECTIONS = 100_000;
const PROCESSES = 50;
/** Of the sockets of a load so many are of TCP. */
const OF_TCP = 0.8;
/** Where it is looked, and what of it: pixels of a row, as rowsInSight.ts has them. */
const PLACE = 90_000;
const ROW_HEIGHT = 22;
const LOOKED_AT = 10;

const FILTER = 'process:sleep';
const COLUMNS = ['localAddress', 'foreignAddress'] as const;

/** Very many connections, of which the page knows those in sight. */
export function manyRowsOfTraffic(onScene: () => TrafficScene): void {
  describe('among very many', () => {
    let load: Load | undefined;
    after(() => load?.stop());

    it(`shows row ${PLACE} of ${CONNECTIONS}, sorted, as the engine has it`, async function () {
      this.timeout(180_000);
      const { workbench, editor } = onScene();
      load = await startLoad(CONNECTIONS / OF_TCP, PROCESSES);
      const filter = await editor.filter();
      await filter.fill(FILTER);
      await filter.press('Enter');
      await (await editor.header('Local Address')).click({ button: 'right' });
      await (await editor.menuItem('Sort Ascending')).click();
      await (await editor.header('Foreign Address')).click({ modifiers: ['Shift'] });
      await moveMouseAway(workbench.page);
      // The next pass by itself may be a minute off: one of so many sockets costs, and costs are kept within bounds.
      await workbench.runCommand('Netstat: Refresh');
      await until(
        `${CONNECTIONS} connections`,
        async () => (await editor.count()).startsWith('100,000 of '),
        60_000,
      );
      const table = await editor.locate('.table');
      await table.evaluate((element, top) => (element.scrollTop = top), PLACE * ROW_HEIGHT);
      const seen = await until(`row ${PLACE}`, async () => {
        const rows = (await editor.rows()).filter(({ place }) => place >= PLACE && place < PLACE + LOOKED_AT);
        return rows.length === LOOKED_AT && rows;
      });
      await workbench.screenshot('traffic-many');
      const expected = await rowsOfEngine();
      assert.deepEqual(
        seen.map(({ place, cells }) => [place, ...COLUMNS.map((column) => cells[column]?.replace('↔ ', ''))]),
        expected,
      );
      await table.evaluate((element) => (element.scrollTop = 0));
    });
  });
}

/** The same rows, asked of an engine of the test's own: their places, and what stands in the columns. */
async function rowsOfEngine(): Promise<unknown[]> {
  const engine = new WorkerEngine({
    workerPath: join(repository, 'dist/worker.js'),
    systemCalls: () => true,
    onDied: (message) => console.error(message),
    onLog: () => undefined,
  });
  try {
    await engine.scan('inet', true, 'listening', undefined, true);
    const answer = await engine.trafficRows({
      place: 'editor',
      kind: 'connections',
      filter: FILTER,
      sort: COLUMNS.map((column) => ({ column, isDescending: false })),
      columns: COLUMNS,
      first: PLACE,
      count: LOOKED_AT,
      isHeld: false,
      strings: 0,
      names: 'numbers',
    });
    assert.equal(answer.matching, CONNECTIONS);
    return Array.from(answer.ids, (_, at) => [
      PLACE + at,
      ...COLUMNS.map((column) => textOf(answer, column, at)),
    ]);
  } finally {
    engine.dispose();
  }
}

function textOf(
  { cells, strings }: TrafficRowsAnswer,
  column: TrafficColumn,
  at: number,
): string | undefined {
  return strings.texts[cells[column]?.[at] ?? -1];
}
