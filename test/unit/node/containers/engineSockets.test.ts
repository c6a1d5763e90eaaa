/** Which sockets of engines there are, and which may be opened: connecting to others would start an engine. */
import assert from 'node:assert/strict';
import type { EnginesSetting } from '../../../../src/core/model/container';
import { createHash } from 'node:crypto';
import type { SeenEngine } from '../../../../src/node/containers/containersHere';
import {
  type EngineSocket,
  engineSockets,
  evidenceFor,
  hasEngineSocket,
  type SocketIdentity,
  type SocketSurroundings,
} from '../../../../src/node/containers/engineSockets';
import { fakeSurroundings } from './fakeSurroundings';

const USER = 1000;
const RUN = `/run/user/${USER}`;

function paths(surroundings: SocketSurroundings, setting: EnginesSetting = 'auto'): string[] {
  return engineSockets(setting, surroundings).map(({ path }) => path);
}

function contextFile(name: string, host: string): [string, string] {
  const folder = createHash('sha256').update(name).digest('hex');
  return [
    `/home/u/.docker/contexts/meta/${folder}/meta.json`,
    JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }),
  ];
}

describe('the sockets of engines', () => {
  it('are those in the usual places that are there', () => {
    const all = [
      '/var/run/docker.sock',
      `${RUN}/docker.sock`,
      `${RUN}/podman/podman.sock`,
      '/run/podman/podman.sock',
    ];
    const found = engineSockets('auto', fakeSurroundings({ sockets: all }));
    assert.deepEqual(
      found.map(({ path, runtime }) => `${runtime} ${path}`),
      all.map((path) => `${path.includes('podman') ? 'podman' : 'docker'} ${path}`),
    );
    assert.deepEqual(paths(fakeSurroundings({ sockets: all.slice(1, 2) })), all.slice(1, 2));
    assert.deepEqual(paths(fakeSurroundings({})), []);
  });

  it('are there or not, whoever may open them', () => {
    const sockets = ['/run/podman/podman.sock'];
    assert.equal(hasEngineSocket('auto', fakeSurroundings({ sockets })), true);
    assert.equal(hasEngineSocket('off', fakeSurroundings({ sockets })), false);
    assert.equal(hasEngineSocket(['/not/there.sock'], fakeSurroundings({ sockets })), false);
    assert.equal(
      hasEngineSocket('auto', fakeSurroundings({ environment: { DOCKER_HOST: 'unix:///a.sock' } })),
      false,
    );
  });

  it('are the one of DOCKER_HOST, where that is a path, and the one of the context in use', () => {
    const sockets = ['/a.sock', '/b.sock'];
    const environment = { DOCKER_HOST: 'unix:///a.sock' };
    const files = new Map([
      ['/home/u/.docker/config.json', '{"currentContext":"mine"}'],
      contextFile('mine', 'unix:///b.sock'),
      contextFile('other', 'unix:///a.sock'),
    ]);
    assert.deepEqual(paths(fakeSurroundings({ sockets, environment })), ['/a.sock']);
    assert.deepEqual(paths(fakeSurroundings({ sockets, files })), ['/b.sock']);
    assert.deepEqual(paths(fakeSurroundings({ sockets, files, environment: { DOCKER_CONTEXT: 'other' } })), [
      '/a.sock',
    ]);
    assert.deepEqual(paths(fakeSurroundings({ sockets, files, environment })), ['/b.sock', '/a.sock']);
    for (const host of ['tcp://127.0.0.1:2375', 'ssh://host', 'unix://relative', '']) {
      assert.deepEqual(paths(fakeSurroundings({ environment: { DOCKER_HOST: host } })), [], host);
    }
  });

  it('are found though configuration files are rubbish', () => {
    for (const text of ['', '{', 'null', '{"currentContext":7}', '{"currentContext":"none"}']) {
      const files = new Map([['/home/u/.docker/config.json', text]]);
      assert.deepEqual(paths(fakeSurroundings({ files, sockets: ['/var/run/docker.sock'] })), [
        '/var/run/docker.sock',
      ]);
    }
    const files = new Map([
      ['/elsewhere/config.json', '{"currentContext":"mine"}'],
      contextFile('mine', 'unix:///b.sock'),
    ]);
    const environment = { DOCKER_CONFIG: '/elsewhere' };
    assert.deepEqual(paths(fakeSurroundings({ files, environment, sockets: ['/b.sock'] })), []);
  });

  it('are each once, whatever leads there', () => {
    const surroundings = fakeSurroundings({
      environment: { DOCKER_HOST: 'unix:///run/docker.sock' },
      sockets: ['/var/run/docker.sock', '/run/docker.sock'],
      inodeOf: () => 7,
    });
    assert.deepEqual(paths(surroundings), ['/run/docker.sock']);
  });

  it('are those of the setting alone, and none where it is off', () => {
    const surroundings = fakeSurroundings({ sockets: ['/var/run/docker.sock', '/x.sock'] });
    assert.deepEqual(paths(surroundings, 'off'), []);
    assert.deepEqual(paths(surroundings, ['unix:///x.sock', '/y.sock', 'tcp://h:1', 'relative', '/z\0']), [
      '/x.sock',
      '/y.sock',
    ]);
  });

  it('are told of where the user named one that is not there, or may not be reached', () => {
    const named = fakeSurroundings({ environment: { DOCKER_HOST: 'unix:///gone.sock' } });
    assert.deepEqual(engineSockets('auto', named), [
      { path: '/gone.sock', runtime: 'docker', identity: undefined, chosenBy: 'environment' },
    ]);
    const [denied] = engineSockets('auto', fakeSurroundings({ denied: ['/run/podman/podman.sock'] }));
    assert.equal(denied?.identity, 'denied');
  });
});

describe('a socket', () => {
  const engine = (more: Partial<SeenEngine> = {}): SeenEngine => ({
    ...{ runtime: 'docker', sockets: [], takesOthers: true, isElsewhere: false, uid: 0 },
    hasOtherPids: false,
    ...more,
  });
  const socket = (more: Partial<EngineSocket> = {}): EngineSocket => ({
    ...{ path: '/var/run/docker.sock', runtime: 'docker', chosenBy: 'usual' },
    identity: { device: 1, inode: 2, uid: 0 },
    ...more,
  });
  const podman = socket({
    path: `${RUN}/podman/podman.sock`,
    runtime: 'podman',
    identity: { device: 1, inode: 3, uid: USER },
  });
  const may = (
    which: EngineSocket,
    engines: readonly SeenEngine[],
    podmanUsers: readonly number[] = [],
    startsPodman = false,
    identity?: SocketIdentity,
  ): boolean => evidenceFor(which, engines, new Set(podmanUsers), startsPodman, () => identity) !== undefined;

  it('is not opened where nothing shows that its engine runs', () => {
    assert.equal(may(socket(), []), false);
    assert.equal(may(socket({ chosenBy: 'environment' }), []), false);
    assert.equal(may(podman, [engine()]), false);
  });

  it('is opened where a process of its owner serves it, or may', () => {
    assert.equal(may(socket(), [engine()]), true);
    assert.equal(may(socket(), [engine({ sockets: ['/var/run/docker.sock'], takesOthers: false })]), true);
    assert.equal(may(podman, [engine({ runtime: 'podman', uid: USER })]), true);
  });

  it('is not opened for an engine that serves another, or another user’s process that calls itself one', () => {
    assert.equal(may(socket(), [engine({ sockets: ['/mine.sock'], takesOthers: false })]), false);
    assert.equal(may(socket(), [engine({ uid: USER })]), false);
    assert.equal(may(socket(), [engine({ uid: USER, sockets: ['/var/run/docker.sock'] })]), false);
    assert.equal(may(podman, [engine({ runtime: 'podman', uid: 0 })]), false);
  });

  it('is taken for that of an engine of this pid namespace before one of another, whose file may be another', () => {
    const own = engine({ sockets: ['/var/run/docker.sock'] });
    const other = { ...own, hasOtherPids: true };
    const found = (...engines: SeenEngine[]): unknown =>
      evidenceFor(socket(), engines, new Set(), false, () => undefined)?.engine;
    assert.equal(found(other, own), own);
    assert.equal(found(other), other);
  });

  it('is known by another path that leads to it', () => {
    const other = engine({ sockets: ['/run/docker.sock'], takesOthers: false });
    assert.equal(may(socket(), [other], [], false, { device: 1, inode: 2, uid: 0 }), true);
    assert.equal(may(socket(), [other], [], false, { device: 1, inode: 9, uid: 0 }), false);
  });

  it('of Podman may start its service only where the user allows it, and his containers run', () => {
    assert.equal(may(podman, [], [USER]), false);
    assert.equal(may(podman, [], [USER], true), true);
    assert.equal(may(podman, [], [0], true), false);
    assert.equal(may(socket(), [], [0], true), false);
  });

  it('that the setting names is opened', () => {
    assert.equal(may(socket({ chosenBy: 'setting' }), []), true);
  });
});
