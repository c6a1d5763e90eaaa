/** `npm run build`: bundles what is shipped into dist/. `--watch` keeps on doing so, with source maps. */
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build, context } from 'esbuild';
import { bundles } from './bundles';
import { installKoffi } from './koffi';
import { isTarget, thisTarget } from '../node/system/target';
import { writeServices } from './serviceNames';

/** NETSTAT_TARGET names another platform to build for than this one, or none. */
function target(): Parameters<typeof installKoffi>[0] {
  const named = process.env['NETSTAT_TARGET'];
  if (named === undefined) return thisTarget();
  return isTarget(named) ? named : undefined;
}

async function buildOnce(): Promise<void> {
  await Promise.all([
    writeServices(),
    installKoffi(target()),
    ...bundles(false).map((options) => build(options)),
  ]);
  const dist = resolve(__dirname, '../../dist');
  const maps = [
    'extension',
    'worker',
    'netstatWorker',
    'netstat',
    'netstatLikely',
    'netstatNamespace',
    'netstatContainers',
    'netstatHistory',
    'mcp',
  ].map((name) => resolve(dist, `${name}.js.map`));
  await Promise.all(maps.map((map) => rm(map, { force: true })));
}

async function watch(): Promise<void> {
  await Promise.all([writeServices(), installKoffi(target())]);
  const contexts = await Promise.all(bundles(true).map((options) => context(options)));
  await Promise.all(contexts.map((each) => each.watch()));
}

(process.argv.includes('--watch') ? watch() : buildOnce()).catch((error: unknown) => {
  // esbuild has printed the reason of a failure of its own already, with file and line.
  const isPrinted = error instanceof Error && 'errors' in error;
  if (!isPrinted) console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
