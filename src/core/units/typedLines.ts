import type { Membership } from '../model/membership';
import { guardOfUnit, type UnitGuard } from './guardedUnits';
import { isUnitName } from './unitName';

/**
 * Lines that are typed into a terminal, for the user to look at and to run. Of what others chose nothing gets into them
 * but names of units, and of those only such as mean the same to all shells within single quotes.
 */

/** What lines are about: a likely owner, or the unit of a group. */
export interface TypedUnit {
  readonly unit?: string;
  readonly unitOf: 'system' | 'user' | 'container';
  /** Of `user`: whose manager. */
  readonly uid?: number;
  /** Of a .socket: the service that it starts. */
  readonly service?: string;
  /** Those of its processes that are named; their names are their own. */
  readonly processes?: readonly { readonly program: string }[];
}

/** Who types. */
export interface Typist {
  readonly uid: number;
  /** What this program itself runs in. */
  readonly membership?: Membership;
}

/**
 * Why no line is offered that stops a unit, a guard of its or
 * - `container`: it is a container's, which Stop Container is for
 * - `name`: its name is none that could stand in a line, or not the same in each shell
 * - `ownUnit`: this program runs in it
 * - `scope`: it is a scope, which nothing starts again
 * - `anotherUser`: it is another user's own
 */
export type StopRefusal = UnitGuard | 'container' | 'name' | 'ownUnit' | 'scope' | 'anotherUser';

/**
 * Why a unit is not to be stopped for the sake of a port; nothing where it may be offered.
 * @param triggers units that start it again, as its .socket does
 */
export function whyNotStopped(
  unit: TypedUnit,
  typist: Typist,
  triggers: readonly string[] = [],
): StopRefusal | undefined {
  if (unit.unitOf === 'container') return 'container';
  const names = stoppedNames(unit, triggers);
  if (names.length === 0 || !names.every(isTypable)) return 'name';
  if (names.some((name) => runsIn(name, unit, typist))) return 'ownUnit';
  if (names.some((name) => name.endsWith('.scope'))) return 'scope';
  const programs = (unit.processes ?? []).map(({ program }) => program);
  for (const name of names) {
    const guard = guardOfUnit(name, programs);
    if (guard !== undefined) return guard;
  }
  return isAnothers(unit, typist) ? 'anotherUser' : undefined;
}

/**
 * `sudo systemctl stop -- 'cups.socket' 'cups.service'`, `systemctl --user stop -- 'web.service'`; nothing where
 * {@link whyNotStopped} has a reason.
 */
export function stopLine(
  unit: TypedUnit,
  typist: Typist,
  triggers: readonly string[] = [],
): string | undefined {
  if (whyNotStopped(unit, typist, triggers) !== undefined) return undefined;
  const systemctl = unit.unitOf === 'user' ? 'systemctl --user' : 'sudo systemctl';
  return `${systemctl} stop -- ${stoppedNames(unit, triggers).map(quoted).join(' ')}`;
}

/** Why no line can be typed that tells of a unit; nothing where one can. */
export function whyNotShown(
  unit: TypedUnit,
  typist: Typist,
): 'container' | 'anotherUser' | 'name' | undefined {
  if (unit.unitOf === 'container') return 'container';
  if (isAnothers(unit, typist)) return 'anotherUser';
  return unit.unit !== undefined && isTypable(unit.unit) ? undefined : 'name';
}

/** `systemctl status -- 'ssh.service'`; nothing where {@link whyNotShown} has a reason. */
export function statusLine(unit: TypedUnit, typist: Typist): string | undefined {
  const name = shownName(unit, typist);
  if (name === undefined) return undefined;
  return `systemctl${unit.unitOf === 'user' ? ' --user' : ''} status -- ${quoted(name)}`;
}

/** `journalctl -u 'ssh.service' -f`, as {@link statusLine}; a user's messages may be in the journal of the machine. */
export function journalLine(unit: TypedUnit, typist: Typist): string | undefined {
  const name = shownName(unit, typist);
  if (name === undefined) return undefined;
  return `journalctl ${unit.unitOf === 'user' ? '--user-unit' : '-u'} ${quoted(name)} -f`;
}

/**
 * `sudo ss -Hltunp 'sport = :5432'`, which names the holder, of TCP and UDP, IPv4 and IPv6, see ss(8); with `dport` too for
 * a connection, a connected UDP socket as well.
 * @param remotePort 0 or absent where the socket is not connected
 */
export function proveLine(localPort: number, remotePort = 0): string {
  return remotePort === 0
    ? `sudo ss -Hltunp 'sport = :${localPort}'`
    : `sudo ss -Htunp 'sport = :${localPort} and dport = :${remotePort}'`;
}

/** What is to be stopped, and before it what starts it again. The service of each connection (Accept=yes) is a template. */
function stoppedNames({ unit, service }: TypedUnit, triggers: readonly string[]): string[] {
  const started = service !== undefined && isTemplate(service) ? undefined : service;
  return [...new Set([...triggers, unit, started])].filter((name) => name !== undefined);
}

/** Whether it stands for units, "git@.service", and is none. */
function isTemplate(name: string): boolean {
  return /@\.[a-z]+$/.test(name);
}

function shownName(unit: TypedUnit, typist: Typist): string | undefined {
  return whyNotShown(unit, typist) === undefined ? unit.unit : undefined;
}

/** fish takes two backslashes within single quotes for one; systemd-escape(1) makes none that follow each other. */
function isTypable(name: string): boolean {
  return isUnitName(name) && !isTemplate(name) && !name.includes('\\\\');
}

function isAnothers({ unitOf, uid }: TypedUnit, typist: Typist): boolean {
  return unitOf === 'user' && uid !== typist.uid;
}

/** Whether this program runs in the unit of that name; one of its name may be another manager's. */
function runsIn(name: string, unit: TypedUnit, typist: Typist): boolean {
  const { unit: own, isUserUnit = false, container } = typist.membership ?? {};
  if (own !== name || container !== undefined || isUserUnit !== (unit.unitOf === 'user')) return false;
  return !isAnothers(unit, typist);
}

/** Names that {@link isTypable} lets through have no quotation marks. */
function quoted(name: string): string {
  return `'${name}'`;
}
