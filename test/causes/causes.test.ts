/** Why ports are busy, each cause made for real in a network of its own, and asked of the MCP server that is shipped. */
import assert from 'node:assert/strict';
import { NOBODY, whyNoOtherUser } from '../host/users';
import { tellsBoundSockets } from '../kernelVersion';
import { skipWithReason } from '../skip';
import { hasNativeCode } from '../nativeCode';
import { type Answer, Network, whyNoNetwork } from './network';

const IN_USE = /EADDRINUSE|Address already in use/;

describe('the cause of a busy port', () => {
  let network: Network;
  before(function () {
    skipWithReason(this, whyNoNetwork());
  });
  beforeEach(async () => {
    network = await Network.make();
  });
  afterEach(() => network?.remove());

  const only = ({ causes }: Answer): Answer['causes'][number] => {
    assert.equal(causes.length, 1, JSON.stringify(causes));
    return causes[0] as Answer['causes'][number];
  };
  const pids = (processes: readonly { readonly pid: number }[] = []): number[] =>
    processes.map(({ pid }) => pid);

  it('is a socket that is bound and does not listen, which no table has', async () => {
    const { pid, port } = await network.situation('bound');
    assert.match(network.complaintOf('node', port), IN_USE);
    const answer = await network.explain(port);
    assert.match(answer.verdict, /^taken/);
    assert.match(only(answer).cause, /bound to the port and does not listen/);
    const { sockets, suspects } = only(answer);
    if (tellsBoundSockets && hasNativeCode) {
      assert.deepEqual(
        sockets?.map(({ processes }) => pids(processes)),
        [[pid]],
      );
    } else {
      // Others come along whose UNIX sockets are another network's.
      assert.ok(pids(suspects).includes(pid));
    }
  });

  it('is a listener on one address, which leaves the others', async () => {
    const { pid, port } = await network.situation('loopback');
    assert.match(network.complaintOf('python', port), IN_USE);
    const answer = await network.explain(port);
    assert.match(only(answer).takes ?? '', /this address/);
    assert.deepEqual(pids(only(answer).processes), [pid]);
    assert.match(answer.bindTrials['::1'] ?? '', /can be bound/);
    assert.match(answer.bindTrials['0.0.0.0'] ?? '', /in use/);
  });

  it('is a wildcard of IPv4, of IPv6, or of both', async () => {
    for (const [kind, takes, ipv4] of [
      ['wildcard', 'every IPv4 address', /in use/],
      ['both', 'every address, IPv4 and IPv6', /in use/],
      ['ipv6', 'every IPv6 address', /can be bound/],
    ] as const) {
      const { port } = await network.situation(kind);
      const answer = await network.explain(port);
      assert.equal(only(answer).takes, takes, kind);
      assert.match(answer.bindTrials['0.0.0.0'] ?? '', ipv4, kind);
      assert.equal(IN_USE.test(network.complaintOf('python', port)), takes !== 'every IPv6 address', kind);
    }
  });

  it('is a wildcard of IPv6 that bindv6only keeps from IPv4', async () => {
    network.set('ipv6/bindv6only', '1');
    const { port } = await network.situation('ipv6-as-set');
    const answer = await network.explain(port);
    assert.equal(only(answer).takes, 'every IPv6 address');
    assert.match(answer.bindTrials['0.0.0.0'] ?? '', /can be bound/);
    assert.equal(network.complaintOf('python', port), '');
  });

  it('is that ports below ip_unprivileged_port_start are not for every user', async function () {
    skipWithReason(this, whyNoOtherUser());
    assert.match(network.complaintOf('node', 81, NOBODY), /EACCES/);
    const answer = await network.explain(81, { uid: NOBODY });
    assert.match(only(answer).cause, /^ports below 1024 need/);
    assert.match(answer.bindTrials['0.0.0.0'] ?? '', /not permitted/);
    network.set('ipv4/ip_unprivileged_port_start', '80');
    assert.equal(network.complaintOf('node', 81, NOBODY), '');
    assert.match((await network.explain(81, { uid: NOBODY })).verdict, /^free/);
  });

  it('is an outgoing connection that the port was given to by chance', async () => {
    const { pid, port } = await network.situation('outgoing');
    assert.match(network.complaintOf('python', port), IN_USE);
    const answer = await network.explain(port);
    const { cause, connections } = only(answer);
    assert.match(cause, /from ip_local_port_range by chance/);
    const [connection, ...more] = connections as readonly {
      readonly processes: readonly { pid: number }[];
    }[];
    assert.deepEqual(more, []);
    assert.deepEqual(pids(connection?.processes), [pid]);
  });

  it('is TIME_WAIT, over which only servers without SO_REUSEADDR trip', async () => {
    const { port } = await network.situation('time-wait');
    assert.match(network.complaintOf('python', port), IN_USE);
    assert.equal(network.complaintOf('python that reuses', port), '');
    assert.equal(network.complaintOf('node', port), '');
    const answer = await network.explain(port);
    assert.match(answer.verdict, /^free to servers that set SO_REUSEADDR/);
    assert.match(only(answer).cause, /TIME_WAIT/);
    assert.ok((only(answer).secondsLeft ?? 0) > 0 && (only(answer).secondsLeft ?? 0) <= 60);
  });

  it('is a listener of another user, whose process may not be looked into', async function () {
    skipWithReason(this, whyNoOtherUser());
    const { port } = await network.situation('wildcard');
    const answer = await network.explain(port, { uid: NOBODY });
    assert.deepEqual(only(answer).processes, []);
    assert.ok(only(answer).ownerUnknownBecause?.includes('denied'));
    assert.equal(only(answer).user, 'root');
  });

  it('is a listener that another pid namespace hides', async () => {
    const { port } = await network.situation('wildcard');
    const answer = await network.explain(port, { isPidNamespace: true });
    assert.deepEqual(only(answer).processes, []);
    assert.ok(only(answer).ownerUnknownBecause?.includes('pidNamespace'));
  });

  it('is nothing where the port is only reserved', async () => {
    network.set('ipv4/ip_local_reserved_ports', '4444');
    const answer = await network.explain(4444);
    assert.match(answer.verdict, /^free/);
    assert.deepEqual(answer.causes, []);
    assert.ok(answer.notToBlame?.some((fact) => fact.includes('ip_local_reserved_ports')));
    assert.equal(network.complaintOf('python', 4444), '');
  });

  it('is nothing where somebody listens in another network', async () => {
    const other = await Network.make();
    try {
      const { port } = await other.situation('both');
      const answer = await network.explain(port);
      assert.match(answer.verdict, /^free/);
      assert.deepEqual(answer.causes, []);
      assert.equal(answer.notToBlame, undefined, 'no container has the port inside, and nobody blames one');
      assert.equal(network.complaintOf('python', port), '');
    } finally {
      await other.remove();
    }
  });
});
