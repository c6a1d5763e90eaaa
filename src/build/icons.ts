import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Takes codicons in as text, made smaller: a picture of 16 pixels needs no thousandths of them, and size and colour are
 * the style sheet's. It took a third off them.
 */
export const icons: Plugin = {
  name: 'icons',
  setup: (build) =>
    build.onLoad({ filter: /codicons[\\/].*\.svg$/ }, async ({ path }) => ({
      contents: smallIcon(await readFile(path, 'utf8')),
      loader: 'text',
    })),
};

/** @param svg a file of codicons: 16 by 16, drawn in the colour of the text */
export function smallIcon(svg: string): string {
  return svg
    .replaceAll(/\d*\.\d+/g, (number) => String(Number(Number(number).toFixed(2))).replace(/^0\./, '.'))
    .replaceAll(/ (?:width|height|xmlns|fill)="[^"]*"/g, '');
}
