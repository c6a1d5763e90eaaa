import type { PortContainer } from '../../model/container';
import type { LikelyOwner } from '../../model/likelyOwner';
import { noOwnerReasons, type OwnerScan } from '../../model/snapshot';
import { parseProcessStat } from '../../procfs/processStat';
import { encodeByteText } from '../../text/utf8';
import type { Environment } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import type { LikelyHolders } from '../sockets/likelyHolders';
import { type ProcessHolders, programName } from '../sockets/programNames';
import type { DataRow, OwnerFinder } from './dataSink';

/** Of a socket without a user anybody may be the owner: some other than the viewer, for one. */
const NO_UID = -1;

/** A process as it stands in a row, and why a socket may have none; each process is read but once. */
class Owners implements OwnerFinder {
  readonly #environment: Environment;
  readonly #holders: ProcessHolders;
  readonly #scan: Omit<OwnerScan, 'procPids'>;
  readonly #likely: LikelyHolders;
  readonly #known = new Map<number, DataRow>();

  constructor(environment: Environment, holders: ProcessHolders, likely: LikelyHolders, isPartial: boolean) {
    this.#environment = environment;
    this.#holders = holders;
    this.#likely = likely;
    this.#scan = {
      ...environment.pidVisibility(),
      processes: 0,
      denied: isPartial ? 1 : 0,
      vanished: 0,
      viewerUid: environment.effectiveUid,
      areDescriptionsMissing: false,
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
    if (uid === undefined) return noOwnerReasons(this.#scan, inode, NO_UID);
    const reasons = noOwnerReasons(this.#scan, inode, uid);
    return this.#likely.of(inode) === 'outside' ? ['outsideGroups', ...reasons] : reasons;
  }

  likelyOwner(inode: number): LikelyOwner | undefined {
    const likely = this.#likely.of(inode);
    return likely === 'outside' ? undefined : likely;
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
  likely: LikelyHolders,
  isPartial: boolean,
): OwnerFinder {
  return new Owners(environment, holders, likely, isPartial);
}

/**
 * The fields on who holds a socket: null without -p and -Z.
 * @param uid of whom it is; UNIX sockets do not tell, nor in which control group they were made
 */
export function holderFields(
  { owners, options, programs }: ModeContext,
  inode: number,
  uid: number | undefined,
): DataRow {
  const known = options.programs ? owners?.owners(inode) : undefined;
  const unknown = known?.length === 0 ? owners : undefined;
  const likely = uid === undefined ? undefined : unknown?.likelyOwner(inode);
  return {
    inode,
    owners: known ?? null,
    noOwner: unknown?.noOwnerReasons(inode, uid) ?? null,
    likelyOwner: likely === undefined ? null : likelyFields(likely),
    securityContext: options.context ? contextOf(programs?.securityContext(inode)) : null,
    ...(uid !== undefined && placeFields(owners, inode)),
  };
}

/** Where an Internet socket is; nobody but views tells that. */
function placeFields(owners: OwnerFinder | undefined, inode: number): DataRow {
  const container = inode === 0 ? undefined : owners?.container?.(inode);
  return {
    container: container === undefined ? null : containerFields(container),
    namespace: textOf(inode === 0 ? undefined : owners?.namespace?.(inode)),
  };
}

function containerFields({ facts, published }: PortContainer): DataRow {
  const { runtime, id, name, image, project, service } = facts;
  return {
    runtime,
    id: textOf(id),
    name: textOf(name),
    image: textOf(image),
    project: textOf(project),
    service: textOf(service),
    port: published?.containerPort ?? null,
  };
}

function textOf(value: string | undefined): string | null {
  return value === undefined ? null : encodeByteText(value);
}

function likelyFields({ unit, unitOf, uid, container, service, ...rest }: LikelyOwner): DataRow {
  return {
    unit: textOf(unit),
    unitOf,
    uid: uid ?? null,
    container: container === undefined ? null : { runtime: container.runtime, id: textOf(container.id) },
    service: textOf(service),
    processes: rest.processes.map(({ pid, startTime, program }) => ({
      pid,
      startTime,
      program: textOf(program),
    })),
    count: rest.count,
    evidence: rest.evidence,
  };
}

/** The user by number, and by name where names are wanted and it has one. */
export function userFields({ options, names }: ModeContext, uid: number): DataRow {
  return { uid, user: options.numericUsers ? null : (names.user(uid) ?? null) };
}

function contextOf(text: string | undefined): string | null {
  return text === undefined || text === '-' ? null : text;
}
