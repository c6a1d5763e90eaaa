import assert from 'node:assert/strict';
import { emptiness } from '../../../../src/core/query/emptiness';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { problemsOf } from '../../../../src/core/query/problems';
import { urlOf } from '../../../../src/core/query/url';
import type { ContainerFacts } from '../../../../src/core/model/container';
import type { ProcessOwner } from '../../../../src/core/model/process';
import { dbContainer, dockerProxy } from '../../knownContainers';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const ports = (sockets: readonly MadeSocket[], owners = [process()]) =>
  listeningPorts(snapshot(sockets, owners));

describe('the URL of a port', () => {
  for (const [address, port, url] of [
    ['0.0.0.0', 3000, 'http://localhost:3000'],
    ['127.0.0.1', 3000, 'http://localhost:3000'],
    ['127.0.0.2', 3000, 'http://127.0.0.2:3000'],
    ['192.168.1.5', 8443, 'https://192.168.1.5:8443'],
  ] as const) {
    it(`on ${address} is ${url}`, () => {
      const [row] = ports([{ local: [address, port] }]);
      assert.equal(row && urlOf(row), url);
    });
  }

  it('has brackets in IPv6', () => {
    const [row] = ports([{ protocol: 'tcp6', local: ['fd00:0:0:0:0:0:0:1', 80] }]);
    assert.equal(row && urlOf(row), 'http://[fd00::1]:80');
  });

  it('of a container speaks what its own port tells', () => {
    const url = (
      socket: MadeSocket,
      owner: ProcessOwner,
      facts: Partial<ContainerFacts>,
    ): string | undefined => {
      const machine = snapshot([socket], [owner], { containers: [dbContainer(facts)] });
      const [row] = listeningPorts(machine);
      return row && urlOf(row);
    };
    const [https] = [
      { transport: 'tcp', hostAddress: '0.0.0.0', hostPort: 3000, containerPort: 443 },
    ] as const;
    const proxied: MadeSocket = { local: ['0.0.0.0', 3000], pids: [700] };
    assert.equal(url(proxied, dockerProxy(), { ports: [https] }), 'https://localhost:3000');
    const http = { ...https, containerPort: 8000 };
    assert.equal(url(proxied, dockerProxy(), { ports: [http], image: 'shop' }), 'http://localhost:3000');
    assert.equal(url(proxied, dockerProxy(), { ports: [{ ...https, containerPort: 5432 }] }), undefined);
  });

  it('is none for UDP, nor for what no browser gets an answer from', () => {
    for (const socket of [{ protocol: 'udp' }, { local: ['127.0.0.1', 5432] }] as const) {
      const [row] = ports([socket]);
      assert.equal(row && urlOf(row), undefined);
    }
  });
});

describe('an empty list', () => {
  const source = (status: 'ok' | 'absent' | 'denied') => [{ file: 'self/net/tcp', status, rows: 0 }];
  it('says why', () => {
    assert.equal(emptiness(snapshot([]), 0), 'none');
    assert.equal(emptiness(snapshot([]), 2), 'filtered');
    assert.equal(emptiness(snapshot([], [], { sources: source('denied') }), 0), 'denied');
    assert.equal(emptiness(snapshot([], [], { sources: source('absent') }), 0), 'noTables');
    assert.equal(emptiness(snapshot([], [], { platform: 'wsl1' }), 0), 'wsl1');
    assert.equal(emptiness(snapshot([], [], { platform: 'unsupported' }), 0), 'unsupported');
  });
});

describe('what could not be read', () => {
  it('is named by file and line, with the line as it stands', () => {
    const raw = new TextEncoder().encode('  1: ZZ');
    const issue = { file: 'self/net/tcp', line: 7, field: 'local_address', reason: 'is missing', raw };
    const [problem] = problemsOf(snapshot([], [], { issues: [{ ...issue, rowKept: false }] }));
    assert.deepEqual(problem, {
      id: 'self/net/tcp:7:local_address',
      file: '/proc/self/net/tcp',
      line: 7,
      reason: 'local_address is missing',
      raw: '  1: ZZ',
      rowKept: false,
    });
  });

  it('is a file that failed, or was denied where others were read; an absent one is no problem', () => {
    const source = (file: string, status: 'ok' | 'absent' | 'denied' | 'failed') => ({
      file,
      status,
      rows: 0,
    });
    const some = [source('a', 'ok'), source('b', 'denied'), source('c', 'absent'), source('d', 'failed')];
    assert.deepEqual(
      problemsOf(snapshot([], [], { sources: some })).map(({ id }) => id),
      ['b', 'd'],
    );
    const none = [source('b', 'denied'), source('c', 'denied')];
    assert.deepEqual(problemsOf(snapshot([], [], { sources: none })), []);
  });
});
