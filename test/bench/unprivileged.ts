/** `unprivileged`: what an engine and ss cost an ordinary user on a machine of services, said as JSON ({@link Unprivileged}). */
import { newEngine } from './engine';
import { cpuHere, cpuOf, median } from './measure';

const ROUNDS = 15;
/** In which refreshes are compared: of a few, one collection of garbage is a twentieth. */
const PASSES = 50;
/** Before them, as for the other first snapshots: what is compiled meanwhile belongs to neither. */
const WARM_UPS = 3;

/** What names the unit of each listener, as the kernel tells its control group. */
const SS = 'ss -tulnp --cgroup';

/** CPU milliseconds, and ratios within each round, as medians. */
export interface Unprivileged {
  readonly ss: number;
  readonly first: number;
  /** Of a first snapshot, beside one that does not look for likely owners. */
  readonly firstMore: number;
  readonly firstPerSs: number;
  readonly refreshRatio: number;
  readonly quietRatio: number;
  /** Sockets without an owner, and those of them with a unit and a process in the end. */
  readonly sockets: number;
  readonly units: number;
  readonly processes: number;
}

async function main(): Promise<Unprivileged> {
  const found = { ss: [] as number[], first: [] as number[], more: [] as number[], perSs: [] as number[] };
  const later = { refresh: [] as number[], quiet: [] as number[] };
  let counts = { sockets: 0, units: 0, processes: 0 };
  for (let round = -WARM_UPS; round < ROUNDS; round++) {
    const ss = cpuOf(SS);
    const [plain, looking] = [newEngine(true, { groupsAt: undefined }), newEngine(true)];
    const without = await cpuHere(() => plain.scan('listening', true));
    const first = await cpuHere(() => looking.scan('listening', true));
    if (round < 0) continue;
    found.ss.push(ss);
    found.first.push(first);
    found.more.push(first - without);
    found.perSs.push(first / ss);
    // All services are known after some passes.
    for (let pass = 0; pass < 20; pass++) for (const each of [plain, looking]) await each.scan('inet', false);
    later.refresh.push(await ratio(looking, plain, true));
    later.quiet.push(await ratio(looking, plain, false));
    counts = await countsOf(looking);
  }
  return {
    ss: median(found.ss),
    first: median(found.first),
    firstMore: median(found.more),
    firstPerSs: median(found.perSs),
    refreshRatio: median(later.refresh),
    quietRatio: median(later.quiet),
    ...counts,
  };
}

type Measured = ReturnType<typeof newEngine>;

/** How much passes of one cost beside those of the other, in alternation. */
async function ratio(one: Measured, other: Measured, isBusy: boolean): Promise<number> {
  const costs = [0, 0];
  for (let pass = 0; pass < PASSES; pass++) {
    for (const [i, engine] of [one, other].entries()) {
      const scope = isBusy && pass % 2 === 0 ? 'all' : 'inet';
      costs[i] = (costs[i] ?? 0) + (await cpuHere(() => engine.scan(scope, false)));
    }
  }
  return (costs[0] ?? 0) / (costs[1] ?? 1);
}

async function countsOf(engine: Measured): Promise<Pick<Unprivileged, 'sockets' | 'units' | 'processes'>> {
  const { likely } = await engine.scan('listening', false);
  const owners = [...likely.index].flatMap((place) => likely.owners[place] ?? []);
  return {
    sockets: likely.index.length,
    units: owners.length,
    processes: owners.filter(({ processes }) => processes.length > 0).length,
  };
}

void main().then((answer) => console.log(JSON.stringify(answer)));
