import assert from 'node:assert/strict';
import type { ProcessOwner } from '../../../../src/core/model/process';
import { managerOf } from '../../../../src/core/query/explain/manager';

function owner(pid: number, comm: string, ...commandLine: string[]): ProcessOwner {
  return {
    pid,
    startTime: 1,
    parentPid: 1,
    uid: 0,
    comm,
    commandLine: commandLine.length > 0 ? commandLine : [comm],
  };
}

describe('who keeps a port for others', () => {
  it('is Docker where its proxy listens: the container is to be stopped', () => {
    const proxy = owner(812, 'docker-proxy', '/usr/bin/docker-proxy', '-proto', 'tcp', '-host-port', '8080');
    assert.deepEqual(managerOf(8080, [proxy]), {
      kind: 'docker',
      owner: proxy,
      command: 'docker stop $(docker ps --quiet --filter publish=8080)',
    });
  });

  it('is systemd where it listens, beside a service or alone: the socket unit is to be stopped', () => {
    const system = owner(1, 'systemd', '/sbin/init');
    const found = managerOf(22, [system, owner(700, 'sshd')]);
    assert.equal(found?.kind, 'systemd');
    assert.match(found.command, /^sudo systemctl stop \$\(systemctl list-sockets .*:22\$/);
    assert.match(managerOf(22, [owner(900, 'systemd')])?.command ?? '', /^systemctl --user stop /);
  });

  it('is nobody where a program listens for itself, whatever runs as pid 1', () => {
    assert.equal(managerOf(3000, [owner(42, 'node')]), undefined);
    assert.equal(managerOf(3000, [owner(1, 'node')]), undefined);
    assert.equal(managerOf(3000, []), undefined);
  });
});
