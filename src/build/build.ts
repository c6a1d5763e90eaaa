/** `npm run build`: bundles what is shipped into dist/. `--watch` keeps on doing so, with source maps. */
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build, context } from 'esbuild';
import { bundles } from './bundles';
import { writeServices } from './services';

async function buildOnce(): Promise<void> {
  await Promise.all([writeServices(), ...bundles(false).map((options) => build(options))]);
  const dist = resolve(__dirname, '../../dist');
  const maps = ['extension', 'worker', 'netstatWorker', 'netstatData', 'netstat', 'mcp'].map((name) =>
    resolve(dist, `${name}.js.map`),
  );
  await Promise.all(maps.map((map) => rm(map, { force: true })));
}

async function watch(): Promise<void> {
  await writeServices();
  const contexts = await Promise.all(bundles(true).map((options) => context(options)));
  await Promise.all(contexts.map((each) => each.watch()));
}

// esbuild has printed the reason of a failure already, with file and line.
(process.argv.includes('--watch') ? watch() : buildOnce()).catch(() => process.exit(1));
