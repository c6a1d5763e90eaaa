import '../fakeVscode';
import assert from 'node:assert/strict';
import type { ProcessOrigin } from '../../../../src/core/model/origin';
import { explainPort } from '../../../../src/core/ports/explainPort';
import { detailsText } from '../../../../src/extension/details/detailsText';
import { portReport } from '../../../../src/extension/ports/portReport';
import { portFacts } from '../../portFacts';
import { type MadeSocket, process, snapshot } from '../../snapshots';

/** The line of a text that names the unit. */
const unitLine = (text: string): string | undefined =>
  text.split('\n').find((line) => line.includes('systemd unit'));

describe('the unit of the process that has a port', () => {
  const node = process({ pid: 5, comm: 'node' });
  const machine = snapshot([{ pids: [5] }], [node]);

  const shown = (unit: string): (string | undefined)[] => {
    const origin: ProcessOrigin = {
      pid: 5,
      startTime: node.startTime,
      ancestors: [],
      membership: { unit },
    };
    const report = portReport(explainPort(portFacts(machine), [origin]));
    const facts = {
      snapshot: machine,
      origins: [origin],
      sockets: [],
      names: {},
      roots: { of: () => [] },
    };
    const details = detailsText({ id: '', title: '', sockets: [], owners: [node] }, facts as never);
    return [report, details].map((text) => unitLine(text)?.replace(/.*systemd unit:? */, ''));
  };

  it('stands in its report and in its details as people call it, on one line', () => {
    assert.deepEqual(shown('web.service'), ['web.service', 'web.service']);
    assert.deepEqual(shown('my\\x2dapp.service'), ['my-app.service', 'my-app.service']);
    assert.deepEqual(shown('a\\x0aid\\x0a.service'), ['a id .service', 'a id .service']);
    assert.deepEqual(shown('a\\x1b[2J.service'), ['a<U+001B>[2J.service', 'a<U+001B>[2J.service']);
  });
});

describe('the report on a busy port', () => {
  const vite = process({
    pid: 42,
    description: { what: 'vite', project: 'shop' },
    commandLine: ['node', '/shop/node_modules/.bin/vite'],
    workingDirectory: '/shop',
  });
  const ANY6 = '0:0:0:0:0:0:0:0';
  const wildcards: MadeSocket[] = [
    { local: ['0.0.0.0', 3000], pids: [42] },
    { protocol: 'tcp6', local: [ANY6, 3000], pids: [42] },
  ];
  const client = (port: number, more: MadeSocket = {}): MadeSocket => {
    return { local: ['127.0.0.1', 3000], remote: ['127.0.0.1', port], state: 1, pids: [42], ...more };
  };
  const busy = { trials: [{ address: '0.0.0.0', outcome: 'inUse' } as const] };
  const report = (
    sockets: readonly MadeSocket[],
    more: Parameters<typeof portFacts>[1] = {},
    near?: number,
  ): string =>
    portReport(
      explainPort(portFacts(snapshot(sockets, [vite, process({ pid: 7 })]), { ...busy, ...more })),
      ...([undefined, undefined, undefined, near] as const),
    );

  it('leads with the sentence that answers, the command line and the clients', () => {
    const [answer, command, clients] = report([...wildcards, client(5001), client(5002)]).split('\n');
    assert.equal(answer, 'Port 3000 belongs to vite of shop (pid 42); end it, or choose another port.');
    assert.equal(command, 'Command: node /shop/node_modules/.bin/vite');
    assert.equal(clients, '2 clients are connected, and would lose their connections.');
  });

  it('names a port nearby that is free', () => {
    assert.match(report(wildcards, {}, 3001), /^Port 3000 .*; end it, or take port 3001, which is free\.\n/);
  });

  it('says once what is the same of 0.0.0.0 and [::] of one owner', () => {
    const text = report(wildcards);
    assert.match(
      text,
      /\nvite of shop \(pid 42\) has 0\.0\.0\.0:3000, \[::\]:3000\n {2}It takes every address, IPv4 and IPv6\.\n {4}User: alice\n/,
    );
    for (const once of [/ has /g, /It takes/g, /Working directory/g, /node_modules/g, /Command/g]) {
      assert.equal(text.match(once)?.length, 1, String(once));
    }
  });

  it('tells several owners apart, each with its command line', () => {
    const other = process({ pid: 43, comm: 'python3', commandLine: ['python3', '-m', 'http.server'] });
    const sockets: MadeSocket[] = [
      { local: ['127.0.0.1', 3000], pids: [42] },
      { local: ['127.0.0.2', 3000], pids: [43] },
    ];
    const text = portReport(explainPort(portFacts(snapshot(sockets, [vite, other]), busy)));
    assert.match(text, /^Port 3000 belongs to vite of shop \(pid 42\), python3 \(pid 43\); end them, or /);
    assert.match(
      text,
      /python3 \(pid 43\) has 127\.0\.0\.2:3000\n.*\n {4}Command: python3 -m http\.server\n/,
    );
    assert.equal(text.match(/Command: /g)?.length, 2);
  });

  it('counts a client only where it is one of its own', () => {
    const waiting = client(5003, { state: 6, pids: [] });
    const others = client(5004, { pids: [7] });
    assert.match(report([...wildcards, waiting, others, client(5005)]), /\n1 client is connected/);
    assert.match(
      report([{ local: ['127.0.0.2', 3000], pids: [42] }, client(5006)]),
      /\nNobody is connected to it\.\n/,
    );
  });

  it('blames nothing, and clears nothing, where nothing is there to be blamed', () => {
    assert.doesNotMatch(report(wildcards), /Not to blame/);
    assert.match(
      report(wildcards, { isReserved: true }),
      /Not to blame\n {2}It is in ip_local_reserved_ports/,
    );
  });

  it('answers with the verdict where nobody has the port', () => {
    const free = { trials: [{ address: '0.0.0.0', outcome: 'free' } as const] };
    assert.match(
      report([], free),
      /^Port 3000: It is free: a server can take it on every address\.\n\nWhat a bind/,
    );
    assert.match(
      report([client(5001, { state: 6, pids: [] })], free),
      /^Port 3000: It is free to servers that set/,
    );
  });

  it('says what cannot be ended, and so is no answer', () => {
    const sshd = process({
      pid: 42,
      uid: 0,
      comm: 'sshd',
      executable: '/usr/sbin/sshd',
      commandLine: ['sshd'],
    });
    const text = portReport(explainPort(portFacts(snapshot([{ pids: [42] }], [sshd]), busy)));
    assert.match(
      text,
      /^Port 3000 belongs to sshd \(pid 42\), which others rely on; choose another port\.\n/,
    );
    const unknown = portReport(explainPort(portFacts(snapshot([{ uid: 0 }]), busy)));
    assert.match(
      unknown,
      /^Port 3000 belongs to a process of 0 that you may not look into; choose another port\.\n/,
    );
    const denied = report([], { port: 80, trials: [{ address: '0.0.0.0', outcome: 'denied' }] }, 1024);
    assert.match(denied, /^Port 80 needs a privilege that you lack; take port 1024, which is free\.\n/);
  });
});
