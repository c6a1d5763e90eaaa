import type { Ancestor, ProcessOwner } from '../model/process';
import { commandFor } from './managerCommands';
import { type ManagerProgram, type ManagerKind, MANAGER_PROGRAMS } from './managerPrograms';
import { calledBy, isPackaged } from './programIdentity';

/**
 * Who has a port for others, so that ending the process that holds its socket would free nothing, or would break what
 * the port is kept for.
 */
export interface PortManager {
  /** For whose sake the port is kept. */
  readonly kind: ManagerKind;
  /** The process that holds the socket. */
  readonly owner: ProcessOwner;
  /** What says so; `name` is the program's own word, where its executable may not be read. */
  readonly evidence: 'executable' | 'arguments' | 'parent' | 'name';
  /** Whether what started it, its engine, has ended: it was handed on to another parent. Absent where that is not seen. */
  readonly isLeft?: true;
  /** A line for a shell that ends, or at least shows, what the port is kept for: to be looked at before it is run. */
  readonly command?: string;
}

/** The parents of processes by pid, as far as they are known. */
export type Parents = ReadonlyMap<number, readonly Ancestor[]>;

const NO_PARENTS: Parents = new Map();

/** The manager among the owners of a port, where there is one. Nothing may be offered that ends it. */
export function managerOf(
  port: number,
  owners: readonly ProcessOwner[],
  parents = NO_PARENTS,
): PortManager | undefined {
  for (const owner of owners) {
    const ancestors = parents.get(owner.pid) ?? [];
    for (const program of MANAGER_PROGRAMS) {
      const evidence = evidenceFor(program, owner, ancestors);
      if (evidence === undefined) continue;
      const kind = program.kindOf({ commandLine: owner.commandLine, ancestors });
      const command = commandFor(port, kind, owner);
      const [parent] = ancestors;
      const isLeft = program.staysWithParent && parent !== undefined && !program.parents?.test(parent.comm);
      return {
        ...{ kind, owner, evidence },
        ...(isLeft && { isLeft }),
        ...(command !== undefined && { command }),
      };
    }
  }
  return undefined;
}

function evidenceFor(
  { name, isItsArguments, parents }: ManagerProgram,
  owner: ProcessOwner,
  ancestors: readonly Ancestor[],
): PortManager['evidence'] | undefined {
  const { names, isSure } = calledBy(owner);
  if (!names.some((each) => name.test(each))) return undefined;
  if (!isSure) return 'name';
  const { executable = '', commandLine } = owner;
  // Arguments that the process hides speak neither way.
  if (isItsArguments === undefined || commandLine.length === 0) return 'executable';
  if (isItsArguments(commandLine)) return 'arguments';
  if (parents !== undefined && ancestors[0] !== undefined && parents.test(ancestors[0].comm)) return 'parent';
  // Podman's own executable runs much else.
  return isPackaged(executable) && parents !== undefined ? 'executable' : undefined;
}
