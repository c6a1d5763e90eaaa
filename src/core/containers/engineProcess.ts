import type { EngineRuntime } from '../model/container';
import type { ProcessOwner } from '../model/process';
import { calledBy, optionOf, wordsOf } from '../ports/programIdentity';

/** A process that serves an engine's API. */
export interface EngineProcess {
  readonly runtime: EngineRuntime;
  /** The paths of the sockets that its command line names. */
  readonly sockets: readonly string[];
  /** Whether it may serve others, too: those that its configuration or systemd gives it. */
  readonly takesOthers: boolean;
  /** Whether its containers run in a machine of their own, as Docker Desktop's do. */
  readonly isElsewhere: boolean;
}

/** The names of programs that serve an API, as Linux cuts them. */
export const ENGINE_NAMES = /^(?:dockerd|podman|com\.docker\.back|docker-desktop)/;

/**
 * The engine that a process is: dockerd(8) with the addresses of `--host`, podman-system-service(1) with the one behind its
 * options, or what stands for Docker Desktop's virtual machine; nothing where it is none.
 */
export function engineProcess(
  program: Pick<ProcessOwner, 'executable' | 'comm' | 'commandLine'>,
): EngineProcess | undefined {
  const { names } = calledBy(program);
  const words = wordsOf(program.commandLine);
  const isCalled = (name: RegExp): boolean => names.some((each) => name.test(each));
  const sockets = words.map(socketIn).filter((path) => path !== undefined);
  if (isCalled(/^dockerd(?:-ce)?$/)) {
    const hasNone = optionOf(program.commandLine, 'host', 'H') === undefined;
    const takesOthers = hasNone || words.some((word) => /(?:^|=)fd:\/\//.test(word));
    return { runtime: 'docker', sockets, takesOthers, isElsewhere: false };
  }
  if (isCalled(/^podman$/)) {
    const at = words.indexOf('service');
    if (at < 1 || words[at - 1] !== 'system') return undefined;
    return { runtime: 'podman', sockets, takesOthers: sockets.length === 0, isElsewhere: false };
  }
  return isCalled(/^com\.docker\.back|^docker-desktop-/)
    ? { runtime: 'docker', sockets, takesOthers: true, isElsewhere: true }
    : undefined;
}

/** The path in `unix:///run/docker.sock`, alone or behind an option's "=". */
export function socketIn(word: string): string | undefined {
  return /(?:^|=)unix:\/\/(\/[^\0]{1,4000})$/s.exec(word)?.[1];
}
