import { openOwners } from '../data/ownerData';
import type { TableName } from '../data/ownTables';
import type { AskedTcp } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import type { Programs } from '../context/programs';
import type { ExitStatus } from '../context/output';
import { printGroups } from '../interfaces/groupListing';
import { internetFiles } from './internetFiles';
import { printInternet } from './internetListing';
import type { Options } from '../commandLine/options';
import { LikelyHolders, withLikely } from './likelyHolders';
import { scanHolders } from './programNames';
import { onOneLine } from '../context/terminal';
import { printUnix } from './unixListing';
import { FAMILY_LIST } from '../families/families';
import type { SocketFamily } from '../families/socketFamily';

/** One part of the listing. */
interface Part {
  readonly isWanted: (options: Options) => boolean;
  readonly tables: (options: Options) => readonly TableName[];
  readonly print: (context: ModeContext) => ExitStatus | Promise<ExitStatus>;
  /** Whose sockets' owners may be seen, and of which of them the likely ones may be known. */
  readonly hasPrograms?: 'seen' | 'likely';
}

/** What the parts are given that have programs, and who probably holds sockets. */
interface OpenedPrograms extends Readonly<Record<NonNullable<Part['hasPrograms']>, ModeContext>> {
  readonly holders: LikelyHolders;
}

/** The parts in netstat's order, whatever the order of the options. */
const PARTS: readonly Part[] = [
  { isWanted: isInternetWanted, print: printInternet, tables: internetTables, hasPrograms: 'likely' },
  { isWanted: (options) => options.groups, print: printGroups, tables: () => ['groups'] },
  { isWanted: isUnixWanted, print: printUnix, tables: () => ['unix'], hasPrograms: 'seen' },
  ...FAMILY_LIST.map(partOf),
  { isWanted: (options) => options.bluetooth, print: refuseBluetooth, tables: () => [] },
];

/** A family that netstat prints no sockets of is listed for those who want data. */
function partOf({ name, table, header, print }: SocketFamily): Part {
  return {
    isWanted: ({ explicit, families, format }) =>
      (header !== undefined || format !== 'text') && (!explicit || families.includes(name)),
    print,
    tables: () => [table],
  };
}

/** The tables of sockets that are asked for. */
export function socketTables(options: Options): TableName[] {
  return PARTS.filter((part) => part.isWanted(options)).flatMap((part) => part.tables(options));
}

/** Prints the tables of sockets that are asked for; the first that fails ends the listing. */
export async function printSockets(context: ModeContext): Promise<ExitStatus> {
  const { options, output } = context;
  let opened: OpenedPrograms | undefined;
  for (const part of PARTS) {
    if (!part.isWanted(options)) continue;
    if (part.hasPrograms && (options.programs || options.context)) opened ??= openPrograms(context);
    const status = await part.print((part.hasPrograms && opened?.[part.hasPrograms]) ?? context);
    if (part.hasPrograms === 'likely' && options.likely) output.stderr(opened?.holders.warning ?? '');
    if (status !== 0) return status;
  }
  return 0;
}

/** Looks who holds sockets, and gives that to those who print them. */
function openPrograms(context: ModeContext): OpenedPrograms {
  const { options, environment, output, sink } = context;
  const { holders, warning } = scanHolders(environment, options.continuous);
  output.stderr(warning);
  const likely = new LikelyHolders(environment, holders, tcpIn(options));
  const isRead = output.isTerminal === true || output.showsOneRound === true;
  const withPrograms = (programs: Programs): ModeContext => ({
    ...context,
    programs: isRead ? onOneLine(programs) : programs,
    ...(sink && options.programs && { owners: openOwners(environment, holders, likely, warning !== '') }),
  });
  const seen = withPrograms(holders);
  return { seen, likely: options.likely ? withPrograms(withLikely(holders, likely)) : seen, holders: likely };
}

/** Which sockets of TCP the listing has. */
function tcpIn({ explicit, tcp, which }: Options): AskedTcp {
  if (explicit && !tcp) return 'none';
  return which === 'listening' ? 'servers' : 'all';
}

function isInternetWanted({ explicit, tcp, sctp, udp, udplite, raw }: Options): boolean {
  return !explicit || tcp || sctp || udp || udplite || raw;
}

function internetTables(options: Options): TableName[] {
  return internetFiles(options).map(({ kind }) => (kind === 'sctp' ? 'sctp' : 'internet'));
}

function isUnixWanted({ explicit, families }: Options): boolean {
  return !explicit || families.includes('unix');
}

/** Debian builds netstat without Bluetooth; so does this program. */
function refuseBluetooth({ output }: ModeContext): ExitStatus {
  output.stderr("netstat: feature `AF BLUETOOTH' not supported.\n");
  output.stderr("Please recompile `net-tools' with newer kernel source or full configuration.\n");
  return 1;
}
