import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const folder = join(__dirname, '../../extension');

/** A module with every `*.command.ts` of the extension, which it registers. */
export function commandFiles(): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.command.ts'))
    .sort();
  const exports = files.map(
    (file) => `export * as ${basename(file, '.command.ts')} from './${file.slice(0, -3)}';\n`,
  );
  return `// Written by "npm run manifest".\n${exports.join('')}`;
}
