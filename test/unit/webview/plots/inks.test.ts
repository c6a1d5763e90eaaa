import { deepStrictEqual, notDeepStrictEqual, notStrictEqual, strictEqual } from 'node:assert/strict';
import type { PlotEntry } from '../../../../src/webview/plots/entries';
import { inksOf } from '../../../../src/webview/plots/inks';
import { ColourKeeper } from '../../../../src/webview/plots/palette';
import type { PlotTheme } from '../../../../src/webview/plots/theme';

const DARK: PlotTheme = {
  received: '#3794ff',
  sent: '#d18616',
  trouble: '#f14c4c',
  green: '#89d185',
  yellow: '#cca700',
  warning: '#cca700',
  muted: '#767676',
  foreground: '#cccccc',
  grid: '#cccccc80',
  ground: '#1f1f1f',
  isDark: true,
  isHighContrast: false,
};

const entries = (...ids: string[]): PlotEntry[] =>
  ids.map((id) => ({ id, label: id, up: undefined, down: undefined }));

describe('how series are drawn', () => {
  it('what is received and sent has its colour, and interfaces their dashes', () => {
    const inks = inksOf('interfaces', entries('interface eth0', 'interface lo'), DARK, new ColourKeeper());
    for (const { up, down } of inks) deepStrictEqual([up, down], ['#3794ff', '#d18616']);
    notDeepStrictEqual(inks[0]!.dash, inks[1]!.dash);
  });

  it('losses are red, and told apart by patterns', () => {
    const inks = inksOf('losses', entries('retransmitted', 'listenDrops'), DARK, new ColourKeeper());
    for (const { up } of inks) strictEqual(up, DARK.trouble);
    notStrictEqual(inks[0]!.pattern, inks[1]!.pattern);
  });

  it('states of one colour are told apart by dashes', () => {
    const [first, second] = inksOf('states', entries('state 4', 'state 5'), DARK, new ColourKeeper());
    strictEqual(first!.up, second!.up);
    notDeepStrictEqual(first!.dash, second!.dash);
  });

  it('a process keeps its colour, and has dashes beside another one that got it meanwhile', () => {
    const keeper = new ColourKeeper();
    const [before] = inksOf('processes', entries('process 1'), DARK, keeper);
    for (let id = 2; id < 9; id++) inksOf('processes', entries(`process ${id}`), DARK, keeper);
    const all = inksOf(
      'processes',
      entries('process 1', ...[2, 3, 4, 5, 6, 7].map((id) => `process ${id}`)),
      DARK,
      keeper,
    );
    strictEqual(all[0]!.up, before!.up);
    strictEqual(new Set(all.map(({ up, dash }) => `${up} ${dash.join()}`)).size, all.length);
  });

  it('high contrast has dashes and patterns beside all colours', () => {
    const theme = { ...DARK, isHighContrast: true };
    const states = inksOf('states', entries('state 1', 'state 10', 'state 2'), theme, new ColourKeeper());
    strictEqual(new Set(states.map(({ dash }) => dash.join())).size, 3);
    const processes = inksOf(
      'processes',
      entries('process 1', 'process 2', 'process 3'),
      theme,
      new ColourKeeper(),
    );
    strictEqual(new Set(processes.map(({ pattern }) => pattern)).size, 3);
  });
});
