import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Docker } from '../containers/docker';
import { Ground, whyNoEngines } from '../containers/ground';
import { Podman } from '../containers/podman';
import { isInOwnNetwork } from '../host/ownNetwork';
import { FarEngine } from './farEngine';
import { Workbench } from './workbench';

const LABELS = 'com.docker.compose';

/** What the scene's containers were made of, as a person would write it. */
const COMPOSE = `services:
  db:
    image: postgres:16
    ports:
      - "15432:5432"
  web:
    image: shop-web
    ports:
      - "127.0.0.1:18080:80"
  mail:
    image: mailpit
    ports:
      - "18025:8025"
`;

/** Keeps a connection to the database: busybox' server ends one that says nothing. */
const STAY_CONNECTED = 'while true; do sleep 40 | /bin/busybox nc db 5432; done';

/** What the scenarios play on: one scene and one window for all. */
export interface Stage {
  readonly scene: ContainerScene;
  readonly workbench: Workbench;
}

/** Why the scene cannot be made here; undefined where it can. */
export function whyNoContainers(): string | undefined {
  const reason = whyNoEngines('dockerd', 'docker', 'podman', 'conmon');
  if (reason !== undefined || isInOwnNetwork()) return reason;
  return 'the network of this machine is not one to run a container engine of the tests’ own in';
}

/**
 * A project of Compose's in a real Docker engine, and a container of Podman's, in the network of the tests: their ports are
 * those that the views show.
 */
export class ContainerScene {
  readonly docker: Docker;
  readonly podman: Podman;
  /** The project's folder. */
  readonly folder: string;
  readonly #ground: Ground;
  readonly #far: FarEngine;

  private constructor(ground: Ground, folder: string) {
    this.#ground = ground;
    this.#far = new FarEngine(join(ground.folder, 'far.sock'));
    this.folder = folder;
    this.docker = new Docker(ground);
    this.podman = new Podman(ground, 'podman');
  }

  /** Makes it, and has windows that are opened from then on ask its engine. */
  static async make(): Promise<ContainerScene> {
    const { session } = Workbench;
    const scene = new ContainerScene(await Ground.make('shared'), await session.newFolder());
    const engines = [scene.docker.socket, scene.#far.socket];
    await session.writeMachineSettings({ 'netstat.containers.engines': engines });
    await Promise.all([scene.#compose(), scene.#alone(), scene.#far.start()]);
    return scene;
  }

  async remove(): Promise<void> {
    await Workbench.session.writeMachineSettings({});
    try {
      await Promise.all([this.docker.remove(), this.podman.remove(), this.#far.end()]);
    } finally {
      await this.#ground.remove();
    }
  }

  async #compose(): Promise<void> {
    const { docker } = this;
    await writeFile(join(this.folder, 'compose.yml'), COMPOSE);
    await docker.start();
    await docker.call('network', 'create', 'shop');
    const networked = ['--network', 'shop'];
    for (const tag of ['postgres:16', 'shop-web:latest', 'registry:2']) await docker.call('tag', 'bb', tag);
    const database = [...networked, '-p', '15432:5432', ...this.#labels('db')];
    await docker.serve('db', database, 5432, 'postgres:16');
    const web = [...networked, '-p', '127.0.0.1:18080:80', ...this.#labels('web')];
    await docker.serve('web', web, 80, 'shop-web:latest');
    await docker.call('exec', '-d', 'web', '/bin/busybox', 'sh', '-c', STAY_CONNECTED);
    await this.registry();
  }

  /** Starts a container that is deleted when it ends. */
  async registry(): Promise<void> {
    const options = ['--rm', '--restart', 'no', '-p', '15000:5000'];
    await this.docker.serve('registry', options, 5000, 'registry:2');
  }

  /** Ends the proxy that has a port, as an engine without one: its packet rules hand the port on all the same. */
  async endProxy(port: number): Promise<void> {
    for (const pid of await this.#ground.listeners(port)) process.kill(pid, 'SIGKILL');
  }

  async #alone(): Promise<void> {
    await this.podman.import();
    await this.podman.serve('cache', ['-p', '16379:6379'], 6379);
  }

  #labels(service: string): string[] {
    return [
      ...[`project=shop`, `service=${service}`],
      ...[`project.working_dir=${this.folder}`, `project.config_files=${join(this.folder, 'compose.yml')}`],
    ].flatMap((label) => ['--label', `${LABELS}.${label}`]);
  }
}
