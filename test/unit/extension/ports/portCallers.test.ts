/**
 * Everything that offers to free a port, or tells why it is busy, over one table of situations: all have to come to the
 * same, for all ask `core/ports`.
 */
import { EDITOR_PID, type MadeMachine, NAMES, QUESTION, Scene } from './portScene';
import { said } from '../fakeVscode';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessOwner } from '../../../../src/core/model/process';
import { explain } from '../../../../src/core/ports/explainPort';
import type { FreeObstacle } from '../../../../src/core/ports/portHolders';
import { portTargets } from '../../../../src/core/ports/portTargets';
import { answersTo } from '../../../../src/extension/find/findItems';
import { portReport } from '../../../../src/extension/ports/portReport';
import { container, containersOf, DB, OTHER, PORT } from '../../keptContainers';
import { likelyOwner } from '../../likelyOwners';
import { LIKELY_SITUATIONS } from '../../likelySituations';
import { type MadeSocket, process as made, snapshot } from '../../snapshots';

interface Situation extends MadeMachine {
  readonly obstacle: FreeObstacle['kind'] | undefined;
  /** Whether it is kept for others, where something else speaks against ending its owners too. */
  readonly isManaged?: true;
  /** The container that is to be stopped instead, by its id. */
  readonly container?: string;
  /** Whom a question would end. */
  readonly ends: readonly number[];
}

const NODE = made({ pid: 42, executable: '/usr/bin/node' });
const PROXY_ARGUMENTS = '-proto tcp -host-ip 0.0.0.0 -host-port 3000 -container-port 80'.split(' ');
const proxy = (pid: number): ProcessOwner =>
  made({
    pid,
    uid: 0,
    comm: 'docker-proxy',
    executable: '/usr/bin/docker-proxy',
    commandLine: ['docker-proxy', ...PROXY_ARGUMENTS],
  });
/** It is visible as a process, and its sockets are not. */
const SSHD = made({ pid: 812, startTime: 90, uid: 0, comm: 'sshd' });
const on = (pids: readonly number[], more: MadeSocket = {}): MadeSocket => ({ pids, ...more });
const IPV6 = { protocol: 'tcp6', local: ['0:0:0:0:0:0:0:1', 3000] } as const;
const UDP = { protocol: 'udp', local: ['0.0.0.0', 3000] } as const;
const SCTP = { protocol: 'sctp', local: ['0.0.0.0', 3000], state: 10 } as const;
const UDP_LITE = { protocol: 'udplite', local: ['0.0.0.0', 3000] } as const;
const { ownerScan } = snapshot([]);

const SITUATIONS: Readonly<Record<string, Situation>> = {
  'a plain listener': { sockets: [on([42])], owners: [NODE], obstacle: undefined, ends: [42] },
  nobody: { sockets: [on([42], { local: ['0.0.0.0', 3001] })], owners: [NODE], obstacle: 'nobody', ends: [] },
  'the end of a connection': {
    sockets: [on([42], { state: 1, remote: ['10.0.0.1', 443] })],
    owners: [NODE],
    obstacle: 'nobody',
    ends: [],
  },
  docker: { sockets: [on([50])], owners: [proxy(50)], obstacle: 'manager', ends: [50] },
  'docker for IPv4 and IPv6': {
    sockets: [on([50]), on([51], IPV6)],
    owners: [proxy(50), proxy(51)],
    obstacle: 'manager',
    ends: [50, 51],
  },
  'docker for a container that is known': {
    sockets: [on([50], { local: ['0.0.0.0', 3000] })],
    owners: [proxy(50)],
    containers: containersOf([container({ keepers: [50] })]),
    container: DB,
    obstacle: 'manager',
    ends: [50],
  },
  'docker for one of two containers': {
    sockets: [on([50], { local: ['0.0.0.0', 3000] })],
    owners: [proxy(50)],
    containers: containersOf([container({ keepers: [50] }), container({ id: OTHER, keepers: [50] })]),
    obstacle: 'manager',
    ends: [50],
  },
  'a container’s port that nobody listens on': {
    sockets: [],
    owners: [],
    containers: containersOf([container()]),
    container: DB,
    obstacle: 'nobody',
    ends: [],
  },
  'a container’s port whose holder is not known': {
    sockets: [on([], { local: ['0.0.0.0', 3000] })],
    owners: [],
    containers: containersOf([container()]),
    container: DB,
    obstacle: 'unknownOwner',
    ends: [],
  },
  'a plain listener, beside a container on another address': {
    sockets: [on([42])],
    owners: [NODE],
    containers: containersOf([container({ ports: [{ ...PORT, hostAddress: '192.0.2.1' }] })]),
    obstacle: undefined,
    ends: [42],
  },
  rootlessport: {
    sockets: [on([60])],
    owners: [made({ pid: 60, comm: 'rootlessport', executable: '/usr/libexec/podman/rootlessport' })],
    obstacle: 'manager',
    ends: [60],
  },
  'sshd, and systemd for it': {
    sockets: [on([1, 700])],
    owners: [
      made({ pid: 1, uid: 0, comm: 'systemd', commandLine: ['/sbin/init'] }),
      made({ pid: 700, uid: 0, comm: 'sshd', commandLine: ['sshd: /usr/sbin/sshd -D'] }),
    ],
    obstacle: 'guard',
    isManaged: true,
    ends: [700],
  },
  'another window’s server of VS Code': {
    sockets: [on([70])],
    owners: [
      made({
        pid: 70,
        executable: '/home/alice/.vscode-server/bin/abc/node',
        commandLine: ['node', '/home/alice/.vscode-server/bin/abc/out/server-main.js'],
      }),
    ],
    obstacle: 'guard',
    ends: [70],
  },
  'a program that is only called like an editor': {
    sockets: [on([42])],
    owners: [made({ comm: 'cursor', executable: '/home/alice/app/cursor', commandLine: ['cursor'] })],
    obstacle: undefined,
    ends: [42],
  },
  'this window': {
    sockets: [on([EDITOR_PID])],
    owners: [made({ pid: EDITOR_PID })],
    obstacle: 'own',
    ends: [EDITOR_PID],
  },
  'an unknown owner': { sockets: [on([])], owners: [], obstacle: 'unknownOwner', ends: [] },
  ...Object.fromEntries(
    Object.entries(LIKELY_SITUATIONS).map(([name, { owner }]): [string, Situation] => {
      const sockets = [on([], { uid: 0, likelyOwner: owner })];
      return [name, { sockets, owners: [SSHD], obstacle: 'unknownOwner', ends: [] }];
    }),
  ),
  'a plain listener for IPv4, and a likely owner for IPv6': {
    sockets: [on([42]), on([], { ...IPV6, uid: 0, likelyOwner: likelyOwner() })],
    owners: [NODE, SSHD],
    obstacle: undefined,
    ends: [42],
  },
  'a server and its workers': {
    sockets: [on([42, 43, 44])],
    owners: [NODE, made({ pid: 43, parentPid: 42 }), made({ pid: 44, parentPid: 42 })],
    obstacle: undefined,
    ends: [42],
  },
  'two servers that share it': {
    sockets: [on([42, 45])],
    owners: [NODE, made({ pid: 45 })],
    obstacle: undefined,
    ends: [42, 45],
  },
  'different programs for IPv4 and IPv6': {
    sockets: [on([42]), on([46], IPV6)],
    owners: [NODE, made({ pid: 46, comm: 'python3', executable: '/usr/bin/python3' })],
    obstacle: undefined,
    ends: [42, 46],
  },
  'a plain listener for IPv4, and Docker for IPv6': {
    sockets: [on([42]), on([51], IPV6)],
    owners: [NODE, proxy(51)],
    obstacle: 'manager',
    ends: [51, 42],
  },
  'Docker for UDP alone': {
    sockets: [on([42]), on([50], UDP)],
    owners: [NODE, proxy(50)],
    obstacle: undefined,
    ends: [42],
  },
  'Docker for SCTP and UDP-Lite alone': {
    sockets: [on([42]), on([50], SCTP), on([50], UDP_LITE)],
    owners: [NODE, proxy(50)],
    obstacle: undefined,
    ends: [42],
  },
  'pids of another namespace': {
    sockets: [on([42])],
    owners: [NODE],
    obstacle: 'otherPidNamespace',
    ends: [],
    more: { ownerScan: { ...ownerScan, procPids: 'other' } },
  },
};

describe('a port that is to be free', () => {
  for (const [name, situation] of Object.entries(SITUATIONS)) {
    const { obstacle, ends } = situation;
    const isManaged = situation.isManaged ?? obstacle === 'manager';
    const isRelied = isManaged || obstacle === 'guard';
    const isListenedOn = obstacle !== 'nobody';

    it(`is the same to all who can free it: ${name}`, async () => {
      const scene = new Scene(situation);
      const freed = await scene.command();
      const isRefused = isManaged || obstacle === 'nobody' || obstacle === 'unknownOwner';
      assert.deepEqual(scene.asked, isRefused ? undefined : ends, 'the command');
      const id = situation.container?.slice(0, 12);
      assert.equal(
        said.splice(0).some((text) => text === `Stop container ${id} to free port 3000?`),
        id !== undefined,
        'the command',
      );
      if (isManaged && id === undefined) assert.equal(freed, 'managed');
      else assert.equal(freed === 'declined', !isRefused || id !== undefined);
      const asked = scene.asked;
      await scene.task('free');
      assert.deepEqual(scene.asked, asked, 'the task');

      const { outcome = '' } = await scene.chat('free_port');
      assert.deepEqual(scene.asked, obstacle === undefined ? ends : undefined, 'the chat');
      const stop = `Stop container ${id} to free port 3000?`;
      assert.equal(said.splice(0).includes(stop), id !== undefined, 'the chat');
      const question = await scene.mcp();
      const isOffered = id !== undefined;
      assert.equal(
        question.startsWith('nothing was ended: '),
        obstacle !== undefined && !isOffered,
        question,
      );
      assert.equal(question.startsWith(`${stop}\n`), isOffered, question);
      assert.equal(String(outcome).includes(`container ${id} (“db”`), isOffered, String(outcome));
      for (const pid of obstacle === undefined ? ends : []) assert.match(question, new RegExp(`pid ${pid} `));

      const { actions } = await scene.notification();
      assert.equal(actions.includes('Free Port'), obstacle === undefined, 'the notification');
      assert.equal(actions.includes('How to Free It'), obstacle === 'manager', 'the notification');
      assert.equal(actions.includes('Why?'), !isListenedOn, 'the notification');
    });

    it(`is the same to all who tell of it: ${name}`, async () => {
      const scene = new Scene(situation);
      const { listeners } = scene;
      const hasOwner = listeners.some(({ leader }) => leader !== undefined);
      if (listeners.length === 1) {
        assert.equal(scene.hover().includes('Kill Process…'), hasOwner && !isRelied, 'the hover');
      }
      const targets = listeners.filter(({ leader }) => leader === undefined).flatMap(portTargets);
      assert.deepEqual(targets, [], 'what is not known, or only likely, is nobody’s target');
      if (hasOwner) {
        const detail = await scene.rowCommand();
        assert.deepEqual(scene.asked, ends, 'the row’s command');
        assert.equal(detail.startsWith('WARNING'), isRelied || obstacle === 'own', detail);
      }
      const items = answersTo(String(QUESTION.port), scene.machine, NAMES).filter(
        ({ port }) => port !== undefined,
      );
      const found = items.filter(({ port }) => port?.port === QUESTION.port && port.transport === 'tcp');
      assert.equal(found.length, listeners.length, 'the quick pick');
      assert.deepEqual(
        found.map(({ buttons = [] }) => buttons.some(({ action }) => action.id === 'kill')),
        listeners.map(({ leader }) => leader !== undefined),
        'the quick pick',
      );

      const explained = await scene.chat('explain_port');
      assert.equal('doNotEnd' in explained, isRelied, 'the chat’s explanation');
      const owner = await scene.chat('find_port_owner');
      const told = (owner['listeners'] as { transport: string }[]).filter(
        ({ transport }) => transport === 'tcp',
      );
      assert.equal(told.length > 0, isListenedOn, 'the chat’s owner');
      assert.equal(
        told.some((listener) => 'doNotEnd' in listener),
        isRelied,
        'the chat’s owner',
      );
      const report = portReport(await explain(QUESTION, scene.engine));
      assert.equal(
        /keeps the port for|It is a part of VS Code|It lets users log in/.test(report),
        isRelied,
        report,
      );
      // What packet rules hand on is taken, too.
      const isTaken = isListenedOn || situation.container !== undefined;
      assert.equal(await scene.task('waitForListening'), isTaken ? 0 : 1);
      assert.equal(await scene.task('waitForFree'), isTaken ? 1 : 0);
    });
  }

  it('is looked for, and judged, by core/ports alone', () => {
    const src = join(__dirname, '../../../../src');
    const places = /^(?:core\/(?:kill|tools)|extension|node\/mcp|node\/engine\/answers)\//;
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
      (file) => places.test(file) && file.endsWith('.ts'),
    );
    assert.ok(files.length > 100);
    // Comparing a table's ports, and the parts of the judgement of which a caller could leave one out.
    const own =
      /\.localPort\[[^\]]+\] ?(?:\?\? 0\) ?)?[!=]==|\.localPort\.\w+\(|\b(?:managerOf|guardOf|findParents)\(/;
    assert.deepEqual(
      files.filter((file) => own.test(readFileSync(join(src, file), 'utf8'))),
      ['extension/watch/statusBar.ts'],
      'the status bar counts all ports, and looks for none',
    );
  });
});
