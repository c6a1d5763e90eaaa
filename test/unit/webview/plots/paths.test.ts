import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { cornersOf, drawLine, type Pen, placing } from '../../../../src/webview/plots/paths';

const BOX = { left: 10, top: 5, width: 100, height: 50 };
const PLACE = placing(BOX, { from: 0, to: 1000 }, { low: -10, high: 10 });

class Recorded implements Pen {
  readonly steps: string[] = [];
  moveTo = (x: number, y: number): void => void this.steps.push(`M${x},${y}`);
  lineTo = (x: number, y: number): void => void this.steps.push(`L${x},${y}`);
  closePath = (): void => void this.steps.push('Z');
}

describe('lines of plots', () => {
  it('lie where times and values are', () => {
    deepStrictEqual([PLACE.x(0), PLACE.x(1000)], [10, 110]);
    deepStrictEqual([PLACE.y(10), PLACE.y(0), PLACE.y(-10)], [5, 30, 55]);
  });

  it('end at gaps, and their areas at the axis', () => {
    const [stroke, fill] = [new Recorded(), new Recorded()];
    const frame = { x: [0, 100, 200, 300, 400], steps: Int32Array.of(0, 0, -1, 1, 1) };
    drawLine(frame, [10, 0, null, 5, 10], undefined, PLACE, stroke, fill);
    deepStrictEqual(stroke.steps, ['M10,5', 'L20,30', 'M40,17.5', 'L50,5']);
    deepStrictEqual(fill.steps, [
      ...['M10,5', 'L20,30', 'L20,30', 'L10,30', 'Z'],
      ...['M40,17.5', 'L50,5', 'L50,30', 'L40,30', 'Z'],
    ]);
  });

  it('stand on others', () => {
    const fill = new Recorded();
    const frame = { x: [0, 100], steps: Int32Array.of(0, 0) };
    drawLine(frame, [10, 10], [2, 4], PLACE, new Recorded(), fill);
    deepStrictEqual(fill.steps, ['M10,5', 'L20,5', 'L20,20', 'L10,25', 'Z']);
  });

  it('have no corners that nobody sees', () => {
    const xs = Array.from({ length: 240 }, (_, at) => at * 2);
    strictEqual(
      cornersOf(
        xs,
        xs.map(() => 7),
      ).length,
      2,
    );
    strictEqual(cornersOf([3], [4]).length, 1);
  });

  it('pass within half a pixel of each value', () => {
    const xs = Array.from({ length: 300 }, (_, at) => at * 1.7);
    const ys = xs.map(
      (x, at) => 20 + 10 * Math.sin(x / 15) + (at % 7 === 0 ? 0.3 : 0) + (at === 150 ? 30 : 0),
    );
    const corners = cornersOf(xs, ys);
    ok(corners.length < xs.length);
    for (const [at, x] of xs.entries()) {
      const next = Math.max(
        1,
        corners.findIndex(([corner]) => corner >= x),
      );
      const [[x0, y0], [x1, y1]] = [corners[next - 1]!, corners[next]!];
      const y = y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
      ok(Math.abs(y - ys[at]!) <= 0.5, `${x}: ${y} instead of ${ys[at]}`);
    }
  });
});
