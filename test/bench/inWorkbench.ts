import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSession } from '../e2e/session';
import { Workbench } from '../e2e/workbench';
import { type Load, startLoad } from './load';
import { machineName } from './measure';
import { isInNamespace, runInNamespace } from './namespace';
import { packProbe, PORT_FILE } from './probe';

/** What a measurement in VS Code is taken with. */
export interface Place {
  readonly load: Load;
  /** A folder that is removed at the end. */
  readonly root: string;
  /** The file in which the probe says its port. */
  readonly portFile: string;
}

/**
 * Runs a benchmark in a real VS Code among a load, by the arguments `[SOCKETS:PROCESSES] [--json FILE]`, prints its
 * figures and ends the process.
 * @param unit what the figures are in, for the reader
 */
export function benchInWorkbench(
  defaultScale: string,
  unit: string,
  measure: (place: Place) => Promise<Record<string, number>>,
): void {
  run(defaultScale, unit, measure).then(
    () => process.exit(),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}

async function run(
  defaultScale: string,
  unit: string,
  measure: (place: Place) => Promise<Record<string, number>>,
): Promise<void> {
  const args = process.argv.slice(2);
  const at = args.indexOf('--json');
  const file = at === -1 ? undefined : args.splice(at, 2)[1];
  if (at !== -1 && file === undefined) throw new Error('--json: name the file to write.');
  if (!isInNamespace() && process.getuid?.() === 0) return runInNamespace();
  const [scale = defaultScale] = args;
  const [sockets, processes] = scale.split(':').map(Number);
  if (!sockets || !processes)
    throw new Error(`${scale}: write SOCKETS:PROCESSES, for example ${defaultScale}`);

  const machine = machineName();
  console.log(`${scale}, ${machine}\n`);
  const figures = await inWorkbench(sockets, processes, measure);
  for (const [name, value] of Object.entries(figures))
    console.log(`${name.padEnd(64)} ${value.toFixed(1).padStart(8)} ${unit}`);
  if (file !== undefined) await writeFile(file, `${JSON.stringify({ scale, machine, figures }, null, 2)}\n`);
}

/** Measures something in a real VS Code among so many sockets of so many processes, and ends both. */
export async function inWorkbench<T>(
  sockets: number,
  processes: number,
  measure: (place: Place) => Promise<T>,
): Promise<T> {
  const load = await startLoad(sockets, processes);
  const root = await mkdtemp(join(tmpdir(), 'netstat-bench-'));
  const portFile = join(root, 'port');
  Workbench.session = await startSession({ others: [await packProbe(root)], env: { [PORT_FILE]: portFile } });
  try {
    return await measure({ load, root, portFile });
  } finally {
    await Workbench.session.stop();
    await load.stop();
    await rm(root, { recursive: true });
  }
}
