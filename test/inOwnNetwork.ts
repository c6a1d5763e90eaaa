/**
 * `tsx test/inOwnNetwork.ts [--fetch=EDITION] PROGRAM [ARGUMENT…]`: runs tests in a network of their own where that can
 * be had (host/ownNetwork.ts). With --fetch, that VS Code and a browser are fetched before: from there no registry is
 * reached.
 */
import { fetchAll } from './host/fetchAll';
import { runInOwnNetwork } from './host/ownNetwork';

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const edition = /^--fetch=(.*)/.exec(args[0] ?? '')?.[1];
  if (edition !== undefined) args.shift();
  const [program, ...rest] = args;
  if (program === undefined) throw new Error('Name the program to run.');
  if (edition !== undefined) await fetchAll(edition);
  return runInOwnNetwork([program, ...rest]);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
