import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ContainerFacts, EngineStatus } from '../../../../src/core/model/container';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandFor, containerLine, stopContainerLine } from '../../../../src/core/ports/managerCommands';
import { typedLine } from '../../../../src/core/text/typedLine';
import { locate, whyMissing } from '../../../host/programs';
import { skipWithReason } from '../../../skip';
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
    Pick<ContainerFacts, 'runtime' | 'engine' | 'engineIs'>,
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
      'the Podman that told of it',
      { runtime: 'podman', engine: '/run/user/1000/podman/podman.sock' },
      1000,
      [],
      'podman --url unix:///run/user/1000/podman/podman.sock stop',
    ],
    [
      'root’s Podman by its socket',
      { runtime: 'podman', engine: '/run/podman/podman.sock' },
      undefined,
      [],
      'sudo podman stop',
    ],
    [
      'no engine in another pid namespace',
      { runtime: 'docker', engineIs: 'otherPids' },
      0,
      [DENIED],
      undefined,
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
          assert.match(line, /^(?:sudo )?[a-z]+ (?:(?:-H|--url) unix:\/[\w./-]+ )?stop [0-9a-f]{64}$/);
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

describe('lines that look into a container', () => {
  const deeds = ['stop', 'logs', 'shell'] as const;
  /** What each has behind the tool. */
  const words = (id: string) => ({
    stop: ['stop', id],
    logs: ['logs', '-f', id],
    shell: ['exec', '-it', id, 'sh'],
  });
  type Engine = readonly [
    Pick<ContainerFacts, 'runtime' | 'engine'>,
    uid: number | undefined,
    tool: string[],
    denied?: readonly EngineStatus[],
  ];
  const engines: readonly Engine[] = [
    [{ runtime: 'docker', engine: '/run/a-b.c_d.sock' }, 0, ['docker', '-H', 'unix:///run/a-b.c_d.sock']],
    [{ runtime: 'docker' }, 0, ['docker', '-H', 'unix:///var/run/docker.sock']],
    [{ runtime: 'docker' }, undefined, ['docker']],
    [{ runtime: 'docker' }, 0, ['sudo', 'docker', '-H', `unix://${DENIED.socket}`], [DENIED]],
    [{ runtime: 'podman', engine: '/run/podman/podman.sock' }, undefined, ['sudo', 'podman']],
    [{ runtime: 'podman', engine: '/tmp/p.sock' }, 1000, ['podman', '--url', 'unix:///tmp/p.sock']],
    [{ runtime: 'podman' }, 0, ['sudo', 'podman']],
    [{ runtime: 'podman' }, 1000, ['podman']],
    [{ runtime: 'cri-o' }, 0, ['sudo', 'crictl']],
    ...['/a b', "/a'b", '/$(id)', '/a;id', '/a\nb', '/a\\b', '/~', '/a*', '/%self', '-x', '/é'].map(
      (engine): Engine => [{ runtime: 'docker', engine }, 0, ['docker']],
    ),
  ];
  const lines = engines.flatMap(([facts, uid, tool, denied]) =>
    deeds.map((deed) => {
      const line = containerLine(deed, { ...facts, id: DB }, uid, denied) ?? assert.fail();
      return { line, words: [...tool, ...words(DB)[deed]] };
    }),
  );
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'netstat lines '));
    for (const program of ['sudo', 'docker', 'podman']) {
      const file = join(folder, program);
      writeFileSync(file, `#!/bin/sh\nprintf '<%s>' ${program} "$@"\nprintf '\\n'\n`);
      chmodSync(file, 0o755);
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are typed as they are, and are none of what has no tool or no whole id', () => {
    for (const { line } of lines) assert.equal(typedLine(line), line);
    for (const deed of deeds) {
      for (const runtime of ['lxc', 'containerd', 'unknown'] as const) {
        assert.equal(containerLine(deed, { runtime, id: DB }), undefined);
      }
      for (const id of ['db', DB.slice(1), `${DB}\n`, '$(id)', '']) {
        assert.equal(containerLine(deed, { runtime: 'docker', id }), undefined);
      }
    }
  });

  for (const shell of ['sh', 'dash', 'bash', 'zsh', 'fish'] as const) {
    it(`run nothing but that in ${shell}`, function () {
      skipWithReason(this, whyMissing(shell));
      const { stdout, stderr, status } = spawnSync(
        locate(shell) ?? '',
        ['-c', lines.map(({ line }) => line).join('\n')],
        { encoding: 'utf8', cwd: folder, env: { PATH: folder, HOME: folder } },
      );
      assert.deepEqual([stderr, status], ['', 0]);
      const expected = lines.map((each) => each.words.map((word) => `<${word}>`).join(''));
      assert.deepEqual(stdout.trimEnd().split('\n'), expected);
    });
  }
});
