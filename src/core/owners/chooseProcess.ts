import type { Evidence } from '../model/likelyOwner';
import { programOf } from '../text/programName';
import type { LikelySocket, UnitProcess, WaitingAt } from './facts';
import { saysItServes } from './knownServers';
import { isLauncher, isShell } from './launchers';

/** What came of looking for the process of a socket. */
export interface Named {
  readonly process?: UnitProcess;
  readonly because: Evidence;
}

/** Programs whose first process has what it waits at, whatever it forks: a single helper, too. */
const KEEPS_SOCKETS =
  /^(?:nginx|apache2|httpd|lighttpd|postgres|php-fpm.*|gunicorn|uwsgi|unicorn|puma|chronyd|avahi-daemon|dnsmasq|vsftpd|proftpd)$/;

/**
 * Programs whose first process leaves sockets to those that it forks: haproxy's master and Salt's keep none, dhcpcd and
 * Samba's domain controller have a process for each task. What scripts do in an interpreter's name nobody knows.
 */
const LEAVES_SOCKETS = /^(?:haproxy|salt-|dhcpcd|samba$|python|perl|ruby|php\d|node$)/;

/** One of several processes that can have a socket, where their kin or their command lines tell. */
export function chooseProcess(candidates: readonly UnitProcess[], socket: LikelySocket): Named | undefined {
  const { waitsAt } = socket;
  const serving = waitsAt && serverOf(candidates, waitsAt);
  if (serving) return { process: serving, because: 'commandLine' };
  const pids = new Set(candidates.map(({ pid }) => pid));
  const [root, ...otherRoots] = candidates.filter(({ parentPid }) => !pids.has(parentPid));
  if (root === undefined || otherRoots.length > 0) return undefined;
  if (isMaster(root, candidates, socket)) return { process: root, because: 'sameProgram' };
  const innermost = launched(candidates, waitsAt === undefined ? isShell : isLauncher);
  return innermost && { process: innermost, because: 'innermost' };
}

/** The one whose command line has the port, and where several have it, the address. */
function serverOf(candidates: readonly UnitProcess[], waitsAt: WaitingAt): UnitProcess | undefined {
  const serving = candidates.filter(({ comm, commandLine }) => saysItServes(comm, commandLine, waitsAt));
  const exactly = serving.filter(({ comm, commandLine }) => saysItServes(comm, commandLine, waitsAt, true));
  const [one, ...others] = serving.length > 1 ? exactly : serving;
  return others.length === 0 ? one : undefined;
}

/**
 * Whether the others were forked from it, by way of one another, and run the same program still: a socket that waits at a
 * port that somebody chose was made before, as its first process, and whoever inherited it, has it. One that the kernel
 * chose the port of, or a connection, may be of any of them; so may one that was made as another user than that process.
 * Of one with a single worker either may be the server, which a supervisor started that is itself.
 */
function isMaster(
  root: UnitProcess,
  family: readonly UnitProcess[],
  { uid, waitsAt }: LikelySocket,
): boolean {
  const program = programOf(root);
  if (!waitsAt?.isChosen || LEAVES_SOCKETS.test(program)) return false;
  if (uid !== 0 && root.uid !== uid) return false;
  const parents = new Set(family.map(({ parentPid }) => parentPid));
  const isChain = family.filter(({ pid }) => !parents.has(pid)).length === 1;
  if (isChain && !KEEPS_SOCKETS.test(program)) return false;
  return family.every((process) => process === root || (process.isFork && programOf(process) === program));
}

/** The last of a chain of parents that do nothing but run the next one. */
function launched(
  chain: readonly UnitProcess[],
  isRunner: (program: string) => boolean,
): UnitProcess | undefined {
  const parents = new Set(chain.map(({ parentPid }) => parentPid));
  const [last, ...others] = chain.filter(({ pid }) => !parents.has(pid));
  if (last === undefined || others.length > 0) return undefined;
  return chain.every((process) => isRunner(programOf(process)) === (process !== last)) ? last : undefined;
}
