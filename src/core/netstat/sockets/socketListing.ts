import { openOwners } from '../data/ownerData';
import type { TableName } from '../data/ownTables';
import type { ModeContext } from '../context/modeContext';
import type { ExitStatus } from '../context/output';
import { printGroups } from '../interfaces/groupListing';
import { internetFiles } from './internetFiles';
import { printInternet } from './internetListing';
import type { Options } from '../commandLine/options';
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
  /** Whether its rows may tell who holds the sockets. */
  readonly hasPrograms?: true;
}

/** The parts in netstat's order, whatever the order of the options. */
const PARTS: readonly Part[] = [
  { isWanted: isInternetWanted, print: printInternet, tables: internetTables, hasPrograms: true },
  { isWanted: (options) => options.groups, print: printGroups, tables: () => ['groups'] },
  { isWanted: isUnixWanted, print: printUnix, tables: () => ['unix'], hasPrograms: true },
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
  const { options, environment, output } = context;
  let withPrograms = context;
  for (const part of PARTS) {
    if (!part.isWanted(options)) continue;
    if (part.hasPrograms && (options.programs || options.context) && withPrograms.programs === undefined) {
      const { holders, warning } = scanHolders(environment, options.continuous);
      output.stderr(warning);
      const isRead = context.output.isTerminal === true || context.output.showsOneRound === true;
      withPrograms = { ...context, programs: isRead ? onOneLine(holders) : holders };
      if (context.sink !== undefined && options.programs) {
        withPrograms = {
          ...withPrograms,
          owners: openOwners(environment, holders, warning !== ''),
        };
      }
    }
    const status = await part.print(withPrograms);
    if (status !== 0) return status;
  }
  return 0;
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
