import type { ElsewhereQuestion } from '../model/elsewhere';
import type { ProcessOwner } from '../model/process';
import { descriptionAt } from '../programs/personName';
import { searchedNames } from '../programs/searchedNames';
import { allNamesOfContainer } from '../containers/containerNames';
import { containersOf } from '../containers/portContainer';
import { clean } from '../text/clean';
import { type Named, programOf } from '../text/programName';
import { unitText } from '../units/unitName';
import type { ListeningPort, Transport } from './listeningPorts';

/** Knows the registered name of a port. */
export type ServiceName = (port: number, transport: Transport) => string | undefined;

/** What of a row answered the question, best first. */
const KINDS = [
  'port',
  'pid',
  'process',
  'container',
  'unit',
  'service',
  'commandLine',
  'portPrefix',
] as const;

export type MatchKind = (typeof KINDS)[number];

/** A row that answers the question. */
export interface Match {
  readonly port: ListeningPort;
  readonly kind: MatchKind;
}

/**
 * The rows that a port, a pid, or a part of what a process is, its project, a container, unit, service or command line finds, best matches first. Owners
 * that are likely are found as those are that are known. An empty question finds them all.
 */
export function findPorts(ports: readonly ListeningPort[], question: string, service: ServiceName): Match[] {
  const words = question.trim().toLowerCase();
  const numbers = { port: portIn(words), pid: pidIn(words) };
  const matches: Match[] = [];
  for (const port of ports) {
    const kind = words === '' ? 'portPrefix' : matchKind(port, words, numbers, service);
    if (kind !== undefined) matches.push({ port, kind });
  }
  return matches.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

/** The port that a question names: `3000`, `:3000`, `localhost:3000`, `[::1]:3000` or a URL with a port. */
export function portIn(question: string): number | undefined {
  const match = /^(?:(?:\w+:\/\/)?(?:\[[\da-f:.]+\]|[\w.*-]*):)?(\d{1,5})(?:\/.*)?$/i.exec(question.trim());
  const port = Number(match?.[1]);
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** The pid that a question may name: `42`, or `pid 42` where no port is meant. */
export function pidIn(question: string): number | undefined {
  const digits = /^(?:pid[\s:=]*)?(\d+)$/i.exec(question.trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function matchKind(
  row: ListeningPort,
  words: string,
  { port, pid }: { readonly port: number | undefined; readonly pid: number | undefined },
  service: ServiceName,
): MatchKind | undefined {
  if (row.port === port) return 'port';
  if (pid !== undefined) {
    if (processesOf(row).some((process) => process.pid === pid)) return 'pid';
    return String(row.port).startsWith(words) ? 'portPrefix' : undefined;
  }
  const has = (text: string): boolean => isIn(text, words);
  if (row.owners.some((owner) => searchedNames(descriptionAt(owner, row.port)).some(has))) return 'process';
  if (processesOf(row).some((process) => isNamed(process, words) === 'process')) return 'process';
  if (containersOf(row).some(({ facts }) => allNamesOfContainer(facts).some(has))) return 'container';
  if (unitsOf(row).some((unit) => has(unit) || has(unitText(unit)))) return 'unit';
  if (has(service(row.port, row.transport) ?? '')) return 'service';
  return row.owners.some((owner) => isNamed(owner, words) !== undefined) ? 'commandLine' : undefined;
}

/**
 * What of a process these words are a part of, if anything: what people call it is found as its own name is.
 * @param words in small letters
 */
export function isNamed(
  process: Named & Pick<ProcessOwner, 'description'>,
  words: string,
): 'process' | 'commandLine' | undefined {
  const names = [process.comm, programOf(process), ...searchedNames(process.description)];
  if (names.some((name) => isIn(name, words))) return 'process';
  return isIn((process.commandLine ?? []).join(' '), words) ? 'commandLine' : undefined;
}

/** Whether a text has these words, which are in small letters. */
export function isIn(text: string, words: string): boolean {
  return clean(text).toLowerCase().includes(words);
}

/** Fewer letters are a part of too many names. */
const LEAST_WORDS = 2;

/** What a question asks of processes that are in other network namespaces; nothing where it is about a port, or too short. */
export function elsewhereQuestion(question: string): ElsewhereQuestion | undefined {
  const pid = pidIn(question);
  if (pid !== undefined) return { pid };
  const words = question.trim().toLowerCase();
  return portIn(question) === undefined && words.length >= LEAST_WORDS ? { words } : undefined;
}

/** Those that are known to serve the port, and the one that probably does. */
function processesOf({ owners, likelyOwner }: ListeningPort): readonly (Named & { readonly pid: number })[] {
  const likely = likelyOwner?.processes ?? [];
  return [...owners, ...likely.map(({ pid, program }) => ({ pid, comm: program }))];
}

/** The units of both. */
function unitsOf({ owners, likelyOwner }: ListeningPort): string[] {
  return [
    ...owners.map(({ membership }) => membership?.unit),
    likelyOwner?.unit,
    likelyOwner?.service,
    likelyOwner?.container?.id,
  ].filter((unit) => unit !== undefined);
}
