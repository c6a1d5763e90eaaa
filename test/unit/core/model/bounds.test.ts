import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { bounded, LONGEST_DELAY, timerDelay } from '../../../../src/core/model/bounds';
import { readCatalog } from '../../../../src/build/manifest/catalog';
import { Poller } from '../../../../src/extension/watch/poller';
import { Monitor } from '../../../../src/extension/monitor';
import { FakeEngine } from '../../extension/fakeEngine';
import { assertProperty } from '../../property';
import { snapshot } from '../../snapshots';

const code = join(__dirname, '../../../../src');

/** What stands where setTimeout and setInterval are given their milliseconds, with its place. */
function delaysInCode(): { readonly place: string; readonly delay: string }[] {
  const files = readdirSync(code, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .flatMap((place) => {
      const text = readFileSync(join(code, place), 'utf8');
      return [...text.matchAll(/\bset(?:Timeout|Interval)\(/g)].map(({ index, 0: call }) => {
        return { place, delay: lastArgument(text, index + call.length) };
      });
    });
}

/** The last of the arguments that begin there. */
function lastArgument(text: string, from: number): string {
  let depth = 0;
  const parts = [from];
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === ',' && depth === 0) parts.push(at + 1);
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character) && depth-- === 0) {
      const argument = parts.map((start, index) =>
        text.slice(start, (parts[index + 1] ?? at + 1) - 1).trim(),
      );
      return argument.findLast((each) => each !== '') ?? '';
    }
  }
  return '';
}

/** Stands for the timers of JavaScript, in which no time passes but what a test has pass. */
class Timers {
  static readonly #real = { setTimeout, clearTimeout };
  readonly #waiting = new Map<number, { readonly delay: number; readonly run: () => void }>();
  #last = 0;

  constructor() {
    Object.assign(globalThis, {
      setTimeout: (run: () => void, delay: number) => {
        // Node's rule, see its documentation of setTimeout.
        this.#waiting.set(++this.#last, { run, delay: delay >= 1 && delay <= 2 ** 31 - 1 ? delay : 1 });
        return this.#last;
      },
      clearTimeout: (timer: number) => this.#waiting.delete(timer),
    });
  }

  /** Has a minute pass for all that wait, again and again for as long as something is due within one, a hundred times at most. */
  async run(): Promise<void> {
    for (let turn = 0; turn < 100; turn++) {
      for (const [timer, { delay, run }] of this.#waiting) {
        if (delay > 60_000) continue;
        this.#waiting.delete(timer);
        run();
      }
      await new Promise(setImmediate);
    }
  }

  static restore(): void {
    Object.assign(globalThis, Timers.#real);
  }
}

describe('numbers from outside', () => {
  afterEach(() => Timers.restore());

  it('are within their bounds, whatever they are', () => {
    const numbers = readCatalog().setting.filter((setting) => setting.type === 'number');
    assert.ok(numbers.length > 0);
    for (const bounds of numbers) {
      assertProperty(fc.oneof(fc.anything(), fc.double(), fc.integer()), (value) => {
        const number = bounded(value, bounds);
        assert.ok(number >= bounds.minimum && number <= bounds.maximum, String(number));
      });
      const cases: readonly (readonly [unknown, number])[] = [
        [Number.NaN, bounds.default],
        ['5', bounds.default],
        [null, bounds.default],
        [-1e300, bounds.minimum],
        [Number.POSITIVE_INFINITY, bounds.maximum],
        [2_147_484, bounds.maximum],
        [bounds.minimum, bounds.minimum],
      ];
      for (const [value, expected] of cases) assert.equal(bounded(value, bounds), expected, String(value));
    }
  });

  it('are delays that a timer takes as they are meant', () => {
    assertProperty(fc.tuple(fc.double(), fc.double()), ([milliseconds, most]) => {
      const delay = timerDelay(milliseconds, most);
      assert.ok(delay >= 0 && delay <= LONGEST_DELAY);
    });
    assert.equal(timerDelay(2 ** 31), LONGEST_DELAY);
    assert.equal(timerDelay(-5), 0);
    assert.equal(timerDelay(1e12, 2_000), 2_000, 'a clock that was set back');
  });

  it('reach timers in no other way', () => {
    const delays = delaysInCode();
    assert.ok(delays.length > 10);
    for (const { place, delay } of delays) assert.match(delay, /^timerDelay\(|^[A-Z][A-Z_]*$/, place);
  });

  it('do not make the Monitor or the poller look without end', async () => {
    const timers = new Timers();
    const engine = new FakeEngine();
    engine.onScan = () => snapshot([], [], { takenAt: Date.now() });
    engine.onListeners = () => snapshot([], [], { takenAt: Date.now() });
    const interval = (): number => 1e12;
    const monitor = new Monitor(engine, { interval, onPass: () => undefined });
    const poller = new Poller(engine, monitor, interval);
    const needs = [monitor.watch('listening'), poller.need()];
    await timers.run();
    for (const need of needs) need.dispose();
    poller.dispose();
    monitor.dispose();
    assert.deepEqual([engine.scans.length, engine.looks], [1, 1]);
  });
});
