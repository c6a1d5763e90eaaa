/**
 * `npm run bench -- [SOCKETS:PROCESSES …] [--json FILE]`: the engine beside netstat, ss and the kernel's floor on the
 * same load, in alternation. CPU time is that of all processes and threads, user and system.
 *
 * As root the load lives in a network namespace of its own, else on loopback among the machine's other sockets.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { type Figures, measureScale } from './scale';
import { makeFloor } from './floor';
import { isInNamespace, runInNamespace } from './namespace';

const DEFAULT_SCALES = ['100:50', '1000:500', '10000:500'];

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const at = args.indexOf('--json');
  const file = at === -1 ? undefined : args.splice(at, 2)[1];
  if (at !== -1 && file === undefined) throw new Error('--json: name the file to write.');
  for (const tool of ['netstat', 'ss', 'bash']) {
    if (spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0) {
      throw new Error(`The benchmark compares with ${tool}: install it (net-tools, iproute2, bash).`);
    }
  }
  if (!isInNamespace() && process.getuid?.() === 0) return runInNamespace();
  const floor = makeFloor();
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Linux ${release()}, Node ${process.version}`;
  const place = isInNamespace() ? 'a network namespace of its own' : 'loopback (not root)';
  console.log(`${machine}, ${place}${floor ? '' : ', no C compiler: no floor'}\n`);
  const all: Figures[] = [];
  for (const scale of args.length > 0 ? args : DEFAULT_SCALES) {
    const figures = await measureScale(scale, floor);
    all.push(figures);
    print(figures);
  }
  if (file !== undefined)
    writeFileSync(file, `${JSON.stringify({ machine, place, scales: all }, null, 2)}\n`);
}

function print(figures: Figures): void {
  const { scale, cpu, ratios, compared, deniedPerMinute, ownThread } = figures;
  console.log(
    `${scale}: ${compared} owners as ss names them, ${deniedPerMinute.toFixed(0)} denied opens a minute`,
  );
  for (const [name, ms] of Object.entries(cpu))
    console.log(`  ${name.padEnd(44)} ${ms.toFixed(1).padStart(8)} ms`);
  console.log(`  ${'extension host thread, a refresh'.padEnd(44)} ${ownThread.toFixed(1).padStart(8)} ms`);
  for (const [name, ratio] of Object.entries(ratios))
    console.log(`  ${name.padEnd(44)} ${ratio.toFixed(2).padStart(8)}`);
  console.log('');
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
