/** A figure beside what it is to reach. */
export interface Line {
  readonly name: string;
  readonly value: number;
  /** The most that it may be; absent where the scale has no goal for it. */
  readonly goal?: number;
}

/** The goals by the number of sockets, 500 processes holding them; those of traffic by connections of TCP, 100 processes. */
const GOALS: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  'first snapshot / floor': { 1_000: 1.3, 10_000: 1.2, 100_000: 1.2 },
  'first snapshot / ss -anp': { 1_000: 0.9, 10_000: 0.6, 100_000: 0.12 },
  'refresh / (tables + sizes)': { 10_000: 1.2 },
  'refresh / netstat -anp': { 10_000: 0.15 },
  'refresh without news / netstat -anp': { 1_000: 0.05 },
  'dist/netstat.js -anp / ss -anp': { 10_000: 1, 100_000: 1 },
  'a round of dist/netstat.js -c / of netstat -c': { 1_000: 0.5, 10_000: 0.3 },
  'a round of dist/netstat.js -c / of netstat -c, from files': { 1_000: 0.65, 10_000: 0.45 },
  'a mix of sockets: dist/netstat.js -anp / ss -anp': { 1_000: 1.9, 10_000: 0.95 },
  'of it for likely owners, ms': { 500: 10 },
  'a refresh that reads the tables / without likely owners': { 500: 1.02 },
  'a quiet refresh / without likely owners': { 500: 1.05 },
  'first snapshot / without a wish, no containers': { 100: 1.1 },
  'a refresh / without a wish, no containers': { 100: 1.01 },
  'first snapshot / without a wish, a bridge in use': { 100: 1.1 },
  'first snapshot / without a wish, what is inside': { 100: 1.1 },
  'published, nothing new': { 100: 1 },
  'published, another connection': { 100: 1 },
  'published, another listener': { 100: 1 },
  'published, another process': { 100: 1 },
  'inside, nothing new': { 100: 1 },
  'inside, another connection': { 100: 1 },
  'inside, another listener': { 100: 1 },
  'inside, another process': { 100: 1 },
  'groups, growth for a namespace': { 100: 2 },
  'list, growth for a namespace': { 100: 2 },
  'filtered list, growth for a namespace': { 100: 2 },
  'questions a second in the storm': { 100: 1.1 },
  'memory more after the storm, MB': { 100: 5 },
  'a quiet pass more, root, ms': { 100: 10 },
  'a quiet pass more, an ordinary user, ms': { 100: 10 },
  'a changed namespace, root, ms': { 100: 1 },
  'a changed namespace, an ordinary user, ms': { 100: 12 },
  'a sample / ss -tien': { 1_000: 0.3, 10_000: 0.25, 100_000: 0.22 },
  'owners beside it / a refresh without traffic': { 1_000: 1, 10_000: 1, 100_000: 1 },
  'first rows after Open Traffic, first time, ms': { 100_000: 1_000 },
  'first rows after Open Traffic, later, ms': { 100_000: 1_000 },
  'extension host, our code of a sample, ms': { 100_000: 1 },
  'extension host, longest stretch of our code, ms': { 100_000: 8 },
  'page, longest task while sampling, ms': { 100_000: 50 },
  'page, longest task while scrolling, ms': { 100_000: 50 },
  'page, longest task while sorting, ms': { 100_000: 50 },
  'page, longest task while a filter is typed, ms': { 100_000: 50 },
  'page, late frames of 100 while scrolling': { 100_000: 5 },
  'messages of a sample': { 100_000: 2 },
  'largest message, kB': { 100_000: 64 },
  'memory more with an hour of samples, MB': { 10_000: 40 },
  'memory of engine and snapshot, MB': { 100_000: 60 },
  'nothing happens, listeners, % of a core': { 1_000: 0.1 },
  'nothing happens, connections, % of a core': { 1_000: 0.1 },
  'nothing happens, without focus, % of a core': { 1_000: 0.1 },
  '100 connections a second, % of a core': { 1_000: 1 },
  'memory more, nothing happens, MB': { 1_000: 10 },
  'memory more, 100 connections a second, MB': { 1_000: 10 },
};

/** Puts figures beside their goals; those that could not be taken are left out. */
export function lines(values: Readonly<Record<string, number>>, sockets: number): Line[] {
  return Object.entries(values)
    .filter(([, value]) => Number.isFinite(value))
    .map(([name, value]) => {
      const goal = GOALS[name]?.[sockets];
      return { name, value, ...(goal !== undefined && { goal }) };
    });
}

/** Whether a figure is above its goal. */
export function isMissed({ value, goal }: Line): boolean {
  return goal !== undefined && value > goal;
}

/** `first snapshot / floor        1.44  goal 1.30  not reached` */
export function lineText(line: Line): string {
  const { name, value, goal } = line;
  const figure = `  ${name.padEnd(44)} ${value.toFixed(2).padStart(8)}`;
  if (goal === undefined) return figure;
  return `${figure}  goal ${goal.toFixed(2).padStart(5)}  ${isMissed(line) ? 'not reached' : 'reached'}`;
}
