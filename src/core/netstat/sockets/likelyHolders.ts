import type { LikelyOwner } from '../../model/likelyOwner';
import { encodeByteText } from '../../text/utf8';
import type {
  AskedTcp,
  ByteText,
  Environment,
  LikelyFinder,
  NoLikelyFinder,
  SeenHolders,
} from '../context/environment';
import type { Programs } from '../context/programs';
import { cutCell } from './programNames';

const WITHOUT: Readonly<Record<NoLikelyFinder, ByteText>> = {
  elsewhere: 'what is read are files, and not the kernel that runs here',
  otherNamespace: 'the kernel tells of another network namespace to root alone',
  noCalls: 'the kernel cannot be asked without native code, which is off or not there for this machine',
  untold: 'the kernel does not tell which control group a socket was made in; Linux does from 5.8 on',
  noGroups: 'no tree of control groups of version 2 is mounted in sight',
};

/** Who probably has the Internet sockets of one round that nobody is seen to hold. */
export class LikelyHolders {
  readonly #environment: Pick<Environment, 'likelyOwners'>;
  readonly #seen: SeenHolders;
  readonly #tcp: AskedTcp;
  #finder: LikelyFinder | NoLikelyFinder | undefined;

  /** @param tcp which sockets of TCP it is asked about */
  constructor(environment: Pick<Environment, 'likelyOwners'>, seen: SeenHolders, tcp: AskedTcp) {
    this.#environment = environment;
    this.#seen = seen;
    this.#tcp = tcp;
  }

  /** The first socket that nobody holds has the kernel asked, for all. What has no inode has nobody. */
  of(inode: number): LikelyOwner | 'outside' | undefined {
    if (inode === 0 || this.#seen.isHeld(inode)) return undefined;
    this.#finder ??= this.#environment.likelyOwners?.(this.#seen, this.#tcp) ?? 'elsewhere';
    return typeof this.#finder === 'string' ? undefined : this.#finder(inode);
  }

  /** What is to be said where nobody could be asked for all; empty where somebody could, or there was no need. */
  get warning(): ByteText {
    return typeof this.#finder === 'string'
      ? `(No likely owners for "--likely": ${WITHOUT[this.#finder]}.)\n`
      : '';
  }
}

/** Where netstat has nobody, who it probably is: "~812/sshd", or the unit alone, "~ssh.service". */
export function withLikely(programs: Programs, likely: LikelyHolders): Programs {
  return {
    cell: (inode) => {
      const cell = programs.cell(inode);
      if (cell !== '-') return cell;
      const owner = likely.of(inode);
      return owner === undefined || owner === 'outside' ? cell : likelyCell(owner);
    },
    securityContext: (inode) => programs.securityContext(inode),
    noteRow: (columns, row) => programs.noteRow?.(columns, row),
  };
}

/** Controls that a name may have. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\0-\x1f\x7f]/g;

/**
 * What is known of a likely owner, cut as the names of programs are. A unit of a user's own manager, and a container, may be
 * called as one of this machine's: what it is stands before it, "1000:web.service", "docker:0123…".
 */
export function likelyCell(owner: LikelyOwner): ByteText {
  const [process] = owner.processes;
  const name = process === undefined ? unitName(owner) : `${process.pid}/${process.program}`;
  return cutCell(`~${encodeByteText(name).replace(CONTROLS, '?')}`);
}

function unitName({ unit = '', unitOf, uid, container }: LikelyOwner): string {
  if (unitOf === 'container' && container) return `${container.runtime}:${container.id}`;
  return unitOf === 'user' && uid !== undefined ? `${uid}:${unit}` : unit;
}
