/**
 * `npm run test:history`: the history in SQLite, by the Nodes of the newest and the oldest VS Code, since the one that runs npm may
 * lack node:sqlite. Words behind `--` are mocha's. `npm run soak:history` writes ten million events, by the newest alone.
 */
import { join } from 'node:path';
import { fetchNode } from './host/edition';
import { runInOwnNetwork } from './host/ownNetwork';
import { repository } from './host/paths';

const MOCHA = ['--require', 'tsx/cjs', '--reporter', 'test/mochaReporter.js', '--timeout', '60000'];

async function main(words: readonly string[]): Promise<number> {
  const isSoak = words[0] === '--soak';
  const editions = isSoak ? (['newest'] as const) : (['newest', 'floor'] as const);
  // Before the tests are in a network of their own, from where no registry is reached.
  const nodes = await Promise.all(editions.map(fetchNode));
  const program = isSoak
    ? ['--expose-gc', '--require', 'tsx/cjs', 'test/history/soak.ts']
    : [join(repository, 'node_modules/mocha/bin/mocha.js'), ...MOCHA, 'test/history/**/*.test.ts', ...words];
  let worst = 0;
  for (const [index, node] of nodes.entries()) {
    console.log(`\nBy the Node of the ${editions[index]} VS Code:`);
    worst = Math.max(worst, await runInOwnNetwork([node, ...program]));
  }
  return worst;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
