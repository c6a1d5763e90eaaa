import { printAx25 } from './ax25';
import type { ExitStatus, ModeContext } from './environment';
import { printGroups } from './groups';
import { printInternet } from './internetTable';
import { printIpx } from './ipx';
import { printNetrom } from './netrom';
import type { Options } from './options';
import { scanHolders } from './programs';
import { printRose } from './rose';
import { printUnix } from './unixTable';
import { printX25 } from './x25';

/** One part of the listing. */
interface Part {
  readonly isWanted: (options: Options) => boolean;
  readonly print: (context: ModeContext) => ExitStatus | Promise<ExitStatus>;
  /** Whether its rows may tell who holds the sockets. */
  readonly hasPrograms?: true;
}

/** The parts in netstat's order, whatever the order of the options. */
const PARTS: readonly Part[] = [
  { isWanted: isInternetWanted, print: printInternet, hasPrograms: true },
  { isWanted: (options) => options.groups, print: printGroups },
  { isWanted: (options) => !options.explicit || options.unix, print: printUnix, hasPrograms: true },
  { isWanted: (options) => !options.explicit || options.ipx, print: printIpx },
  { isWanted: (options) => !options.explicit || options.ax25, print: printAx25 },
  { isWanted: (options) => !options.explicit || options.x25, print: printX25 },
  { isWanted: (options) => !options.explicit || options.netrom, print: printNetrom },
  { isWanted: (options) => !options.explicit || options.rose, print: printRose },
  { isWanted: (options) => options.bluetooth, print: refuseBluetooth },
];

/** Prints the tables of sockets that are asked for; the first that fails ends the listing. */
export async function printSockets(context: ModeContext): Promise<ExitStatus> {
  const { options, environment, output } = context;
  let withPrograms = context;
  for (const part of PARTS) {
    if (!part.isWanted(options)) continue;
    if (part.hasPrograms && (options.programs || options.context) && withPrograms.programs === undefined) {
      const { holders, warning } = scanHolders(environment);
      output.stderr(warning);
      withPrograms = { ...context, programs: holders };
    }
    const status = await part.print(withPrograms);
    if (status !== 0) return status;
  }
  return 0;
}

function isInternetWanted({ explicit, tcp, sctp, udp, udplite, raw }: Options): boolean {
  return !explicit || tcp || sctp || udp || udplite || raw;
}

/** Debian builds netstat without Bluetooth; so does this program. */
function refuseBluetooth({ output }: ModeContext): ExitStatus {
  output.stderr("netstat: feature `AF BLUETOOTH' not supported.\n");
  output.stderr("Please recompile `net-tools' with newer kernel source or full configuration.\n");
  return 1;
}
