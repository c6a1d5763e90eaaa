import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ContainerFacts, EngineStatus } from '../../../../src/core/model/container';
import { commandFor, stopContainerLine } from '../../../../src/core/ports/managerCommands';
import { DB } from '../../keptContainers';
import { assertProperty } from '../../property';
import { process } from '../../snapshots';

const docker = (socket: string, outcome: EngineStatus['outcome']): EngineStatus => ({
  socket,
  runtime: 'docker',
  outcome,
});
const DENIED = docker('/run/docker-alt.sock', 'denied');

describe('the line that stops a container', () => {
  const lines: readonly (readonly [
    string,
    Pick<ContainerFacts, 'runtime' | 'engine'>,
    number | undefined,
    readonly EngineStatus[],
    string | undefined,
  ])[] = [
    [
      'the engine that told of it',
      { runtime: 'docker', engine: '/a/b.sock' },
      0,
      [DENIED],
      'docker -H unix:///a/b.sock stop',
    ],
    [
      'the engine that may not be asked',
      { runtime: 'docker' },
      0,
      [DENIED],
      'sudo docker -H unix:///run/docker-alt.sock stop',
    ],
    [
      'one of two that may not be asked',
      { runtime: 'docker' },
      0,
      [DENIED, docker('/run/c.sock', 'denied')],
      'docker -H unix:///var/run/docker.sock stop',
    ],
    [
      'a user’s own Docker',
      { runtime: 'docker' },
      1000,
      [],
      'docker -H unix:///run/user/1000/docker.sock stop',
    ],
    ['a Docker of nobody knows whom', { runtime: 'docker' }, undefined, [], 'docker stop'],
    [
      'a socket that would do more than stand there',
      { runtime: 'docker', engine: '/tmp/$(id).sock' },
      0,
      [],
      'docker stop',
    ],
    ['root’s Podman', { runtime: 'podman' }, 0, [], 'sudo podman stop'],
    ['one’s own Podman', { runtime: 'podman' }, 1000, [], 'podman stop'],
    [
      'root’s Podman by its socket',
      { runtime: 'podman', engine: '/run/podman/podman.sock' },
      undefined,
      [],
      'sudo podman stop',
    ],
    ['CRI-O', { runtime: 'cri-o' }, 0, [], 'sudo crictl stop'],
    ['what has no tool that is known', { runtime: 'lxc' }, 0, [], undefined],
  ];
  for (const [name, facts, uid, engines, line] of lines) {
    it(`is that of ${name}`, () => {
      assert.equal(stopContainerLine({ ...facts, id: DB }, uid, engines), line && `${line} ${DB}`);
    });
  }

  it('has no id but one of 64 hexadecimal digits in it, and nothing else that anybody chose', () => {
    const ids = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.stringMatching(/^[0-9a-f]{1,70}$/),
      fc.constantFrom(DB, DB.toUpperCase(), `${DB}\n`, ` ${DB}`, `${DB}; id`, DB.slice(1), `-${DB}`),
    );
    const sockets = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('/run/a.sock', '/a b', '/a;id', '/$(id)', '/a\nb', "/'", '-x'),
    );
    const runtimes = fc.constantFrom('docker', 'podman', 'cri-o', 'containerd', 'lxc', 'unknown' as const);
    assertProperty(
      fc.tuple(ids, sockets, runtimes, fc.constantFrom(0, 1000, undefined)),
      ([id, socket, runtime, uid]) => {
        const line = stopContainerLine({ runtime, id, engine: socket }, uid, [docker(socket, 'denied')]);
        if (!/^[0-9a-f]{64}$/.test(id)) assert.equal(line, undefined);
        else if (line !== undefined)
          assert.match(line, /^(?:sudo )?[a-z]+ (?:-H unix:\/[\w./-]+ )?stop [0-9a-f]{64}$/);
        const owners = [
          process({ comm: 'conmon', commandLine: ['conmon', '-c', id] }),
          process({ comm: 'containerd-shim', commandLine: ['shim', '-namespace', 'moby', '-id', id] }),
        ];
        for (const owner of owners) {
          for (const kind of ['docker', 'podman', 'crio', 'containerd', 'kubernetes'] as const) {
            const command = commandFor(3000, kind, owner) ?? '';
            const hasId = /^[0-9a-f]{64}$/.test(id);
            assert.equal(/ stop [^$]/.test(command), hasId, command);
          }
        }
      },
    );
  });
});
