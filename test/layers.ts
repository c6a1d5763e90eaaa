import { whyNoEngines } from './containers/ground';
import { whyMissing } from './host/programs';
import { whyNoOtherUser } from './host/users';
import type { Counts, Failure } from './reporter';

/** A kind of tests, from fast to real. To add one: a line in `layers` and the npm script that it names. */
export interface Layer {
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  /** Why it cannot run here, if so. */
  readonly skip?: string | undefined;
}

/**
 * After how many minutes a layer is ended, as failed, on a machine that is idle otherwise: several times what the slowest
 * takes on a slow one, with what it has to fetch first.
 */
export const limitMinutes = 15;

const desktop = process.env['NETSTAT_TEST_VSCODE'];

/** Why neither engine can be run here, of which one is enough for some of the tests. */
const noEngine = whyNoEngines('dockerd', 'docker') && whyNoEngines('podman', 'conmon', 'curl');

export const layers: readonly Layer[] = [
  { name: 'check (types, lint, format, manifest, unit)', script: 'check' },
  { name: 'integration, newest VS Code', script: 'test:integration', args: ['newest'] },
  {
    name: 'integration, oldest VS Code',
    script: 'test:integration',
    args: ['floor'],
    skip: desktop && `NETSTAT_TEST_VSCODE has them all run in ${desktop}`,
  },
  { name: 'differential', script: 'test:differential' },
  { name: 'MCP server', script: 'test:mcp' },
  { name: 'races for pids', script: 'test:races' },
  { name: 'causes of busy ports', script: 'test:causes' },
  { name: 'traffic, real', script: 'test:traffic' },
  { name: 'history', script: 'test:history' },
  { name: 'owners without root', script: 'test:owners', skip: whyNoOtherUser() },
  { name: 'names of real programs', script: 'test:programs', skip: whyNoOtherUser() },
  { name: 'containers of real engines', script: 'test:containers', skip: noEngine },
  {
    name: 'Prometheus',
    script: 'test:prometheus',
    skip: whyMissing('prometheus', 'promtool', 'prometheus-node-exporter', 'python3'),
  },
  { name: 'soak', script: 'test:soak' },
  { name: 'packages', script: 'test:package' },
  { name: 'Traffic page', script: 'test:webview' },
  { name: 'end to end', script: 'test:e2e' },
];

/** What a layer came to. */
export interface Outcome {
  readonly name: string;
  readonly result: 'passed' | 'failed' | 'skipped';
  readonly seconds: number;
  readonly counts: Pick<Counts, 'passed' | 'failed' | 'skipped'>;
  readonly remark: string;
  readonly failures?: readonly Failure[];
}

/** How a layer's process ended: with its exit code, or at the limit. */
export type End = number | null | 'at the limit';

/** A layer has passed when it ended well, ran at least one test, and none failed. */
export function outcome(name: string, seconds: number, end: End, runs: readonly Counts[]): Outcome {
  const sum = (key: keyof Outcome['counts']): number => runs.reduce((total, run) => total + run[key], 0);
  const counts = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
  const remark = failure(end, counts);
  if (remark === undefined) return { name, result: 'passed', seconds, counts, remark: '' };
  // What failed outside of a test counts as one, so that the sum never says all is well.
  return {
    name,
    result: 'failed',
    seconds,
    counts: { ...counts, failed: Math.max(1, counts.failed) },
    remark,
    failures: runs.flatMap((run) => run.failures ?? []),
  };
}

function failure(end: End, counts: Outcome['counts']): string | undefined {
  if (end === 'at the limit')
    return `had not ended after ${limitMinutes} minutes, or longer on a busy machine: see what it did last, above`;
  if (counts.failed > 0) return 'see the failed tests below';
  if (end !== 0) return `ended with exit code ${end}: see above`;
  if (counts.passed === 0) return 'ran no test';
  return undefined;
}

/** The outcomes as lines of text, one a layer. */
export function table(outcomes: readonly Outcome[]): string {
  const width = Math.max(...outcomes.map(({ name }) => name.length));
  return outcomes
    .map(({ name, result, seconds, counts, remark }) => {
      const tests = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
      const numbers = result === 'skipped' ? '' : `${seconds.toFixed(1).padStart(6)} s  ${tests}`;
      return [name.padEnd(width), result.padEnd(7), numbers, remark].filter(Boolean).join('  ');
    })
    .join('\n');
}

/** What failed, layer by layer, once more: what was said of it stands far above, where logs are cut. */
export function failureTexts(outcomes: readonly Outcome[]): string[] {
  return outcomes.flatMap(({ name, failures = [] }) =>
    failures.map(({ test, reason }) => `${name}: ${test}\n${reason.replace(/^/gm, '  ')}\n`),
  );
}

/** The tests of all layers, summed. */
export function closingLine(outcomes: readonly Outcome[]): string {
  const sum = (key: keyof Outcome['counts']): number =>
    outcomes.reduce((total, { counts }) => total + counts[key], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
