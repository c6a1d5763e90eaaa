import { join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { until } from '../host/until';
import type { Ground } from './ground';

/**
 * What a container may have at most, without which runc asks for more than it may have in some places, and a lock of the
 * tests' own.
 */
const CONFIGURATION = `
[containers]
default_ulimits = ["nofile=512:512", "nproc=512:512"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
lock_type = "file"
`;

/** Podman, with folders of the tests' own. */
export class Podman {
  /** The folder that is XDG_RUNTIME_DIR, where its socket lies as usual. */
  readonly runtimeFolder: string;
  readonly socket: string;
  readonly #ground: Ground;
  readonly #command: readonly string[];
  readonly #env: NodeJS.ProcessEnv;

  /** @param as runs it as another user, whose home is given */
  constructor(ground: Ground, name: string, as: (home: string) => readonly string[] = () => []) {
    this.#ground = ground;
    const home = join(ground.folder, name);
    this.runtimeFolder = join(home, 'run');
    this.socket = join(this.runtimeFolder, 'podman/podman.sock');
    mkdirSync(join(this.runtimeFolder, 'podman'), { recursive: true });
    const configuration = join(home, 'containers.conf');
    writeFileSync(configuration, CONFIGURATION);
    const { PATH } = process.env;
    this.#env = {
      ...{ PATH, HOME: home, TMPDIR: home, XDG_RUNTIME_DIR: this.runtimeFolder },
      CONTAINERS_CONF: configuration,
    };
    const folder = (of: string): string => join(home, of);
    this.#command = [
      ...as(home),
      ...['podman', '--storage-driver', 'vfs', '--root', folder('root'), '--runroot', folder('runroot')],
      ...[
        '--tmpdir',
        folder('tmp'),
        '--network-config-dir',
        folder('networks'),
        '--network-backend',
        'netavark',
      ],
    ];
  }

  import(): Promise<string> {
    return this.#ground.image(`${this.#command.join(' ')} import - localhost/bb`, { env: this.#env });
  }

  call(...args: readonly string[]): Promise<string> {
    return this.#ground.run([...this.#command, ...args], { env: this.#env });
  }

  /** Starts a container that serves HTTP on a port of its own. @returns its id */
  async serve(name: string, options: readonly string[], port = 80): Promise<string> {
    const server = ['/bin/busybox', 'httpd', '-f', '-p', String(port)];
    const said = await this.call(
      'run',
      '-d',
      '--name',
      name,
      '--stop-timeout',
      '1',
      ...options,
      'localhost/bb',
      ...server,
    );
    return said.split('\n').at(-1) ?? '';
  }

  /** Starts the service that answers at its socket. @returns what ends it */
  async startService(): Promise<() => Promise<void>> {
    const command = [...this.#command, 'system', 'service', '--time', '0', `unix://${this.socket}`];
    const service = this.#ground.start(command, { env: this.#env });
    const ask = ['curl', '-sf', '--unix-socket', this.socket, 'http://localhost/_ping'];
    await until('Podman’s service', () => this.#ground.run(ask).then(Boolean, () => false));
    return () => this.#ground.end(service);
  }

  async remove(): Promise<void> {
    await this.call('pod', 'rm', '-fa');
    // One that others depend on goes after them.
    await until('the end of all containers', async () => {
      await this.call('rm', '-fa', '-t', '0').catch(() => undefined);
      return (await this.call('ps', '-aq')) === '';
    });
  }
}
