/**
 * `npm test`: every layer of tests, from fast to real, and at the end what each came to. Words after `npm test --`
 * pick layers by a part of their names. What cannot run here is skipped and says why; with CI=true nothing may be.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from './host/paths';
import { closingLine, type Layer, layers, type Outcome, outcome, table } from './layers';
import type { Counts } from './reporter';

async function runLayer(layer: Layer, report: string): Promise<Outcome> {
  const reason =
    layer.skip ?? (hasScript(layer.script) ? undefined : `package.json has no script "${layer.script}"`);
  if (reason) {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    return { name: layer.name, result: 'skipped', seconds: 0, counts, remark: reason };
  }
  console.log(`\n=== ${layer.name} ===\n`);
  const started = performance.now();
  const child = spawn('npm', ['run', '--silent', layer.script, '--', ...(layer.args ?? [])], {
    cwd: repository,
    env: { ...process.env, NETSTAT_TEST_REPORT: report },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return outcome(layer.name, (performance.now() - started) / 1000, exitCode, readCounts(report));
}

function hasScript(name: string): boolean {
  const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    scripts: Readonly<Record<string, string>>;
  };
  return name in manifest.scripts;
}

function readCounts(report: string): Counts[] {
  if (!existsSync(report)) return [];
  const lines = readFileSync(report, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Counts);
}

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const wanted = layers.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  if (wanted.length === 0) throw new Error(`No layer is called "${words.join(' ')}".`);
  const folder = mkdtempSync(join(tmpdir(), 'netstat-test-'));
  const outcomes: Outcome[] = [];
  for (const [index, layer] of wanted.entries()) {
    outcomes.push(await runLayer(layer, join(folder, `${index}.jsonl`)));
  }
  rmSync(folder, { recursive: true });
  console.log(`\n${table(outcomes)}\n\n${closingLine(outcomes)}`);
  process.exitCode = outcomes.every(isGood) ? 0 : 1;
}

function isGood({ result, counts }: Outcome): boolean {
  const skipped = result === 'skipped' || counts.skipped > 0;
  return result !== 'failed' && !(skipped && process.env['CI'] === 'true');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
