import type { Address } from './namedAddresses';
import type { Line, Place, Reason } from './line';
import { CONNECTS } from './reasons';
import * as words from './complaintWords';

/** How many lines before and behind the one with the error may tell its port; those of stack traces do not count. */
const LINES_BEFORE = 3;
const LINES_BEHIND = 3;

/** Lines on either side that are looked at at all. */
export const WINDOW = 16;

/** What a message says. */
export interface Finding {
  /** Where the port stands; absent where the message does not tell it. */
  readonly address?: Address;
  /** Absent where the message does not tell. */
  readonly transport?: 'tcp' | 'udp';
  /** Whether the program says that it goes on with another port. */
  readonly goesOn: boolean;
  /** Whether the address that is in use may be that of the command line: it is not where a path stands in its place. */
  readonly mayBeCommands: boolean;
  /** Where the line says it. */
  readonly place: Place;
}

/** An address with what speaks for it: the greater the better, 0 for nothing. */
interface Candidate {
  readonly address: Address;
  readonly line: Line;
  readonly weight: number;
  readonly distance: number;
}

/** Between an address and the error: only words of the same statement. */
const GLUE =
  /^(?:[^\w./]|\.(?=\s|$)|\/(?!\w)|\b(?:bind|binding|listen|listening|failed|failure|error|errno|because|as|is|was|reason|code|cause|caused|by|the|on|of|for|to|at|with|ipv[46]|loopback|interface|os|socket|syscall|unexpected|address|addr|port|98|48|10048|2|tcp[46]?|udp[46]?|already|in|use|java|net|io|exception|bindexception|operror|oserror|make_sock|could|not|can|cannot|unable|ah00072|it|this|local|http|https|server|listener|message|msg|err|EADDRINUSE|AF|another|process|program|application|b|from|retrying|while|E|fd|or|find|an|unavailable|available|bound)\b|, \d\d(?=\))|flags|0x[\da-f]{1,8}|java\.net\.|std::|\d{1,3}(?=: ?[Aa]ddress))*$/i;

/** A field of a log behind the error that is of the other end. */
const OTHER_FIELD = /\b(?:server|upstream|target|source|backend|db|broker)["']?[=:] ?["']?$/i;

/**
 * What a reason is worth in the line of the error: 5 where the address and the error are one statement, 4 where the words
 * in front of an address say that a program binds it, 3 where only a word says that it is a port. And what it is worth in
 * the lines around it, where nothing joins the address and the error.
 */
const WEIGHTS: Readonly<Record<Reason, readonly [own: number, beside: number]>> = {
  taken: [5, 5],
  unavailable: [5, 5],
  hint: [4, 4],
  failed: [4, 4],
  begins: [4, 3],
  field: [3, 3],
  binds: [4, 0],
  none: [0, 0],
  other: [0, 0],
  remote: [0, 0],
};

/** Behind an address that could not be bound: nothing that would be another reason. */
const NOTHING_MORE =
  /^["'`)\]]{0,3}[.!\s]{0,4}$|^: Listeners failed|^[.,;!]? ?(?:\w{1,12} )?(?:trying|attempting|using)\b|^[^:]{0,80}\b(?:already|another|perhaps|maybe)\b[^:]{0,60}\brunning\b|^[.,;!]? ?(?:abort|exit|quit|giv|stopp|shutt)\w{1,6}\b/i;

/**
 * What the message around a line says, where that line complains that an address is in use; nothing where it does not.
 * @param lines those of the output, without empty ones
 * @param at the line in question
 */
export function weigh(lines: readonly Line[], at: number): Finding | undefined {
  const line = lines[at];
  if (line === undefined || !line.isOfInterest) return undefined;
  const place = placeIn(line, lines, at);
  if (place === undefined) return undefined;
  if (line.errors.length > 0 && besides(lines, at, -1, 2).some(({ line }) => line.declares)) return undefined;
  const own = best(line.reasoned.map(({ address, reason }) => ownCandidate(line, address, reason)));
  const isOfNone = (own === undefined && line.isUnix) || (line.errors.length > 0 && isOfConnecting(line));
  if (isOfNone || ((own?.weight ?? 0) < 4 && line.errors.some((error) => isOfAnyPort(line, error)))) {
    return { goesOn: false, mayBeCommands: false, place };
  }
  const chosen = own ?? best(neighbours(lines, at));
  if (chosen === undefined && line.errors.length === 0 && !line.hasError) return undefined;
  const goesOn = goesOnAfter(lines, at, chosen?.address.port);
  const transport = transportOf(chosen, lines, at);
  return {
    ...(chosen !== undefined && { address: chosen.address }),
    ...(transport && { transport }),
    goesOn,
    mayBeCommands: chosen === undefined,
    place,
  };
}

/** Where the line complains, if it does. */
function placeIn(line: Line, lines: readonly Line[], at: number): Place | undefined {
  const [error] = line.errors;
  if (error !== undefined) return error;
  const taken = line.with('taken');
  if (taken !== undefined) return { start: taken.from, end: taken.to };
  const unavailable = line.with('unavailable');
  if (unavailable !== undefined && isOnesOwn(lines, at, unavailable)) {
    return { start: unavailable.from, end: unavailable.to };
  }
  const [portError] = line.portErrors;
  if (portError !== undefined) return portError;
  if (line.hasOtherReason) return undefined;
  const hint = line.with('hint');
  if (hint !== undefined && !followsOtherError(lines, at)) return { start: hint.from, end: hint.to };
  const failed = line.with('failed');
  if (failed === undefined) return undefined;
  if (saysGoesOn(line, failed.port)) return { start: failed.from, end: failed.to };
  const beside = [...besides(lines, at, -1, 1), ...besides(lines, at, 1, 2)].map((each) => each.line);
  if (beside.some((each) => each.hasOtherReason)) return undefined;
  const tail = line.text.slice(failed.to);
  const isOfBinding = /\b(?:bind|listen)/i.test(line.before(failed.from));
  return isOfBinding && NOTHING_MORE.test(tail) ? { start: failed.from, end: failed.to } : undefined;
}

/** Whether a port that cannot be had is of this machine, as what is said behind it shows. */
function isOnesOwn(lines: readonly Line[], at: number, { to }: Address): boolean {
  const behind = besides(lines, at, 1, 1).map(({ line }) => line.text);
  return [lines[at]?.text.slice(to) ?? '', ...behind].some((text) => words.SAYS_OWN.test(text.slice(0, 200)));
}

/** Whether the line before tells of an error that is another. */
function followsOtherError(lines: readonly Line[], at: number): boolean {
  const [before] = besides(lines, at, -1, 1);
  if (before === undefined) return false;
  const { line } = before;
  if (line.errors.length > 0) return line.isUnix;
  return line.hasOtherReason || line.hasError;
}

function ownCandidate(line: Line, address: Address, reason: Reason): Candidate {
  // What is bound or begun elsewhere in the line may be anything, unless it is called a port.
  const isLoose = (reason === 'binds' || reason === 'begins') && address.form !== 'port';
  const candidate = { address, line, distance: Infinity, weight: isLoose ? 0 : WEIGHTS[reason][0] };
  for (const place of [...line.errors, ...line.portErrors]) {
    const isBefore = address.to <= place.start;
    const between = isBefore
      ? line.text.slice(address.to, place.start)
      : line.text.slice(place.end, address.from);
    candidate.distance = Math.min(candidate.distance, between.length);
    if (between.length > 120 || reason === 'taken' || reason === 'remote') continue;
    const isGlued = GLUE.test(between) && !OTHER_FIELD.test(between);
    if (isGlued && !(isBefore && reason === 'none' && isAnyName(address))) candidate.weight = 5;
    else if (reason === 'none' && address.form === 'port') {
      candidate.weight = Math.max(candidate.weight, 3);
    }
  }
  return candidate;
}

/** Whether a word before a colon may be anything: `worker:3000`, unlike `web.example.com:3000`. */
function isAnyName({ form, host = '' }: Address): boolean {
  return form === 'name' && host !== '' && !/\.[a-z]{2,}$/i.test(host);
}

function neighbours(lines: readonly Line[], at: number): Candidate[] {
  const before = besides(lines, at, -1, LINES_BEFORE);
  const behind = besides(lines, at, 1, LINES_BEHIND);
  const isDump = [lines[at], ...behind.map(({ line }) => line)].some((line) => line?.isErrorField === true);
  return [
    ...before.flatMap((beside) => candidatesBeside(beside, { field: 0 })),
    // What begins behind the error is another try; a dump of the error has its fields behind it.
    ...behind.flatMap((beside) => candidatesBeside(beside, { begins: 0, field: isDump ? 3 : 0 })),
  ];
}

function candidatesBeside({ line, distance }: Beside, weights: Partial<Record<Reason, number>>): Candidate[] {
  if (line.hasOtherReason) return [];
  return line.reasoned.map(({ address, reason }) => {
    const isConnector = address.form === 'connector' && line.hasError;
    const isBinding = reason === 'binds' && line.hasError;
    const weight = isConnector ? 4 : isBinding ? 3 : (weights[reason] ?? WEIGHTS[reason][1]);
    return { address, line, distance, weight };
  });
}

/** A line next to another, and how far away it is. */
interface Beside {
  readonly line: Line;
  readonly distance: number;
}

/**
 * Lines next to one, nearest first, with their distance; frames of traces, and what other programs print meanwhile, are
 * left out and count nothing.
 */
function besides(lines: readonly Line[], at: number, step: number, most: number): Beside[] {
  const found: Beside[] = [];
  for (let i = at + step; found.length < most && Math.abs(i - at) <= WINDOW; i += step) {
    const line = lines[i];
    if (line === undefined) break;
    if (line.isFrame || line.speaker !== lines[at]?.speaker) continue;
    found.push({ line, distance: found.length + 1 });
  }
  return found;
}

/** The candidate with the most weight, then the nearest; nothing where two ports have equal claims. */
function best(candidates: readonly Candidate[]): Candidate | undefined {
  const [first, ...others] = candidates
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.distance - b.distance);
  if (first === undefined) return undefined;
  const isRivalled = others.some(
    (other) =>
      other.weight === first.weight &&
      other.address.port !== first.address.port &&
      (other.distance === first.distance || first.weight === 3),
  );
  return isRivalled ? undefined : first;
}

/** Whether what failed is a connection: the address in the message is the other end's. */
function isOfConnecting(line: Line): boolean {
  if (CONNECTS.test(line.text)) return true;
  return line.reasoned.some(
    ({ address, reason }) =>
      reason === 'remote' &&
      line.errors.some(({ start }) => start >= address.to && GLUE.test(line.text.slice(address.to, start))),
  );
}

/** Whether the address was one with port 0: the system found no free port, and no port is in question. */
function isOfAnyPort({ text }: Line, { start }: Place): boolean {
  const zero = /:0(?![\d.]|:\d)(?<behind>[^\d]{0,60})$/.exec(text.slice(Math.max(0, start - 70), start));
  return zero !== null && GLUE.test(zero.groups?.['behind'] ?? '');
}

function goesOnAfter(lines: readonly Line[], at: number, port: number | undefined): boolean {
  const own = lines[at];
  const others = besides(lines, at, 1, 2)
    .map(({ line }) => line)
    .filter((line) => line.errors.length === 0);
  return [own, ...others].some((line) => line !== undefined && saysGoesOn(line, port));
}

function saysGoesOn({ text }: Line, port: number | undefined): boolean {
  if (words.ASKS.test(text)) return false;
  const match = words.GOES_ON.exec(text);
  if (match === null) return false;
  const number = /\b\d{2,5}\b(?!.*\b\d{2,5}\b)/.exec(match[0])?.[0];
  return number === undefined || Number(number) !== port;
}

/** Node says `bind` of datagrams, and of TCP in a cluster, which names no host; the trace tells for certain. */
function transportOf(
  chosen: Candidate | undefined,
  lines: readonly Line[],
  at: number,
): 'tcp' | 'udp' | undefined {
  const line = lines[at];
  if (chosen?.address.transport !== undefined) return chosen.address.transport;
  const text =
    chosen === undefined || chosen.line === line ? (line?.text ?? '') : `${chosen.line.text} ${line?.text}`;
  if (/\bbind EADDRINUSE\b/.test(text)) {
    const trace = lines
      .slice(at + 1, at + 12)
      .map((each) => each.text)
      .join('\n');
    if (/\bdgram\b/.test(trace)) return 'udp';
    const isOfNet = /\b(?:node:net|net\.js|cluster|listenOnPrimaryHandle|listenOnMasterHandle)\b/.test(trace);
    return !isOfNet && /^[\da-f.:]*[\da-f][\da-f.:]*$/i.test(chosen?.address.host ?? '') ? 'udp' : 'tcp';
  }
  const saysUdp = /(?<![a-z])udp/i.test(text);
  if (saysUdp !== /(?<![a-z])tcp/i.test(text)) return saysUdp ? 'udp' : 'tcp';
  return undefined;
}
