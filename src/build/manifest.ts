/**
 * `npm run manifest`: writes what is declared in the extension's `contributions.ts` into package.json (`contributes`),
 * package.nls.json and l10n/bundle.l10n.json, and its `*.command.ts` into commandFiles.ts, and the page's texts into pageTexts.ts. `npm run manifest -- --check` says which of them is not as declared.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalog } from './manifest/catalog';
import { manifestFiles } from './manifest/files';

const repository = join(__dirname, '../..');

function main(): void {
  const mayWrite = !process.argv.includes('--check');
  const read = (file: string): string => readFileSync(join(repository, file), 'utf8');
  const stale = Object.entries(manifestFiles(readCatalog(), read)).filter(
    ([file, wanted]) => read(file) !== wanted,
  );
  if (mayWrite) for (const [file, wanted] of stale) writeFileSync(join(repository, file), wanted);
  for (const [file] of stale) {
    console.log(mayWrite ? `${file}: written` : `${file} is not as declared: run "npm run manifest".`);
  }
  if (!mayWrite && stale.length > 0) process.exitCode = 1;
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
