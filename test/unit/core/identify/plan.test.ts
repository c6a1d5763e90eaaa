import assert from 'node:assert/strict';
import { planAll, planOne, type ToIdentify } from '../../../../src/core/identify/plan';
import type { ProcessOwner } from '../../../../src/core/model/process';
import { listeningPorts, type ListeningPort } from '../../../../src/core/ports/listeningPorts';
import { likelyOwner, POSTGRES_UNIT } from '../../likelyOwners';
import { type MadeSocket, process, snapshot } from '../../snapshots';

function portOf(owner: Partial<ProcessOwner>, socket: MadeSocket = {}): ListeningPort {
  const [port] = listeningPorts(snapshot([{ pids: [42], ...socket }], [process(owner)]));
  assert.ok(port);
  return port;
}

function unseen(socket: MadeSocket): ListeningPort {
  const [port] = listeningPorts(snapshot([socket]));
  assert.ok(port);
  return port;
}

function asked(port: ListeningPort): ToIdentify {
  const one = planOne(port);
  assert.ok('listener' in one);
  return one;
}

function run(line: string, more: Partial<ProcessOwner> = {}): Partial<ProcessOwner> {
  const commandLine = line.split(' ');
  const comm = commandLine[0] ?? '';
  return { comm, commandLine, executable: `/usr/bin/${comm}`, ...more };
}

describe('whom Identify asks', () => {
  it('connects to the listener’s own address, to a loopback one of those that listen on all', () => {
    const addressOf = (...sockets: MadeSocket[]): string => {
      const [port] = listeningPorts(
        snapshot(
          sockets.map((each) => ({ pids: [42], ...each })),
          [process()],
        ),
      );
      assert.ok(port);
      return asked(port).listener.address;
    };
    assert.equal(addressOf({ local: ['127.0.0.2', 3000] }), '127.0.0.2');
    assert.equal(addressOf({ local: ['0.0.0.0', 3000] }), '127.0.0.1');
    assert.equal(addressOf({ local: ['0:0:0:0:0:0:0:0', 3000], protocol: 'tcp6' }), '::1');
    assert.equal(addressOf({ local: ['10.0.0.5', 3000] }), '10.0.0.5');
    assert.equal(addressOf({ local: ['10.0.0.5', 3000] }, { local: ['127.0.0.1', 3000] }), '127.0.0.1');
    const local = 'fe80:0:0:0:0:0:0:1';
    const linked = [
      { local: [local, 3000], protocol: 'tcp6' } as const,
      { local: ['fd00:0:0:0:0:0:0:1', 3000], protocol: 'tcp6' } as const,
    ];
    assert.equal(addressOf(...linked), 'fd00::1');
  });

  it('goes by names, then by the port', () => {
    const suggestedFor = (owner: Partial<ProcessOwner>, port: number): unknown =>
      asked(portOf(owner, { local: ['127.0.0.1', port] })).listener.suggested;
    assert.equal(suggestedFor(run('redis-server *:5432'), 5432), 'redis');
    assert.equal(suggestedFor(run('node a.js'), 5432), 'postgres');
    assert.equal(suggestedFor(run('node a.js', { description: { what: 'vite' } }), 7), 'http');
    assert.equal(suggestedFor(run('nginx'), 443), 'tls');
    assert.equal(suggestedFor(run('node a.js'), 4711), undefined);
    const port = unseen({ local: ['127.0.0.1', 4711], likelyOwner: POSTGRES_UNIT });
    assert.equal(asked(port).listener.suggested, 'postgres');
  });

  it('cannot ask where no connection of TCP leads', () => {
    assert.equal(Object(planOne(portOf({}, { protocol: 'udp' }))).why, 'udp');
    assert.equal(Object(planOne({ ...portOf({}), transport: 'sctp' })).why, 'sctp');
    assert.equal(Object(planOne({ ...portOf({}), sockets: [] })).why, 'nobody');
  });

  it('leaves out of all who passes it on, starts, stops, prints, or ends by it; one that was chosen is asked after a question', () => {
    for (const [owner, port, caution] of [
      [run('ssh -N -L 5432:db:5432 bastion'), 5432, 'forwarder'],
      [run('ssh -NL 5432:db:5432 bastion', { executable: '/opt/bin/ssh' }), 5432, 'forwarder'],
      [run('kubectl port-forward svc/db 5432'), 5432, 'forwarder'],
      [
        run(
          'docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 80 -container-ip 172.17.0.2 -container-port 80',
        ),
        80,
        'forwarder',
      ],
      [run('socat TCP-LISTEN:80,fork TCP:elsewhere:80'), 80, 'forwarder'],
      [{ comm: 'sshd', commandLine: ['sshd: alice@notty'] }, 8080, 'forwarder'],
      [run('systemd', { pid: 42, executable: '/usr/lib/systemd/systemd' }), 631, 'starts'],
      [run('node --inspect a.js'), 9229, 'debugger'],
      [run('java -agentlib:jdwp=transport=dt_socket,server=y,address=5005 -jar a.jar'), 5005, 'debugger'],
      [run('node a.js'), 9100, 'printer'],
      [run('nc -l 4000'), 4000, 'once'],
    ] as const) {
      const row = portOf(owner, { local: ['0.0.0.0', port] });
      assert.deepEqual(
        planAll([row]),
        { toAsk: [], leftOut: [{ port: row, why: caution }] },
        owner.commandLine?.[0],
      );
      assert.deepEqual(asked(row).cautions, [caution]);
    }
  });

  it('asks the others', () => {
    for (const [owner, port] of [
      [run('node server.js'), 3000],
      [run('postgres'), 5432],
      [{ comm: 'sshd', commandLine: ['sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups'] }, 22],
      [run('nc -lk 4000'), 4000],
      [run('java -jar orders.jar'), 8080],
    ] as const) {
      const { toAsk, leftOut } = planAll([portOf(owner, { local: ['0.0.0.0', port] })]);
      assert.equal(toAsk.length, 1, JSON.stringify(leftOut));
    }
  });

  it('leaves out whose program nobody can see, unless it is likely enough', () => {
    const whyOf = (socket: MadeSocket): unknown => planAll([unseen(socket)]).leftOut[0]?.why;
    assert.equal(whyOf({ local: ['0.0.0.0', 8080], uid: 0 }), 'unseen');
    assert.equal(whyOf({ likelyOwner: likelyOwner() }), undefined);
    assert.equal(whyOf({ likelyOwner: POSTGRES_UNIT }), undefined);
    const dockers = likelyOwner({ unit: 'docker.service', processes: [] });
    assert.equal(whyOf({ likelyOwner: dockers }), 'forwarder');
    const session = likelyOwner({ unit: 'session-3.scope', processes: [] });
    assert.equal(whyOf({ likelyOwner: session }), 'unseen');
    const remote = likelyOwner({ unit: 'session-3.scope' });
    assert.equal(whyOf({ likelyOwner: remote }), 'forwarder');
    const waiting = likelyOwner({ unit: 'cups.socket', processes: [], evidence: ['socketUnit'] });
    assert.equal(whyOf({ likelyOwner: waiting }), 'starts');
  });
});
