/** What is offered, and what is not, where a port is kept for others or by what the user cannot do without. */
import { PORTS_UNUSED } from '../host/unusedPorts';
import assert from 'node:assert/strict';
import { makePlan } from '../../src/core/kill/plan';
import type { ProcessOwner } from '../../src/core/model/process';
import { explainPort } from '../../src/core/ports/explainPort';
import { listeningPorts } from '../../src/core/ports/listeningPorts';
import type { Failure } from '../../src/extension/addressInUse/failures';
import { notify } from '../../src/extension/addressInUse/notify';
import { detailsOf } from '../../src/extension/editor/details';
import { portAnswer } from '../../src/extension/editor/mentionAnswers';
import { answerOf } from '../../src/extension/kill/killAnswers';
import { portTargets } from '../../src/core/ports/portTargets';
import { killQuestion } from '../../src/extension/kill/questions';
import { freeBy } from '../../src/core/tools/freePortTool';
import { Names } from '../../src/extension/names';
import { portReport } from '../../src/extension/ports/portReport';
import type { PortFacts } from '../../src/core/model/portFacts';
import type { Snapshot } from '../../src/core/model/snapshot';
import { FakeEngine } from '../unit/extension/fakeEngine';
import { portFacts } from '../unit/portFacts';
import { process as made, snapshot } from '../unit/snapshots';

const PORT = 3000;
const named = (comm: string): ProcessOwner => made({ comm, uid: 0, commandLine: [comm] });
const machineOf = (owner: ProcessOwner): Snapshot => snapshot([{ inode: 7, pids: [owner.pid] }], [owner]);

const ORDINARY = made({ executable: '/usr/bin/node' });
const PRETENDER = made({ comm: 'docker-proxy', executable: '/usr/bin/node', commandLine: ['docker-proxy'] });
const KEPT =
  'docker-proxy dockerd containerd-shim conmon rootlessport rootlesskit pasta slirp4netns gvproxy kubelet'
    .split(' ')
    .map(named);
const GUARDED = 'sshd systemd-resolve gnome-shell Xorg dbus-daemon'.split(' ').map(named);
const SERVER = made({ commandLine: ['node', '/srv/vscode-server/out/server-main.js'] });

function engineOf(owner: ProcessOwner): FakeEngine {
  const engine = new FakeEngine();
  engine.onScan = () => machineOf(owner);
  engine.onPortFacts = () => factsOf(owner);
  return engine;
}

function factsOf(owner: ProcessOwner): PortFacts {
  return portFacts(machineOf(owner), { port: PORT });
}

/** What a message on a port in use offers, to a command that ended and to one that did not. */
async function offered(owner: ProcessOwner, ownPid = 1_000_000, engine = engineOf(owner)): Promise<string[]> {
  const all = new Set<string>();
  for (const hasEnded of [true, false]) {
    const failure = {
      complaint: { port: PORT, transport: 'tcp', goesOn: false },
      ...(hasEnded && { command: { terminal: {}, line: { value: 'npm start' } } }),
    } as Failure;
    await notify(failure, {
      engine,
      ownPid,
      ports: PORTS_UNUSED,
      view: { show: async () => true },
      roots: { of: () => [], terminalOf: () => undefined },
      say: async (_text, ...actions) => {
        for (const action of actions) all.add(action);
        return undefined;
      },
    });
  }
  return [...all];
}

describe('a port that is kept for others', () => {
  it('is offered to be freed of ordinary programs alone, in a message', async () => {
    for (const owner of [ORDINARY, PRETENDER]) {
      assert.deepEqual(await offered(owner), ['Free Port and Run Again', 'Show', 'Free Port'], owner.comm);
    }
    for (const owner of KEPT) assert.deepEqual(await offered(owner), ['How to Free It', 'Show'], owner.comm);
    for (const owner of [...GUARDED, SERVER]) assert.deepEqual(await offered(owner), ['Show'], owner.comm);
    assert.deepEqual(await offered(ORDINARY, ORDINARY.pid), ['Show'], 'this window’s own');
  });

  it('is not offered to be freed where no signal may be sent, in a message', async () => {
    const inContainer = made({ pid: 1, executable: '/usr/bin/node' });
    assert.deepEqual(await offered(inContainer), ['Show'], 'what runs the container');
    for (const owner of [ORDINARY, ...KEPT]) {
      const engine = engineOf(owner);
      const machine = machineOf(owner);
      engine.onScan = () => ({ ...machine, ownerScan: { ...machine.ownerScan, procPids: 'other' } });
      assert.deepEqual(await offered(owner, 1_000_000, engine), ['Show'], owner.comm);
    }
  });

  it('is offered to be ended of ordinary programs alone, in a hover', () => {
    const monitor = { snapshot: undefined } as unknown as Parameters<typeof detailsOf>[2]['monitor'];
    const names = new Names(() => assert.fail('no names were expected to be asked for'));
    const hover = (owner: ProcessOwner): string => {
      const mention = { port: PORT, start: 0, end: 4 } as unknown as Parameters<typeof detailsOf>[0];
      const rows = listeningPorts(machineOf(owner));
      return detailsOf(mention, portAnswer(mention, rows), { monitor, names, roots: { of: () => [] } }).value;
    };
    for (const owner of [ORDINARY, PRETENDER]) assert.match(hover(owner), /Kill Process…/);
    for (const owner of [...KEPT, ...GUARDED, SERVER]) assert.doesNotMatch(hover(owner), /Kill Process…/);
  });

  it('is not asked about for an agent', async () => {
    const asked: string[] = [];
    const call = async (owner: ProcessOwner): Promise<string> => {
      const end = async (): Promise<undefined> => void asked.push(owner.comm);
      return freeBy(end, { port: PORT, transport: 'tcp' }, engineOf(owner), () => false);
    };
    for (const owner of KEPT)
      assert.match(
        await call(owner),
        /^nothing was ended: .* keeps the port for|^nothing was ended: the way into/,
      );
    for (const owner of [...GUARDED, SERVER]) assert.match(await call(owner), /^nothing was ended: pid 42 /);
    assert.deepEqual(asked, []);
    await call(PRETENDER);
    assert.deepEqual(asked, ['docker-proxy']);
  });

  it('is explained with the line that helps', () => {
    const report = portReport(explainPort(factsOf(named('docker-proxy'))));
    assert.match(report, /Docker keeps the port for a container\. To free it, stop the container\./);
    assert.match(report, /^ {4}docker stop \$\(docker ps --quiet --filter publish=3000\)$/m);
    assert.match(portReport(explainPort(factsOf(named('sshd')))), /lets users log in from other machines/);
    assert.doesNotMatch(portReport(explainPort(factsOf(PRETENDER))), /keeps the port/);
  });

  it('asks for a kill only with a strong warning', async () => {
    const detailOf = async (owner: ProcessOwner): Promise<string> => {
      const targets = listeningPorts(machineOf(owner)).flatMap(portTargets);
      return killQuestion(await makePlan(targets, { kind: 'kill' }, engineOf(owner), () => false)).detail;
    };
    for (const owner of KEPT)
      assert.match(await detailOf(owner), /^WARNING: pid 42 .*what it is kept for broken/);
    for (const owner of [...GUARDED, SERVER]) assert.match(await detailOf(owner), /^WARNING: pid 42 /);
    for (const owner of [ORDINARY, PRETENDER]) assert.doesNotMatch(await detailOf(owner), /WARNING/);
  });

  it('is not offered to be ended with more rights', () => {
    const pids = (process: ProcessOwner): readonly number[] =>
      answerOf({ results: [{ process, ending: { kind: 'denied' } }], ports: [], signal: 'SIGTERM' })
        .deniedPids;
    for (const owner of [...KEPT, ...GUARDED, SERVER]) assert.deepEqual(pids(owner), [], owner.comm);
    assert.deepEqual(pids(PRETENDER), [42]);
  });
});
