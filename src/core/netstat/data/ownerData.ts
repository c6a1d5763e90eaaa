import { noOwnerReasons, type OwnerScan } from '../../model/snapshot';
import { parseProcessStat } from '../../procfs/processStat';
import type { Environment } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import { type ProcessHolders, programName } from '../sockets/programNames';
import type { DataRow, OwnerFinder } from './dataSink';

/** A process as it stands in a row, and why a socket may have none; each process is read but once. */
class Owners implements OwnerFinder {
  readonly #environment: Environment;
  readonly #holders: ProcessHolders;
  readonly #scan: Omit<OwnerScan, 'procPids'>;
  readonly #known = new Map<number, DataRow>();

  constructor(environment: Environment, holders: ProcessHolders, isPartial: boolean) {
    this.#environment = environment;
    this.#holders = holders;
    this.#scan = {
      ...environment.pidVisibility(),
      processes: 0,
      denied: isPartial ? 1 : 0,
      vanished: 0,
      viewerUid: environment.effectiveUid,
    };
  }

  owners(inode: number): readonly DataRow[] {
    return this.#holders.pidsOf(inode).map((pid) => {
      const known = this.#known.get(pid) ?? this.#describe(pid);
      this.#known.set(pid, known);
      return known;
    });
  }

  noOwnerReasons(inode: number, uid: number | undefined): readonly string[] {
    // Of a socket without a user anybody may be the owner: some other than the viewer, for one.
    return noOwnerReasons(this.#scan, inode, uid ?? -1);
  }

  #describe(pid: number): DataRow {
    const stat = this.#environment.readFile(`/proc/${pid}/stat`);
    const startTime = stat.ok ? parseProcessStat(stat.bytes)?.startTime : undefined;
    const argument = this.#holders.firstArgument(pid);
    const program = argument === undefined ? null : programName(argument);
    return { pid, startTime: startTime ?? null, program };
  }
}

/**
 * Who holds the sockets.
 * @param isPartial whether some processes could not be looked at
 */
export function openOwners(
  environment: Environment,
  holders: ProcessHolders,
  isPartial: boolean,
): OwnerFinder {
  return new Owners(environment, holders, isPartial);
}

/** The fields on who holds a socket: null without -p and -Z. */
export function holderFields(
  { owners, options, programs }: ModeContext,
  inode: number,
  uid: number | undefined,
): DataRow {
  const known = options.programs ? owners?.owners(inode) : undefined;
  return {
    inode,
    owners: known ?? null,
    noOwner: known?.length === 0 ? (owners?.noOwnerReasons(inode, uid) ?? null) : null,
    securityContext: options.context ? contextOf(programs?.securityContext(inode)) : null,
  };
}

/** The user by number, and by name where names are wanted and it has one. */
export function userFields({ options, names }: ModeContext, uid: number): DataRow {
  return { uid, user: options.numericUsers ? null : (names.user(uid) ?? null) };
}

function contextOf(text: string | undefined): string | null {
  return text === undefined || text === '-' ? null : text;
}
