/** `npm run check`: types, lint, format, generated files and unit tests side by side; says of each what it found and how long it took. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { repository } from './host/paths';

const checks: Readonly<Record<string, readonly string[]>> = {
  types: ['tsc', '-b'],
  lint: ['oxlint'],
  // By content: a checkout gives every file a new time.
  format: [
    ...['prettier', '--check', '--log-level', 'warn'],
    ...['--cache', '--cache-strategy', 'content', '--cache-location', 'out/prettier.cache', '.'],
  ],
  manifest: ['tsx', 'src/build/manifest.ts', '--check'],
  unit: ['npm', 'run', '--silent', 'test:unit'],
};

const path = [join(repository, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);

async function run(name: string, [tool = '', ...args]: readonly string[]): Promise<boolean> {
  const started = performance.now();
  const child = spawn(tool, args, { cwd: repository, env: { ...process.env, PATH: path } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${name}: ${code === 0 ? 'passed' : 'FAILED'} (${seconds} s)\n${output.trimEnd()}`);
  return code === 0;
}

async function main(): Promise<void> {
  const results = await Promise.all(Object.entries(checks).map(([name, command]) => run(name, command)));
  if (results.includes(false)) process.exitCode = 1;
}

void main();
