import {
  closedNamespace,
  distantContainer,
  endedNamespace,
  leftNamespace,
  type NamespaceExample,
  severalContainers,
  unknownNamespace,
} from '../../core/netstat/context/namespaceTexts';
import { enter } from '../engine/namespaces/enter';
import { NAMES_FOLDER, NamedNamespaces } from '../engine/namespaces/namedNamespaces';
import { networkOf } from '../engine/namespaces/networkOf';
import { namespacesOfAll } from '../engine/namespaces/processNamespaces';
import { readProcessStat } from '../engine/owners/processList';
import { FileReader, type ProcReader } from '../reader';
import type { SystemCalls } from '../system/systemCalls';
import { decode } from '../text';
import type * as containers from './containersCalled';

/** What came of looking for a network namespace. */
export type OpenedNamespace =
  /** It is the one that asks, or the calling thread has entered it. */
  | { readonly kind: 'own' }
  | { readonly kind: 'entered' }
  /** The files of /proc/PID/net tell of it. `trouble` says what is wrong once the process is no longer in it. */
  | { readonly kind: 'files'; readonly pid: number; trouble(): string | undefined }
  | { readonly kind: 'none'; readonly message: string };

/** What it is looked for with. */
export interface NamespaceTools {
  /** Reads /proc. */
  readonly reader: ProcReader;
  /** Reads {@link NAMES_FOLDER}; absent where /proc is not this machine's. */
  readonly folder?: Pick<ProcReader, 'list' | 'stat'>;
  readonly calls: SystemCalls | undefined;
  readonly littleEndian: boolean;
  /** The containers of the machine; those that it has where this says nothing. */
  readonly containers?: containers.KnownContainers;
}

/** The tools of this machine. */
export function toolsHere(
  reader: ProcReader,
  calls: SystemCalls | undefined,
  littleEndian: boolean,
): NamespaceTools {
  return { reader, folder: new FileReader(NAMES_FOLDER), calls, littleEndian };
}

/**
 * Looks for a network namespace and has the calling thread enter it, where it may: then the kernel tells of it as it does of
 * its own. Where it may not, the files of a process in it tell.
 * @param wanted a pid, a name in /run/netns, or the name or the id of a container; the first of these that there is
 */
export async function openNamespace(wanted: string, tools: NamespaceTools): Promise<OpenedNamespace> {
  const { reader } = tools;
  const pid = /^[1-9]\d{0,9}$/.test(wanted) ? Number(wanted) : undefined;
  if (pid !== undefined && readProcessStat(reader, pid) !== undefined) return ofProcess(pid, tools);
  if (namesOf(tools).list().includes(wanted)) return ofName(wanted, tools);
  return ofContainer(wanted, tools);
}

/** That of the first process of a container. */
async function ofContainer(wanted: string, tools: NamespaceTools): Promise<OpenedNamespace> {
  const { containersCalled, knownContainers } = require('./containersCalled') as typeof containers;
  const { reader, folder } = tools;
  const machine = tools.containers ?? knownContainers(reader, folder !== undefined);
  const { called, known } = await containersCalled(wanted, machine);
  const here = called.filter(({ isHere }) => isHere);
  if (here.length > 1) return { kind: 'none', message: severalContainers(wanted, here) };
  const pid = here[0]?.pid;
  if (pid !== undefined) return ofProcess(pid, tools);
  if (called.length > 0) return { kind: 'none', message: distantContainer(wanted) };
  const names = namesOf(tools).list();
  return { kind: 'none', message: unknownNamespace(wanted, { names, ...known, examples: examples(reader) }) };
}

function ofProcess(pid: number, tools: NamespaceTools): OpenedNamespace {
  const { reader } = tools;
  const startTime = readProcessStat(reader, pid)?.startTime;
  const inode = networkOf(reader, pid);
  if (inode === undefined) return { kind: 'none', message: endedNamespace(pid) };
  if (inode === networkOf(reader, 'self')) return { kind: 'own' };
  if (tools.folder !== undefined && enter(`/proc/${pid}/ns/net`, tools.calls) === 'entered') {
    return { kind: 'entered' };
  }
  const isThere = (): boolean =>
    networkOf(reader, pid) === inode && readProcessStat(reader, pid)?.startTime === startTime;
  return { kind: 'files', pid, trouble: () => (isThere() ? undefined : leftNamespace(pid)) };
}

function ofName(name: string, tools: NamespaceTools): OpenedNamespace {
  const entered = enter(`${NAMES_FOLDER}/${name}`, tools.calls);
  if (entered === 'entered') return { kind: 'entered' };
  const pids = namespacesOfAll(tools.reader).flatMap(({ processes }) => [...processes].slice(0, 1));
  const named = namesOf(tools).namesOf(pids.map(({ pid }) => pid));
  const found = [...named].find(([, names]) => names.includes(name));
  if (found !== undefined) return ofProcess(found[0], tools);
  return { kind: 'none', message: closedNamespace(name, entered) };
}

function namesOf({ reader, folder, calls, littleEndian }: NamespaceTools): NamedNamespaces {
  const none = { status: 'absent', code: 'ENOENT' } as const;
  return new NamedNamespaces(reader, folder ?? { list: () => none, stat: () => none }, calls, littleEndian);
}

function examples(reader: ProcReader): NamespaceExample[] {
  const own = networkOf(reader, 'self');
  return namespacesOfAll(reader).map(({ inode, processes }) => {
    const [{ pid } = { pid: 0 }] = processes;
    const stat = readProcessStat(reader, pid);
    const comm = stat === undefined ? '?' : decode(stat.comm);
    return { pid, comm, count: processes.size, isOwn: inode === own };
  });
}
