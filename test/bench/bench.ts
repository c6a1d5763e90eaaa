/**
 * `npm run bench -- [SOCKETS:PROCESSES …] [services] [containers] [--files] [--json FILE]`: the engine beside netstat, ss and the kernel's floor
 * on the same load, in alternation. CPU time is that of all processes and threads, user and system. With `--files` the
 * engine does without system calls of its own, as where no native code is shipped.
 *
 * As root the load lives in a network and a pid namespace of its own, else on loopback among the machine's other sockets.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { whyMissing } from '../host/programs';
import { bundle, bundledEngine, copyNativeCode } from './bundled';
import type { Elsewhere } from './elsewhere';
import { makeFloor } from './floor';
import { lineText, lines } from './goals';
import { startLoad } from './load';
import { machineName } from './measure';
import { isInNamespace, runInNamespace } from './namespace';
import type { HostThread } from './hostThread';
import type { PagesElsewhere } from './pagesElsewhere';
import type { Unprivileged } from './unprivileged';
import type { WatchedEngine } from './watchEngine';
import { NOBODY } from '../host/users';
import { type Figures, measureScale } from './scale';

const SERVICES = 500;

/** What is measured beside scales. */
const OTHERS = ['services', 'containers'];

const NAMESPACES = 100;
const SOCKETS_IN_EACH = 20;

const DEFAULT_SCALES = ['1000:500', '10000:500', '100000:500'];

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const at = args.indexOf('--json');
  const file = at === -1 ? undefined : args.splice(at, 2)[1];
  const onlyFiles = args.indexOf('--files');
  if (onlyFiles !== -1) args.splice(onlyFiles, 1);
  const systemCalls = onlyFiles === -1;
  if (at !== -1 && file === undefined) throw new Error('--json: name the file to write.');
  const missing = whyMissing('netstat', 'ss', 'bash');
  if (missing) throw new Error(`${missing}: the benchmark needs it (net-tools, iproute2, bash).`);
  if (!isInNamespace() && process.getuid?.() === 0) return runInNamespace();
  const folder = mkdtempSync(join(tmpdir(), 'netstat-bench-'));
  // Another user runs a part of it.
  chmodSync(folder, 0o755);
  try {
    const floor = makeFloor(folder);
    copyNativeCode(folder);
    const { newEngine } = await bundledEngine(folder);
    const dependencies = {
      floor,
      systemCalls,
      newEngine: () => newEngine(systemCalls),
      aside: await bundle('./aside', folder),
    };
    const place = isInNamespace() ? 'namespaces of its own' : 'loopback (not root)';
    const how = systemCalls ? 'with system calls' : 'files alone';
    console.log(`${machineName()}, ${place}, ${how}${floor ? '' : ', no C compiler: no floor'}\n`);
    const scales: Figures[] = [];
    const wanted = args.length > 0 ? args : [...DEFAULT_SCALES, ...OTHERS];
    for (const scale of wanted.filter((name) => !OTHERS.includes(name))) {
      const figures = await measureScale(scale, dependencies);
      scales.push(figures);
      print(figures);
    }
    if (wanted.includes('services') && isInNamespace() && systemCalls) await printServices(folder);
    if (wanted.includes('containers') && isInNamespace() && systemCalls) await printNamespaces(folder);
    if (file !== undefined)
      writeFileSync(file, `${JSON.stringify({ machine: machineName(), place, how, scales }, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What an ordinary user pays who is told whose sockets there are, on a machine of so many services. */
async function printServices(folder: string): Promise<void> {
  const load = await startLoad(SERVICES, SERVICES, 'services');
  try {
    const program = await bundle('./unprivileged', folder);
    const found = JSON.parse(asNobody(['--expose-gc', program])) as Unprivileged;
    const { sockets, units, processes } = found;
    console.log(
      `${SERVICES} services, an ordinary user: ${sockets} sockets, ${units} units, ${processes} processes`,
    );
    console.log(
      `  ss -tulnp --cgroup ${found.ss.toFixed(1)} ms, first snapshot ${found.first.toFixed(1)} ms`,
    );
    for (const line of lines(
      {
        'first snapshot / ss -tulnp --cgroup': found.firstPerSs,
        'of it for likely owners, ms': found.firstMore,
        'a refresh that reads the tables / without likely owners': found.refreshRatio,
        'a quiet refresh / without likely owners': found.quietRatio,
      },
      SERVICES,
    ))
      console.log(lineText(line));
  } finally {
    await load.stop();
  }
}

/** What other network namespaces cost: of containers, and where there are none. */
async function printNamespaces(folder: string): Promise<void> {
  const program = await bundle('./elsewhere', folder);
  const run = (pids: readonly string[]): Elsewhere =>
    JSON.parse(execFileSync(process.execPath, [program, ...pids], { encoding: 'utf8' })) as Elsewhere;
  const load = await startLoad(1_000, 500);
  const { usual, bridged, inside } = run([]);
  await load.stop();
  const made = spawn('python3', [
    join(__dirname, 'namespaces.py'),
    ...[NAMESPACES, SOCKETS_IN_EACH].map(String),
  ]);
  made.stderr.pipe(process.stderr);
  const [pids] = (await once(createInterface(made.stdout), 'line')) as [string];
  const { root, nobody } = run(pids.split(' '));
  made.stdin.end();
  await once(made, 'exit');
  console.log(
    `${NAMESPACES} network namespaces of ${SOCKETS_IN_EACH} sockets, and 500 processes in none but this`,
  );
  for (const line of lines(
    {
      'first snapshot / without a wish, no containers': usual.first,
      'a refresh / without a wish, no containers': usual.refresh,
      'first snapshot / without a wish, a bridge in use': bridged.first,
      'a refresh / without a wish, a bridge in use': bridged.refresh,
      'first snapshot / without a wish, what is inside': inside.first,
      'a refresh / without a wish, what is inside': inside.refresh,
      'a quiet pass more, root, ms': root.quiet,
      'a quiet pass more, an ordinary user, ms': nobody.quiet,
      'a changed namespace, root, ms': root.changed,
      'a changed namespace, an ordinary user, ms': nobody.changed,
    },
    NAMESPACES,
  ))
    console.log(lineText(line));
  await printHostThread(folder);
  await printPages(folder);
  await printWatch(folder);
}

/** What pages of all namespaces cost, and whether they cost more for each the more there are. */
async function printPages(folder: string): Promise<void> {
  const program = await bundle('./pagesElsewhere', folder);
  const found = JSON.parse(execFileSync(process.execPath, [program], { encoding: 'utf8' })) as PagesElsewhere;
  console.log('A page of all network namespaces, 100,000 sockets of this machine and 20 in each of 100');
  for (const [name, value] of Object.entries(found.milliseconds)) {
    for (const line of lines({ [`${name}, ms`]: value }, NAMESPACES)) console.log(lineText(line));
  }
  for (const [name, value] of Object.entries(found.growth)) {
    for (const line of lines({ [`${name}, growth for a namespace`]: value }, NAMESPACES))
      console.log(lineText(line));
  }
}

/** What watching an engine of 100 containers costs. */
async function printWatch(folder: string): Promise<void> {
  const program = await bundle('./watchEngine', folder);
  const watched = execFileSync(process.execPath, ['--expose-gc', program], { encoding: 'utf8' });
  const found = JSON.parse(watched) as WatchedEngine;
  console.log('An engine of 100 containers, one look and a storm of 1,000 events a second');
  for (const line of lines(
    {
      'a look, ms': found.look,
      'a second of the storm, ms': found.storm,
      'questions a second in the storm': found.questions,
      'memory more after the storm, MB': found.memory,
    },
    NAMESPACES,
  ))
    console.log(lineText(line));
}

/** What they cost the extension host's own thread. */
async function printHostThread(folder: string): Promise<void> {
  const program = await bundle('./hostThread', folder);
  const found = JSON.parse(execFileSync(process.execPath, [program], { encoding: 'utf8' })) as HostThread;
  console.log(
    "The extension host's thread, a pass with 100 containers of 20 sockets: median and longest, ms",
  );
  for (const [where, byChange] of Object.entries(found)) {
    for (const [change, { median, longest }] of Object.entries(byChange)) {
      const name = `${where}, another ${change}`.replace('another nothing', 'nothing new');
      const [line] = lines({ [name]: median }, NAMESPACES);
      if (line) console.log(`${lineText(line)}  longest ${longest.toFixed(1)}`);
    }
  }
}

function asNobody(args: readonly string[]): string {
  const user = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  return execFileSync('setpriv', [...user, process.execPath, ...args], { encoding: 'utf8' });
}

function print({ scale, rounds, cpu, lines, compared, memory, memoryInUse, denied }: Figures): void {
  console.log(`${scale}, medians of ${rounds} rounds, ${compared} owners as ss names them`);
  for (const [name, ms] of Object.entries(cpu))
    console.log(`  ${name.padEnd(44)} ${ms.toFixed(1).padStart(8)} ms`);
  for (const line of lines) console.log(lineText(line));
  const megabytes = {
    'memory left after the worker ended': memory.left,
    'memory in use': memoryInUse.held,
    'memory in use after the worker ended': memoryInUse.left,
  };
  for (const [name, value] of Object.entries(megabytes))
    console.log(`  ${name.padEnd(44)} ${value.toFixed(1).padStart(8)} MB`);
  if (denied !== undefined) {
    const said = `${denied.first} in the first pass, ${denied.minute} in the next minute`;
    console.log(`  denied opens of an unprivileged user: ${said}`);
  }
  console.log('');
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
