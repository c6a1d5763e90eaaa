import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, copyFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineServer, response } from '../unit/node/containers/engineServer';

/** Listens, has a process below it, and ends with it, as conmon(8) does for a container; and with the test. */
const CONMON = `
  process.stdin.resume().on('end', () => process.exit()).on('error', () => process.exit());
  const child = require('child_process').spawn(process.execPath, ['-e', 'process.stdin.resume().on("end", () => process.exit())'], { stdio: ['pipe', 'ignore', 'ignore'] });
  child.once('exit', () => process.exit());
  const server = require('net').createServer().listen(0, '127.0.0.1', () =>
    console.log(JSON.stringify({ port: server.address().port, pid: child.pid })));`;

/** A port that the engine says is published, and nobody listens on. */
export const HANDED_ON = 47_011;
/** That of a container which runs on another machine. */
export const FAR = 47_012;

/** A container of Podman's as /proc shows one: a conmon that has its port, and a process below that; and its engine. */
export class MadeContainer {
  readonly id = 'c0ffee'.padEnd(64, '0');
  readonly #server = new EngineServer();
  #conmon: ChildProcess | undefined;
  /** The port of this machine that is the container's. */
  port = 0;
  #pid = 0;

  /** The engine's socket: an engine is Podman's by its path. */
  get socket(): string {
    return join(this.#server.folder, 'podman.sock');
  }

  /** The first line of each request to the engine. */
  get requests(): readonly string[] {
    return this.#server.requests;
  }

  get isRunning(): boolean {
    return this.#conmon?.exitCode === null && this.#conmon.signalCode === null;
  }

  async start(): Promise<void> {
    const { folder } = this.#server;
    const [program, script] = [join(folder, 'conmon'), join(folder, 'conmon.js')];
    // A process cannot choose what its executable is called.
    copyFileSync(process.execPath, program, constants.COPYFILE_FICLONE);
    writeFileSync(script, CONMON);
    const args = [script, '-c', this.id, '-n', 'db'];
    this.#conmon = spawn(program, args, {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdout } = this.#conmon;
    if (stdout === null) throw new Error('no pipe');
    const [said] = (await once(stdout, 'data')) as [Buffer];
    const { port, pid } = JSON.parse(said.toString()) as { port: number; pid: number };
    [this.port, this.#pid] = [port, pid];
    this.#server.answering = (connection, request) =>
      void this.#answerTo(request).then((answer) => connection.end(answer));
    await this.#server.start();
    symlinkSync(this.#server.path, this.socket);
  }

  async remove(): Promise<void> {
    await this.#end();
    await this.#server.remove();
  }

  async #end(): Promise<void> {
    const conmon = this.#conmon;
    if (conmon === undefined || !this.isRunning) return;
    const ended = once(conmon, 'exit');
    conmon.kill('SIGKILL');
    await ended;
  }

  async #answerTo(request: string): Promise<string> {
    const [method, path = ''] = request.split(' ');
    if (method === 'GET' && path === '/v4.0.0/libpod/containers/json') {
      return response(JSON.stringify(this.isRunning ? [this.#listed, FAR_ONE] : [FAR_ONE]));
    }
    if (path === `/containers/${this.id}/json`) return response(JSON.stringify(this.#details));
    if (method === 'POST' && path === `/containers/${this.id}/stop`) {
      await this.#end();
      return response('', 204);
    }
    return response('{"message":"no such container"}', 404);
  }

  get #listed(): object {
    return {
      Id: this.id,
      Names: ['db'],
      Image: 'postgres:16',
      State: 'running',
      Pid: this.#pid,
      // Its process is in the network of the tests, as of a container without one of its own.
      HostConfig: { NetworkMode: 'bridge' },
      Created: '2026-01-02T03:04:05Z',
      Labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'database' },
      Ports: [this.port, HANDED_ON].map((hostPort) => published(hostPort, 5432)),
    };
  }

  get #details(): object {
    const bound = (port: number): object[] => [{ HostIp: '127.0.0.1', HostPort: String(port) }];
    return {
      Id: this.id,
      Name: 'db',
      Config: { Image: 'postgres:16' },
      State: { Running: this.isRunning, Pid: this.#pid, StartedAt: '2026-01-02T03:04:05.6Z' },
      HostConfig: { AutoRemove: true, RestartPolicy: { Name: 'no' } },
      NetworkSettings: { Ports: { '5432/tcp': [...bound(this.port), ...bound(HANDED_ON)] } },
    };
  }
}

const FAR_ONE = {
  Id: 'fa'.repeat(32),
  Names: ['far'],
  Image: 'nginx',
  State: 'running',
  Pid: 2_147_483_647,
  Created: '2026-01-02T03:04:05Z',
  Ports: [published(FAR, 80)],
};

function published(hostPort: number, containerPort: number): object {
  return {
    host_ip: '127.0.0.1',
    host_port: hostPort,
    container_port: containerPort,
    protocol: 'tcp',
    range: 1,
  };
}
