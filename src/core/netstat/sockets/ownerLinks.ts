/** A part of netstat's text that names a socket's owner on this machine, or leads to it. */
export interface OwnerLink {
  /** Counted from 0. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly kind: 'port' | 'pid';
  /** The port or the pid. */
  readonly value: string;
}

/** Past so many links nobody reads each, and an editor slows down. */
const MOST_LINKS = 20_000;

/** A row up to its foreign address; the ports of raw sockets are protocols. */
const PORTS = /^(?:tcp|udp|udpl)6?\s+\d+\s+\d+ (\S+):(\S+)\s+(\S+):(\S+)/d;

/** A row up to the program of -p: the state, which may be blank, and user and inode of -e precede it. */
const PROGRAMS = [
  /^(?:tcp|udp|udpl|raw)6?\s+\d+\s+\d+ \S+:\S+\s+\S+:\S+\s+(?:[A-Z\d][A-Z_\d]*\s+)?(?:\S+\s+\d+\s+)?(\d+)\//d,
  /^unix\s+\d+\s+\[[^\]]*\]\s+[A-Z]+\s+(?:[A-Z]+\s+)?\d+\s+(\d+)\//d,
];

const NUMBER = /^\d+$/;
const LOOPBACK = /^(?:127\.|::1$|\[::1\]$|localhost$)/;

/**
 * The local ports and the pids in a listing of sockets; a foreign port too, where it is on this machine. Ports that
 * are shown by name are none of them.
 */
export function ownerLinks(lines: Iterable<string>): OwnerLink[] {
  const links: OwnerLink[] = [];
  let number = 0;
  for (const line of lines) {
    if (links.length >= MOST_LINKS) break;
    links.push(...linksOf(line, number++));
  }
  return links;
}

function linksOf(text: string, line: number): OwnerLink[] {
  const links: OwnerLink[] = [];
  const add = (kind: OwnerLink['kind'], match: RegExpExecArray, group: number): void => {
    const value = match[group] ?? '';
    const [start, end] = match.indices?.[group] ?? [0, 0];
    if (NUMBER.test(value)) links.push({ line, start, end, kind, value });
  };
  const ports = PORTS.exec(text);
  if (ports !== null) {
    add('port', ports, 2);
    if (LOOPBACK.test(ports[3] ?? '')) add('port', ports, 4);
  }
  for (const pattern of PROGRAMS) {
    const program = pattern.exec(text);
    if (program !== null) add('pid', program, 1);
  }
  return links;
}
