import { deepStrictEqual, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import {
  ColourKeeper,
  contrast,
  faded,
  flattened,
  luminance,
  PROCESS_COLOURS,
  rgbOf,
  seenOn,
} from '../../../../src/webview/plots/palette';

/** Who sees all colours, and who lacks one kind of cone: Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
const EYES: Readonly<Record<string, readonly (readonly number[])[]>> = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const OKABE_ITO = ['#e69f00', '#56b4e9', '#009e73', '#f0e442', '#0072b2', '#d55e00', '#cc79a7'];

/** How far two colours are from each other for those eyes: distance in Oklab. */
function distance(one: string, other: string, eyes: readonly (readonly number[])[]): number {
  const [first, second] = [one, other].map((colour) => oklab(seen(colour, eyes)));
  return Math.hypot(...first!.map((part, at) => part - second![at]!));
}

function seen(colour: string, eyes: readonly (readonly number[])[]): number[] {
  const linear = rgbOf(colour)!.map((part) => luminance([part, part, part]));
  return eyes.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, share, at) => sum + share * linear[at]!, 0),
      ),
    ),
  );
}

function oklab([red = 0, green = 0, blue = 0]: readonly number[]): number[] {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** The distance of the two that are closest, for the eyes that tell them apart worst. */
function closest(colours: readonly string[]): number {
  const pairs = colours.flatMap((one, at) => colours.slice(at + 1).map((other) => [one, other] as const));
  return Math.min(
    ...pairs.flatMap(([one, other]) => Object.values(EYES).map((eyes) => distance(one, other, eyes))),
  );
}

describe('colours of plots', () => {
  for (const ground of ['dark', 'light'] as const) {
    it(`are told apart on ${ground} grounds by all eyes at least as well as those of Okabe and Ito`, () => {
      ok(closest(PROCESS_COLOURS[ground]) >= closest(OKABE_ITO));
    });
  }

  it('are seen on the grounds that they are for', () => {
    for (const ground of ['#1f1f1f', '#000000', '#1e1e1e'])
      for (const colour of PROCESS_COLOURS.dark) strictEqual(seenOn(colour, ground), colour);
    for (const colour of PROCESS_COLOURS.light) strictEqual(seenOn(colour, '#ffffff'), colour);
  });

  it('move towards black or white until they are seen', () => {
    for (const ground of ['#ffffff', '#fdf6e3', '#002b36', '#1f1f1f', '#000000', '#808080'])
      for (const colour of ['#d18616', '#ffff00', '#111111', '#eeeeee', '#7f7f7f'])
        ok(contrast(rgbOf(seenOn(colour, ground))!, rgbOf(ground)!) >= 3, `${colour} on ${ground}`);
    strictEqual(seenOn('inherit', '#ffffff'), 'inherit');
  });

  it('read what themes write', () => {
    deepStrictEqual(rgbOf('#3794ff'), [55, 148, 255]);
    deepStrictEqual(rgbOf('#fff'), [255, 255, 255]);
    deepStrictEqual(rgbOf(' rgba(204, 204, 204, 0.5) '), [204, 204, 204]);
    deepStrictEqual(rgbOf('rgb(1 2 3 / 50%)'), [1, 2, 3]);
    strictEqual(rgbOf('currentcolor'), undefined);
    strictEqual(faded('#3794ff', 0.15), 'rgba(55, 148, 255, 0.15)');
    strictEqual(faded('none', 0.15), 'transparent');
  });

  it('are as light as what shines through them', () => {
    strictEqual(flattened('rgba(255, 255, 255, 0.5)', '#000000'), '#808080');
    strictEqual(flattened('#ffffff80', '#000000'), '#808080');
    strictEqual(flattened('rgb(255 255 255 / 50%)', '#000000'), '#808080');
    strictEqual(flattened('#123456', '#ffffff'), '#123456');
    strictEqual(flattened('rgb(18, 52, 86)', '#ffffff'), '#123456');
  });
});

describe('the colour of a process', () => {
  it('stays while others come and go', () => {
    const keeper = new ColourKeeper();
    const [first] = keeper.slotsOf(['a', 'b', 'c']);
    keeper.slotsOf(['b', 'c', 'd']);
    deepStrictEqual(keeper.slotsOf(['a']), [first]);
  });

  it('is none that another one beside it has', () => {
    const keeper = new ColourKeeper();
    for (let round = 0; round < 20; round++) {
      const slots = keeper.slotsOf([
        `${round}`,
        `${round + 1}`,
        `${round + 2}`,
        `${round + 3}`,
        `${round + 4}`,
      ]);
      strictEqual(new Set(slots).size, 5, `round ${round}`);
    }
  });

  it('is the one that was not used for longest', () => {
    const keeper = new ColourKeeper();
    const [first] = keeper.slotsOf(['a']);
    const [second] = keeper.slotsOf(['b']);
    notStrictEqual(first, second);
  });
});
