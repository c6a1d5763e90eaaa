import '../fakeVscode';
import assert from 'node:assert/strict';
import type { ContainerFacts, EngineStatus } from '../../../../src/core/model/container';
import type { Ancestor, ProcessOwner } from '../../../../src/core/model/process';
import { explainPort } from '../../../../src/core/ports/explainPort';
import { portReport } from '../../../../src/extension/ports/portReport';
import { container, containersOf, DB, fromProcAlone, SOCKET } from '../../keptContainers';
import { portFacts } from '../../portFacts';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const ALL: MadeSocket = { local: ['0.0.0.0', 3000], uid: 0, pids: [50] };
const ARGUMENTS = '-proto tcp -host-ip 0.0.0.0 -host-port 3000 -container-ip 172.17.0.2 -container-port 5432';
const PROXY = process({
  pid: 50,
  uid: 0,
  comm: 'docker-proxy',
  executable: '/usr/bin/docker-proxy',
  commandLine: ['docker-proxy', ...ARGUMENTS.split(' ')],
});
const STOP = `docker -H unix://${SOCKET} stop ${DB}`;

interface Given {
  readonly sockets?: readonly MadeSocket[];
  readonly owners?: readonly ProcessOwner[];
  readonly containers?: readonly ContainerFacts[];
  readonly engines?: readonly EngineStatus[];
  readonly parents?: readonly Ancestor[];
}

function report({
  sockets = [ALL],
  owners = [PROXY],
  containers = [],
  engines,
  parents = [],
}: Given): string {
  const known = containersOf(containers, engines);
  const facts = portFacts(snapshot(sockets, owners, { containers }), {
    trials: [{ address: '0.0.0.0', outcome: 'free' }],
  });
  const origins = owners.map(({ pid, startTime }) => ({
    pid,
    startTime,
    ancestors: parents,
    membership: {},
  }));
  return portReport(explainPort(facts, origins), undefined, known);
}

describe('the report on a port of a container', () => {
  it('names it, and types the line that stops it', () => {
    const text = report({ containers: [container({ keepers: [50] })] });
    assert.match(text, /It is for the container db \(postgres:16\)/);
    assert.ok(text.includes(`    ${STOP}\n`), text);
    assert.doesNotMatch(text, /docker ps/);
  });

  it('says once what is the same of all sockets that are kept for it', () => {
    const onAll6: MadeSocket = {
      ...{ protocol: 'tcp6', local: ['0:0:0:0:0:0:0:0', 3000], uid: 0, inode: 2, pids: [51] },
    };
    const text = report({
      sockets: [{ ...ALL, inode: 1 }, onAll6],
      owners: [PROXY, { ...PROXY, pid: 51 }],
      containers: [container({ keepers: [50, 51] })],
    });
    assert.match(
      text,
      /docker-proxy \(pid 5\d\) has .*:3000\ndocker-proxy \(pid 5\d\) has .*:3000\n {2}It is for the container db /,
    );
    for (const line of ['It is for the container', STOP, 'To free it, stop the container']) {
      assert.equal(text.split(line).length, 2, line);
    }
    assert.match(text, /\n {2}It takes every address, IPv4 and IPv6\.\n {4}User: /);
  });

  it('types it with sudo where the engine’s socket may not be opened', () => {
    const engines = [{ socket: SOCKET, runtime: 'docker', outcome: 'denied' }] as const;
    const text = report({ containers: [fromProcAlone({ keepers: [50] })], engines });
    assert.ok(text.includes(`    sudo ${STOP}\n`), text);
  });

  it('says why the line does not help where its engine cannot be asked by anybody', () => {
    const away = (engineIs: ContainerFacts['engineIs'], sockets: readonly MadeSocket[]): string =>
      report({
        containers: [{ ...fromProcAlone({ keepers: [50] }), ...(engineIs && { engineIs }) }],
        sockets,
      });
    for (const sockets of [[ALL], []]) {
      assert.match(away('down', sockets), /docker\.sock stop db[^]*Its engine does not run .*: start it/);
      const elsewhere = away('otherPids', sockets);
      assert.match(elsewhere, /Its engine runs in another pid namespace: stop it there\./);
      assert.doesNotMatch(elsewhere, /docker (?:-H|ps|stop)/);
      assert.doesNotMatch(away(undefined, sockets), /Its engine/);
    }
  });

  it('types the line that asks the engine where two may have it', () => {
    const two = [container({ keepers: [50] }), container({ id: 'e0'.repeat(32), keepers: [50] })];
    assert.match(report({ containers: two }), /docker stop \$\(docker ps --quiet --filter publish=3000\)/);
  });

  it('stops the container of a process on the network of the host, and nothing of what is not certain', () => {
    const inside = process({ pid: 60, membership: { container: { runtime: 'docker', id: DB } } });
    const host = container({ ports: [], networkMode: 'host' });
    const given = { sockets: [{ ...ALL, pids: [60] }], owners: [inside], containers: [host] };
    assert.match(report(given), new RegExp(`To free the port, stop the container:\\n {4}${STOP}`));
    const shared = {
      ...given,
      sockets: [{ ...ALL, pids: [60, 61] }],
      owners: [inside, process({ pid: 61 })],
    };
    assert.doesNotMatch(report(shared), /stop the container/);
  });

  it('tells that packet rules have it though a bind succeeds, and how to stop that', () => {
    const text = report({ sockets: [], owners: [], containers: [container()] });
    assert.match(text, /It is taken, though a bind succeeds: a container publishes it/);
    assert.match(text, /The container db \(postgres:16\).* publishes it\n/);
    assert.ok(text.includes(`    ${STOP}\n`), text);
    assert.doesNotMatch(text, /It is free/);
  });

  it('tells of one on its engine’s host apart, and stops nothing there', () => {
    const text = report({ sockets: [], owners: [], containers: [container({ isHere: false })] });
    assert.match(text, /It is free/);
    assert.match(text, /Not to blame\n[^]*Container db .* publishes this port on its engine’s host/);
    assert.doesNotMatch(text, /docker/);
  });
});

describe('the report on a port of Docker’s own', () => {
  const dockerd = process({
    pid: 50,
    uid: 0,
    comm: 'dockerd',
    executable: '/usr/bin/dockerd',
    commandLine: ['dockerd'],
  });

  it('says that no container has it, and types the line that stops the engine', () => {
    const text = report({ owners: [dockerd] });
    assert.match(
      text,
      /Docker has the port for itself: no container has it\..*\n {4}sudo systemctl stop docker\.service docker\.socket\n/,
    );
  });

  it('is none where a container publishes it, or the engine does not say', () => {
    const published = report({ owners: [dockerd], containers: [container()] });
    assert.ok(published.includes(`    ${STOP}\n`), published);
    assert.doesNotMatch(published, /systemctl/);
    const silent = report({
      owners: [dockerd],
      engines: [{ socket: SOCKET, runtime: 'docker', outcome: 'slow' }],
    });
    assert.doesNotMatch(silent, /for itself/);
  });
});

describe('the report on a proxy that was left behind', () => {
  const ended = /It was left behind: Docker has no container with this port.*\n {4}sudo kill 50\n/;
  const init: Ancestor = { pid: 1, startTime: 1, comm: 'systemd', commandLine: ['/sbin/init'] };

  it('types the line that ends it where its engine has no such container', () => {
    assert.match(report({ containers: [] }), ended);
  });

  it('types it where its engine has ended, and not while that runs and does not answer', () => {
    assert.match(report({ engines: [], parents: [init] }), ended);
    const dockerd = { ...init, pid: 40, comm: 'dockerd' };
    assert.doesNotMatch(report({ engines: [], parents: [dockerd, init] }), /left behind/);
  });

  it('is none where the container outlives the engine', () => {
    const alone = fromProcAlone({ keepers: [50] });
    const text = report({ engines: [], parents: [init], containers: [alone] });
    assert.doesNotMatch(text, /left behind/);
    assert.match(text, new RegExp(`stop ${DB}`));
  });
});
