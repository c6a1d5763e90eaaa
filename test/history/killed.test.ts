import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { callAt, Ground, NOW } from './opened';

/** How many times: 200 show what 20 may miss. */
const TIMES = Number(process.env['NETSTAT_KILLS'] ?? 20);

/** Milliseconds after its first transaction within which the writer is killed. */
const WITHIN = 60;

/** Has a process write from a number on, and kills it at some moment. @returns up to which it had said that all is written */
async function killedWriter(folder: string, first: number): Promise<number> {
  const program = join(__dirname, 'killed.inner.ts');
  const child = spawn(process.execPath, ['--require', 'tsx/cjs', program, folder, `${first}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await Promise.race([once(child.stdout, 'data'), exit]);
  await sleep(Math.random() * WITHIN);
  child.kill('SIGKILL');
  const [code, signal] = (await exit) as [number | null, string | null];
  assert.equal(signal, 'SIGKILL', `It ended by itself, with exit code ${code}.`);
  const lines = said.split('\n');
  // The last line may be half of one.
  return Number(lines.at(-2) ?? first);
}

describe('the history whose writer is killed', () => {
  let ground: Ground;

  beforeEach(() => (ground = new Ground()));
  afterEach(() => ground.remove());

  it(`has all that was written, ${TIMES} times, and nothing half`, async function () {
    this.timeout(TIMES * 5_000);
    let next = 0;
    for (let time = 0; time < TIMES; time++) {
      const first = next;
      const said = await killedWriter(ground.folder, first);
      assert.ok(said > first, 'It had said nothing.');
      const history = ground.open();
      const status = history.status();
      assert.equal(status.trouble, undefined);
      const { entries } = history.entries({ kinds: ['connection'], most: 1 });
      const [last] = entries;
      assert.ok(last?.kind === 'connection' && last.closed);
      // Up to where it had come: what it had not said yet may be written, too, but no part of a transaction.
      const reached = last.closed.by - NOW + 1;
      assert.ok(reached >= said, `${reached} of ${said}`);
      let whole = said;
      while (whole < reached) whole += callAt(whole);
      assert.equal(reached, whole);
      const { rows, ids, sound } =
        ground
          .database()
          .prepare(
            `SELECT count(*) AS rows, (SELECT entries FROM meta) AS ids,
             (SELECT group_concat(integrity_check) FROM pragma_integrity_check) AS sound FROM connections`,
          )
          .get() ?? {};
      assert.equal(sound, 'ok');
      assert.equal(rows, ids);
      // Who was killed holds nothing: the next one records at once, and knows since when nobody did.
      assert.deepEqual(history.takeRecording(NOW), { isTaken: true, until: NOW });
      history.endRecording(NOW);
      history.close();
      next = reached;
    }
  });
});
