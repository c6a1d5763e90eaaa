import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { controlGroupMount, parseMountinfo } from '../src/core/procfs/mountinfo';
import { until } from './host/until';
import { whyNoOtherUser } from './host/users';

/** Where control groups of version 2 are mounted, on unified machines and hybrid ones. */
function mountPoint(): string | undefined {
  return controlGroupMount(parseMountinfo(readFileSync('/proc/self/mountinfo')))?.mountPoint;
}

/** Why no control group can be made here that an ordinary user then looks at; undefined where it can. */
export function whyNoUnits(): string | undefined {
  const mount = mountPoint();
  if (mount === undefined) return 'no control groups of version 2 are mounted';
  try {
    new MadeUnit('probe').removeGroup();
    return whyNoOtherUser();
  } catch (error) {
    return `no control group can be made below ${mount}: ${(error as NodeJS.ErrnoException).code}`;
  }
}

/** A service as systemd would have it, as far as the kernel knows: a control group of its own, and programs that run in it. */
export class MadeUnit {
  /** "web123.service": no other run of the tests has it. */
  readonly name: string;
  readonly #path: string;
  readonly #programs: ChildProcess[] = [];

  constructor(prefix: string) {
    this.name = `${prefix}${process.pid}.service`;
    this.#path = join(mountPoint() ?? '', this.name);
    mkdirSync(this.#path);
  }

  /**
   * Starts Node with a script in it, as root.
   * @returns its pid, and what it said in its first line
   */
  async start(script: string): Promise<{ readonly pid: number; readonly said: string }> {
    const enter = 'echo $$ >"$0/cgroup.procs" && exec node -e "$1"';
    const program = spawn('sh', ['-c', enter, this.#path, script], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#programs.push(program);
    const [said] = (await once(program.stdout, 'data')) as [Buffer];
    return { pid: program.pid ?? 0, said: said.toString().trim() };
  }

  /** Ends the programs and the group. */
  async remove(): Promise<void> {
    for (const program of this.#programs) {
      const ended = once(program, 'exit');
      program.kill('SIGKILL');
      await ended;
    }
    await until('an empty control group', () => {
      try {
        this.removeGroup();
        return true;
      } catch {
        return false;
      }
    });
  }

  removeGroup(): void {
    rmdirSync(this.#path);
  }
}
