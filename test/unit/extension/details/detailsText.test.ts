import assert from 'node:assert/strict';
import '../fakeVscode';
import type { ProcessOrigin } from '../../../../src/core/model/origin';
import type { ProcessOwner } from '../../../../src/core/model/process';
import { rowsOf } from '../../../../src/core/query/page/pageSources';
import { subjectOf } from '../../../../src/extension/details/detailRows';
import type { Subject } from '../../../../src/extension/details/detailsSubject';
import { detailsOf, detailsText } from '../../../../src/extension/details/detailsText';
import type { Told } from '../../../../src/extension/details/told';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { nodeOf } from '../../../../src/extension/views/tree/row';
import { Names } from '../../../../src/extension/names';
import { likelyOwner } from '../../likelyOwners';
import { type MadeSocket, process, snapshot } from '../../snapshots';

function details(
  socket: MadeSocket,
  origins: readonly ProcessOrigin[] = [],
  served: readonly ProcessOwner[] = [],
): string {
  const taken = snapshot([socket], [process({ membership: { unit: 'before.service' } })], { scope: 'all' });
  const row = rowsOf('connections', taken).row(0);
  const facts = {
    snapshot: taken,
    names: new Names(() => Promise.resolve([])),
    roots: { of: () => [] },
    sockets: [{ row, isGone: false, told: {} }],
    origins,
    served,
  };
  return detailsText({ id: 'x', title: 'Details', sockets: [row], owners: row.owners }, facts);
}

describe('details', () => {
  it('tell who is likely with the evidence, and of a socket of systemd the service that it is for', () => {
    const kept = likelyOwner({
      unit: 'ssh.socket',
      service: 'ssh.service',
      processes: [],
      count: 0,
      evidence: ['socketUnit'],
    });
    const sshd = process({ pid: 812, uid: 0, comm: 'sshd', membership: { unit: 'ssh.service' } });
    // A unit of that name may be a user's, too.
    const users = process({ pid: 900, comm: 'mine', membership: { unit: 'ssh.service', isUserUnit: true } });
    const text = details({ likelyOwner: kept }, [], [process(), sshd, users]);
    assert.match(text, /\n\nProcesses of ssh\.service\n {2}sshd \(pid 812\)\n\n/);
    assert.match(details({ likelyOwner: kept }), /\n\nProcesses of ssh\.service\n {2}none now\n\n/);
    assert.match(
      text,
      /^ {2}Likely ssh\.socket → ssh\.service: kept by systemd for ssh\.socket → ssh\.service\.$/m,
    );
    assert.match(text, /^ {2}Likely unit +ssh\.socket → ssh\.service$/m);
    assert.match(text, /^ {2}Service it is for +ssh\.service$/m);
    assert.match(text, /^ {2}Processes in it +0$/m);
    assert.doesNotMatch(text, /Process node|Likely process/);
  });

  it('name the process that is likely, with its pid and when it began', () => {
    const text = details({ likelyOwner: likelyOwner({ count: 3 }) });
    assert.match(text, /^ {2}Likely process +sshd \(pid 812\)$/m);
    assert.match(text, /^ {2}Process started +[\d,]+ days ago/m);
    assert.match(text, /^ {2}Processes in it +3$/m);
  });

  it('tell the unit of a process once, as it is now', () => {
    const origin = { pid: 42, startTime: 100, ancestors: [], membership: { unit: 'web.service' } };
    const text = details({ pids: [42] }, [origin]);
    assert.match(text, /^ {2}systemd unit +web\.service$/m);
    assert.doesNotMatch(text, /before\.service/);
  });

  it('tell the unit of a process that has ended as it was seen last', () => {
    assert.match(details({ pids: [42] }), /^ {2}systemd unit +before\.service$/m);
  });
});

describe('details of a port', () => {
  const server = process({
    comm: 'node',
    commandLine: ['node', 'server.js'],
    workingDirectory: '/srv/shop',
    windowRoots: [7],
    description: { what: 'vite', project: 'shop' },
  });
  const curl = process({ pid: 99, startTime: 900, comm: 'curl', commandLine: ['curl'] });
  const client = (port: number): MadeSocket[] => [
    { local: ['127.0.0.1', 3000], remote: ['127.0.0.1', port], state: 1, inode: port, pids: [42] },
    { local: ['127.0.0.1', port], remote: ['127.0.0.1', 3000], state: 1, inode: port + 1, pids: [99] },
  ];
  const sockets: MadeSocket[] = [
    { local: ['127.0.0.1', 3000], state: 10, inode: 500, pids: [42] },
    ...client(40_000),
    ...client(40_010),
  ];
  const ancestors = [{ pid: 41, startTime: 50, comm: 'npm', commandLine: ['npm', 'run', 'dev'] }];

  function told(made = sockets, isRunning = true): Told {
    const taken = snapshot(made, [server, curl], { scope: 'all' });
    const [port] = listeningPorts(taken);
    assert.ok(port);
    const subject = subjectOf(nodeOf('p', undefined, { id: 'p', label: '3000', port }, []), 0) as Subject;
    const { description } = server;
    return detailsOf(subject, {
      snapshot: taken,
      names: new Names(() => Promise.resolve([])),
      roots: { of: () => [{ task: 'dev' }] },
      sockets: subject.sockets.map((row) => ({ row, isGone: !isRunning, told: {} })),
      origins: isRunning
        ? [{ pid: 42, startTime: 100, ancestors, membership: {}, ...(description && { description }) }]
        : [],
      served: [],
    });
  }

  const linked = ({ text, links }: Told): string[] =>
    links.map(({ line, from, to, link }) => {
      return `${text.split('\n')[line]?.slice(from, to) ?? ''} > ${link.deed} ${link.target.join(' ')}`;
    });

  it('say first what it is, then what it does, then the numbers of the kernel', () => {
    const { text } = told();
    const order = [
      /^Details of /,
      /^Process node server\.js|^Process node/m,
      /^ {2}What it is +vite · shop$/m,
      /^ {2}Command +node server\.js$/m,
      /^ {2}Working directory +\/srv\/shop$/m,
      /^ {2}Started in +task “dev”$/m,
      /^ {2}Started by +/m,
      /^ {2}Open sockets: 3 /m,
      /^Clients: 2 · curl ×2$/m,
      /^TCP 127\.0\.0\.1:3000 · LISTEN$/m,
      / has it$/m,
    ].map((part) => text.search(part));
    assert.ok(!order.includes(-1), `${order.join()}\n${text}`);
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
      text,
    );
  });

  it('lead to folder, terminal, parents, clients and sockets, by ids', () => {
    const links = linked(told());
    for (const link of [
      '/srv/shop > folder process 42 100',
      'task “dev” > terminal process 42 100',
      'npm (pid 41) > details process 41 50',
      'listens on 127.0.0.1:3000 (TCP) > details socket inet 500',
    ])
      assert.ok(links.includes(link), links.join('\n'));
    assert.ok(
      links.some((link) => /^ESTABLISHED {2}curl \(pid 99\) > details socket inet 40000$/.test(link)),
      links.join('\n'),
    );
  });

  it('offer what may be done, and nothing of what has closed and ended', () => {
    assert.deepEqual(
      told().lenses.map(({ link }) => link.deed),
      ['clients', 'explain', 'free', 'terminal', 'folder', 'sockets', 'kill'],
    );
    const gone = told(sockets, false);
    assert.deepEqual(gone.lenses, []);
    assert.deepEqual(gone.links, []);
  });

  it('say that nobody is connected', () => {
    assert.match(told(sockets.slice(0, 1)).text, /^Clients: none now$/m);
  });
});
