import type { Identified } from '../../core/model/process';
import { type Explanation, ownersIn } from '../../core/ports/explainPort';
import { plain, type Told } from '../details/told';
import { personProcess } from '../describe';
import { processTarget } from '../navigate/deeds';

/** A process as a report calls it. */
type Called = readonly [name: string, process: Identified];

/** A report in which each process that it names leads to its details. */
export function linkedReport(text: string, explanation: Explanation): Told {
  // The longest first: within a name another one may stand.
  const called = [...new Map(calledIn(explanation))].toSorted(([a], [b]) => b.length - a.length);
  const links = text.split('\n').flatMap((line, at) =>
    namesIn(line, called).map(({ from, to, process }) => ({
      ...{ line: at, from, to },
      link: { deed: 'details', target: processTarget(process), title: '' } as const,
    })),
  );
  return { ...plain(text), links };
}

/** All processes that a report may name. */
function calledIn(explanation: Explanation): Called[] {
  const { causes, origins, facts } = explanation;
  const owners = causes.flatMap((cause) =>
    cause.kind === 'connection' ? cause.connections.flatMap((connection) => connection.owners) : [],
  );
  const suspects = causes.flatMap((cause) => (cause.kind === 'boundOnly' ? cause.suspects : []));
  const parents = origins.flatMap(({ ancestors }) => ancestors);
  return [
    ...[...parents, ...suspects.map(({ owner }) => owner)].map((each): Called => [personProcess(each), each]),
    ...[...owners, ...ownersIn(explanation)].map((each): Called => [personProcess(each, facts.port), each]),
  ];
}

interface Found {
  readonly from: number;
  readonly to: number;
  readonly process: Identified;
}

/** Where in a line they stand, none within another. */
function namesIn(line: string, called: readonly Called[]): Found[] {
  const found: Found[] = [];
  for (const [name, process] of called) {
    for (let from = line.indexOf(name); from !== -1; from = line.indexOf(name, from + name.length)) {
      const to = from + name.length;
      if (found.every((other) => to <= other.from || other.to <= from)) found.push({ from, to, process });
    }
  }
  return found.toSorted((a, b) => a.from - b.from);
}
