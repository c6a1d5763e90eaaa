import type { ConntrackEntry, ConntrackTuple } from '../model/conntrack';
import type { MasqueradeEntry } from '../model/masquerade';
import type { NatContents, TrackingCount } from '../model/networkContents';
import { compareText, firstRows, inTurn, MOST_ROWS, split } from './parts';

/** One end of a flow as the kernel writes it; the port is undefined for protocols without. */
export interface FlowEnd {
  readonly address: string;
  readonly port: number | undefined;
}

/** Where a flow really goes, and as whom it goes there; undefined where that is as its first packet said. */
export interface Translation {
  /** The destination was another: DNAT, REDIRECT. */
  readonly destination: FlowEnd | undefined;
  /** The source was another: SNAT, MASQUERADE. */
  readonly source: FlowEnd | undefined;
}

/** What was done to a flow's ends: its answers come from where it really went, and go to whom it was seen from. */
export function translationOf({ original, reply }: ConntrackEntry): Translation {
  return {
    destination: other(destinationOf(original), sourceOf(reply)),
    source: other(sourceOf(original), destinationOf(reply)),
  };
}

/** Whether any end of the flow was translated. */
export function isTranslated(entry: ConntrackEntry): boolean {
  const { destination, source } = translationOf(entry);
  return destination !== undefined || source !== undefined;
}

/** What a view shows of connection tracking: of each group the first rows. */
export function natContents(
  tracked: readonly ConntrackEntry[],
  masqueraded: readonly MasqueradeEntry[],
  count: TrackingCount | undefined,
  most = MOST_ROWS,
): NatContents {
  const [translated, plain] = split(tracked, isTranslated);
  return {
    translated: firstRows(translated, compareTracked, most),
    plain: firstRows(plain, compareTracked, most),
    masqueraded: firstRows(masqueraded, compareMasqueraded, most),
    count,
  };
}

/** Tells a flow from all others for as long as it lives. */
export function flowId({ family, protocol, original, others }: ConntrackEntry): string {
  return [family, protocol, tupleText(original), ...original.others.values(), others.get('zone')].join(' ');
}

/** `10.0.0.1:4000 → 10.0.0.2:80`; without ports where the protocol has none. */
export function tupleText(tuple: ConntrackTuple): string {
  return `${endText(sourceOf(tuple))} → ${endText(destinationOf(tuple))}`;
}

/** `10.0.0.1:80`, `[fd00::1]:80`, or the address alone. */
export function endText({ address, port }: FlowEnd): string {
  if (port === undefined) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function sourceOf({ source, sourcePort }: ConntrackTuple): FlowEnd {
  return { address: source, port: sourcePort };
}

function destinationOf({ destination, destinationPort }: ConntrackTuple): FlowEnd {
  return { address: destination, port: destinationPort };
}

function other(said: FlowEnd, real: FlowEnd): FlowEnd | undefined {
  return said.address === real.address && said.port === real.port ? undefined : real;
}

const compareTracked = inTurn<ConntrackEntry>(
  (a, b) => compareText(a.family, b.family),
  (a, b) => compareText(a.protocol, b.protocol),
  (a, b) => compareText(a.original.source, b.original.source),
  (a, b) => compareText(a.original.destination, b.original.destination),
  (a, b) => (a.original.destinationPort ?? 0) - (b.original.destinationPort ?? 0),
  (a, b) => (a.original.sourcePort ?? 0) - (b.original.sourcePort ?? 0),
);

const compareMasqueraded = inTurn<MasqueradeEntry>(
  (a, b) => compareText(a.protocol, b.protocol),
  (a, b) => a.source - b.source,
  (a, b) => a.sourcePort - b.sourcePort,
);
