/**
 * `npm test`: every layer of tests, from fast to real, and at the end what each came to. Words after `npm test --`
 * pick layers by a part of their names. What cannot run here is skipped and says why; with CI=true nothing may be.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from './host/paths';
import { TimeLimit } from './host/timeLimit';
import { until } from './host/until';
import {
  closingLine,
  type End,
  failureTexts,
  type Layer,
  layers,
  limitMinutes,
  type Outcome,
  outcome,
  table,
} from './layers';
import type { Counts } from './reporter';

const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Milliseconds, on an idle machine, that processes have to end by themselves. */
const ENDED_WITHIN = 10_000;

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
    // A process group of its own, so that it can be ended with all that it started.
    detached: true,
  });
  const end = await endOf(child);
  return outcome(layer.name, (performance.now() - started) / 1000, end, readCounts(report));
}

/** Waits for the end of a process group's leader, or ends the group at the limit, and with this process. */
async function endOf(leader: ChildProcess): Promise<End> {
  const group = leader.pid;
  if (group === undefined) throw new Error('npm could not be started.');
  const interrupt = (): void => void endGroup(group).then(() => process.exit(1));
  for (const signal of interrupts) process.once(signal, interrupt);
  const end = await new Promise<End>((resolve, reject) => {
    const stopWaiting = new TimeLimit(limitMinutes * 60_000).onceOver(() => resolve('at the limit'));
    const exit = once(leader, 'exit').then(([exitCode]) => resolve(exitCode as number | null), reject);
    void exit.finally(stopWaiting);
  });
  if (end === 'at the limit') await endGroup(group);
  for (const signal of interrupts) process.off(signal, interrupt);
  return end;
}

/** Ends all processes of a group, and those that did not end by themselves after a while by force. */
async function endGroup(group: number): Promise<void> {
  signalGroup(group, 'SIGTERM');
  await until('their end', async () => !signalGroup(group, 0), ENDED_WITHIN).catch(() => undefined);
  signalGroup(group, 'SIGKILL');
}

/** @returns whether there are any of the group still */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    return false;
  }
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
  process.on('exit', () => rmSync(folder, { recursive: true }));
  for (const [index, layer] of wanted.entries()) {
    outcomes.push(await runLayer(layer, join(folder, `${index}.jsonl`)));
  }
  const failed = failureTexts(outcomes);
  if (failed.length > 0) console.log(`\nWhat failed:\n\n${failed.join('\n')}`);
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
