import { isContainerId, type PublishedPort } from '../model/container';
import type { Container } from '../model/membership';
import type { ProcessOwner } from '../model/process';
import { conmonKind, shimKind } from '../ports/managerPrograms';
import { calledBy, optionOf } from '../ports/programIdentity';
import { addressOf, countIn, nameOf } from './engineJson';
import { transportOf } from './enginePorts';

/** What the command line of a container's own watcher says, which anyone may read. */
export interface WatchedContainer extends Container {
  readonly name?: string;
  /** What the watcher runs when the container has ended, which is not in it: conmon's `--exit-command`. */
  readonly exitCommand?: readonly string[];
}

/** A port of the host that docker-proxy hands on. */
export interface ProxiedPort extends Omit<PublishedPort, 'hostAddress'> {
  readonly hostAddress: string;
  /** The address of the container, in one of its networks. */
  readonly containerAddress: string;
}

/** Rootless Podman's programs that hand ports on, by what is left of their names; each runs in the container's network. */
export const GATEWAY_NAMES = /^(?:rootlessport|containers-root)/;

/** Programs whose command line tells of containers, by the 15 bytes that are left of their name. */
export const TELLING_NAMES = /^(?:conmon|containerd-shim|(?:rootlesskit-)?docker-prox|rootlesskit-doc)/;

const PROXY = /^(?:rootlesskit-)?docker-proxy$/;

const LARGEST_PORT = 65_535;

/** What is known of a process whose command line is looked at. */
type Program = Pick<ProcessOwner, 'executable' | 'comm' | 'commandLine'>;

/**
 * The container that a process watches: conmon(8)'s `-c ID` and `-n NAME`, or the `-id` of a shim of containerd's, which is
 * all that tells of a container whose engine makes no control groups.
 */
export function watchedContainer(program: Program): WatchedContainer | undefined {
  const { names } = calledBy(program);
  const process = { commandLine: program.commandLine, ancestors: [] };
  const own = withoutArguments(program.commandLine);
  if (names.some((name) => /^conmon(?:rs)?$/.test(name))) {
    const name = nameOf(optionOf(own, 'name', 'n'));
    const runtime = conmonKind(process) === 'crio' ? 'cri-o' : 'podman';
    const found = watched(runtime, optionOf(own, 'cid', 'c'), name);
    const exitCommand = exitCommandIn(program.commandLine);
    return found && (exitCommand.length === 0 ? found : { ...found, exitCommand });
  }
  if (names.some((name) => name.startsWith('containerd-shim'))) {
    return watched(shimKind(process) === 'docker' ? 'docker' : 'containerd', optionOf(own, 'id'));
  }
  return undefined;
}

function watched(runtime: Container['runtime'], id = '', name?: string): WatchedContainer | undefined {
  return isContainerId(id) ? { runtime, id, ...(name !== undefined && { name }) } : undefined;
}

/** The program of conmon(8)'s `--exit-command`, and an argument for each `--exit-command-arg`. */
function exitCommandIn(commandLine: readonly string[]): string[] {
  const behind = (option: string): string[] => commandLine.filter((_, at) => commandLine[at - 1] === option);
  const [program] = behind('--exit-command');
  return program === undefined ? [] : [program, ...behind('--exit-command-arg')];
}

/** What follows those options is another program's: `--exit-command-arg --name`. */
function withoutArguments(commandLine: readonly string[]): readonly string[] {
  return commandLine.filter(
    (_, at) => at === 0 || !/^--(?:exit-command|runtime)-arg$/.test(commandLine[at - 1] ?? ''),
  );
}

/** The port that docker-proxy has for a container, by the flags of moby's cmd/docker-proxy; nothing where it is no such process. */
export function proxiedPort(program: Program): ProxiedPort | undefined {
  if (!calledBy(program).names.some((name) => PROXY.test(name))) return undefined;
  const option = (name: string): string | undefined => optionOf(program.commandLine, name);
  const transport = transportOf(option('proto'));
  const hostAddress = addressOf(option('host-ip'));
  const hostPort = countIn(option('host-port'), LARGEST_PORT);
  const containerAddress = addressOf(option('container-ip'));
  const containerPort = countIn(option('container-port'), LARGEST_PORT);
  if (transport === undefined || hostPort === undefined || containerPort === undefined) return undefined;
  if (hostAddress === undefined || containerAddress === undefined) return undefined;
  return { transport, hostAddress, hostPort, containerAddress, containerPort };
}
