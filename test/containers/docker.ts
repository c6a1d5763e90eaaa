import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { until } from '../host/until';
import type { Ground } from './ground';

/** Without limits of its own runc asks for more than it may have in some places. */
const LIMITS = ['--ulimit', 'nofile=512:512', '--stop-timeout', '1'];

/** A Docker engine of the tests' own. */
export class Docker {
  readonly socket: string;
  readonly #ground: Ground;
  readonly #options: readonly string[];
  #engine: ChildProcess | undefined;
  #isElsewhere = false;

  constructor(ground: Ground, ...options: readonly string[]) {
    this.#ground = ground;
    this.#options = options;
    this.socket = join(ground.folder, 'docker.sock');
  }

  /** Starts it, and waits until it answers. @param within what runs it, elsewhere */
  async start(within: readonly string[] = []): Promise<void> {
    const folder = (name: string): string => join(this.#ground.folder, `docker-${name}`);
    this.#isElsewhere = within.length > 0;
    this.#engine = this.#ground.start([
      ...within,
      ...['dockerd', '-H', `unix://${this.socket}`, '--storage-driver', 'vfs'],
      ...['--data-root', folder('data'), '--exec-root', folder('run'), '--pidfile', folder('pid')],
      ...this.#options,
    ]);
    await until('dockerd', () => this.call('version').then(Boolean, () => false));
    await this.#ground.image(`docker -H unix://${this.socket} import - bb`);
  }

  call(...args: readonly string[]): Promise<string> {
    return this.#ground.run(['docker', '-H', `unix://${this.socket}`, ...args]);
  }

  /** Starts a container that serves HTTP on a port of its own. @returns its id */
  serve(name: string, options: readonly string[], port = 80, image = 'bb'): Promise<string> {
    return this.run(name, options, ['httpd', '-f', '-p', String(port)], image);
  }

  /** Starts a container that does something of busybox's. @returns its id */
  run(name: string, options: readonly string[], applet: readonly string[], image = 'bb'): Promise<string> {
    return this.call('run', '-d', '--name', name, ...LIMITS, ...options, image, '/bin/busybox', ...applet);
  }

  /** Ends the engine, and its containers unless they are to live on. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    // What runs it elsewhere, unshare(1), waits for it and minds no other signal.
    if (this.#engine !== undefined)
      await this.#ground.end(this.#engine, this.#isElsewhere ? 'SIGKILL' : signal);
  }

  /** Ends all of it. */
  async remove(): Promise<void> {
    const ids = await this.call('ps', '-aq');
    if (ids !== '') await this.call('rm', '-f', ...ids.split('\n'));
    await this.end();
  }
}
