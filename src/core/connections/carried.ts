import type { SeenConnection } from '../model/connection';
import type { LikelyOwner } from '../model/likelyOwner';
import type { Ownership } from '../model/snapshot';
import { guardOf } from '../ports/guards';
import type { IsOwn } from '../ports/portHolders';
import { TCP_TIME_WAIT } from '../query/socketState';
import { formatAddress, unmapped } from '../text/address';
import { guardOfUnit } from '../units/guardedUnits';

/**
 * Who works over a connection, so that closing it needs a second yes:
 * - `window`: the asking window, by the processes that it consists of, or by the SSH connection that it came through
 * - `editor`: VS Code, of whatever window
 * - `login`: a user who is logged in from another machine
 */
export type Carried = 'window' | 'editor' | 'login';

/** Who has an end of a connection. */
export type EndOwner = Pick<Ownership, 'owners' | 'likelyOwner'>;

/** What tells whose a connection is. */
export interface CarriedBy {
  /** Tells the window's own processes. */
  readonly isOwn: IsOwn;
  /** What the window came through, as sshd says it in SSH_CONNECTION (ssh(1)); absent where it did not. */
  readonly sshConnection?: string | undefined;
}

/** The port of sshd where nobody says another one. */
const SSH = 22;

/**
 * Who works over a connection; nothing where nobody is seen to. What is only likely counts as well: all that comes of it is a
 * question more.
 * @param owners of both ends, as far as each is on this machine
 */
export function carriedOver(
  connection: SeenConnection,
  owners: readonly EndOwner[],
  { isOwn, sshConnection = '' }: CarriedBy,
): Carried | undefined {
  if (connection.state === TCP_TIME_WAIT) return undefined;
  const known = owners.flatMap((end) => end.owners);
  if (known.some(isOwn) || isSshConnection(connection, sshConnection)) return 'window';
  const guards = known.map(guardOf);
  if (guards.includes('editor')) return 'editor';
  if (guards.includes('login') || owners.some(({ likelyOwner }) => isLogin(likelyOwner))) return 'login';
  // Who is not root sees neither sshd nor, on some machines, anything likely.
  const isUnknown = known.length === 0 && connection.localPort === SSH;
  return isUnknown ? 'login' : undefined;
}

/** "CLIENT_ADDRESS CLIENT_PORT SERVER_ADDRESS SERVER_PORT"; either end may be looked at. */
function isSshConnection(connection: SeenConnection, told: string): boolean {
  const words = told.split(' ');
  if (words.length !== 4) return false;
  const { isIPv6, localAddress, localPort, remoteAddress, remotePort } = connection;
  const local = `${unmapped(formatAddress(localAddress, isIPv6))} ${localPort}`;
  const remote = `${unmapped(formatAddress(remoteAddress, isIPv6))} ${remotePort}`;
  const [client, server] = [words.slice(0, 2), words.slice(2)].map(([address = '', port = '']) => {
    return `${unmapped(address.replace(/%.*/, ''))} ${port}`;
  });
  return (local === server && remote === client) || (local === client && remote === server);
}

function isLogin(likely: LikelyOwner | undefined): boolean {
  if (likely === undefined) return false;
  const { unit = '', service = '', processes } = likely;
  const programs = processes.map(({ program }) => program);
  return [unit, service].some((name) => guardOfUnit(name, programs) === 'login');
}
