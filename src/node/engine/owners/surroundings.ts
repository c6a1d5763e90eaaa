import type { Platform, ProcPids } from '../../../core/model/snapshot';
import { controlGroupMount, type Mount, parseMountinfo } from '../../../core/procfs/mountinfo';
import type { ProcReader } from '../../reader';
import { decode } from '../../text';
import { readProcPids } from './procPids';

/** PROC_PID_INIT_INO of include/linux/proc_ns.h: the inode of the machine's first pid namespace. */
const FIRST_PID_NAMESPACE = 'pid:[4026531836]';

/** hidepid=1 shows other users' processes and denies what is in them, which the owner scan sees by itself. */
const HIDEPID = /\bhidepid=(2|4|invisible|ptraceable)\b/;

/** Facts about the machine that decide what can be seen on it; they do not change while it runs. */
export interface Surroundings {
  readonly platform: Platform;
  readonly hidepid: boolean;
  readonly nestedPidNamespace: boolean;
  readonly procPids: ProcPids;
  /** Seconds since 1970 when the machine was started, 0 where unknown. */
  readonly bootTime: number;
  /** Where control groups of version 2 are mounted, if anywhere in sight. */
  readonly groupMount: Mount | undefined;
}

/**
 * Reads the surroundings.
 * @param system Node's name of the operating system (`process.platform`)
 * @param ownPid the calling process
 */
export function readSurroundings(reader: ProcReader, system: string, ownPid: number): Surroundings {
  const text = (path: string): string => {
    const file = reader.read(path);
    return file.status === 'ok' ? decode(file.value) : '';
  };
  const mountinfo = reader.read('self/mountinfo');
  const mounts = mountinfo.status === 'ok' ? parseMountinfo(mountinfo.value) : [];
  const namespace = reader.readLink('self/ns/pid');
  return {
    platform: platformOf(system, text('sys/kernel/osrelease'), reader),
    hidepid: mounts.some(({ type, options }) => type === 'proc' && HIDEPID.test(options)),
    nestedPidNamespace: namespace.status === 'ok' && namespace.value !== FIRST_PID_NAMESPACE,
    procPids: readProcPids(reader, ownPid),
    bootTime: Number(/^btime (\d+)$/m.exec(text('stat'))?.[1] ?? 0),
    groupMount: controlGroupMount(mounts),
  };
}

/** WSL 1 translates system calls and says "Microsoft" in its release; WSL 2 is a real kernel, "microsoft-standard". */
function platformOf(system: string, release: string, reader: ProcReader): Platform {
  if (system !== 'linux' || reader.list('self/net').status === 'absent') return 'unsupported';
  if (/microsoft-standard/i.test(release)) return 'wsl2';
  return release.includes('Microsoft') ? 'wsl1' : 'linux';
}
