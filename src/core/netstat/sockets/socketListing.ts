import { openOwners } from '../data/ownerData';
import { writeAppletalk } from '../families/appletalk/appletalk';
import { printAx25 } from '../families/ax25/ax25';
import type { TableName } from '../data/dataTables';
import type { ModeContext } from '../context/modeContext';
import type { ExitStatus } from '../context/output';
import { printGroups } from '../interfaces/groupListing';
import { internetFiles } from './internetFiles';
import { printInternet } from './internetListing';
import { printIpx } from '../families/ipx/ipx';
import { printNetrom } from '../families/netrom/netrom';
import type { Options } from '../commandLine/options';
import { scanHolders } from './programNames';
import { printRose } from '../families/rose/rose';
import { onOneLine } from '../context/terminal';
import { printUnix } from './unixListing';
import { printX25 } from '../families/x25/x25';

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
  { ...family('unix', printUnix), hasPrograms: true },
  family('ipx', printIpx),
  family('ax25', printAx25),
  family('x25', printX25),
  family('netrom', printNetrom),
  family('rose', printRose),
  { isWanted: isAppletalkWanted, print: writeAppletalk, tables: () => ['appletalk'] },
  { isWanted: (options) => options.bluetooth, print: refuseBluetooth, tables: () => [] },
];

function family(name: 'unix' | 'ipx' | 'ax25' | 'x25' | 'netrom' | 'rose', print: Part['print']): Part {
  return { isWanted: (options) => !options.explicit || options[name], print, tables: () => [name] };
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

function isAppletalkWanted({ format, explicit, families }: Options): boolean {
  return format !== 'text' && (!explicit || families.includes('ddp'));
}

/** Debian builds netstat without Bluetooth; so does this program. */
function refuseBluetooth({ output }: ModeContext): ExitStatus {
  output.stderr("netstat: feature `AF BLUETOOTH' not supported.\n");
  output.stderr("Please recompile `net-tools' with newer kernel source or full configuration.\n");
  return 1;
}
