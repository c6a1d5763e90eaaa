import assert from 'node:assert/strict';
import type { InetSocket } from '../../../../src/core/model/inetTable';
import type { BindTrial, PortFacts } from '../../../../src/core/model/portFacts';
import { explainPort } from '../../../../src/core/ports/explainPort';
import { rangesHold } from '../../../../src/core/text/portRanges';
import { container } from '../../keptContainers';
import { portFacts } from '../../portFacts';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const NODE = process({ pid: 42 });

function trials(outcomes: Partial<Record<BindTrial['address'], BindTrial['outcome']>>): BindTrial[] {
  const all: BindTrial[] = [
    { address: '127.0.0.1', outcome: 'free' },
    { address: '0.0.0.0', outcome: 'free' },
    { address: '::1', outcome: 'free' },
    { address: '::', outcome: 'free' },
  ];
  return all.map((trial) => ({ ...trial, outcome: outcomes[trial.address] ?? trial.outcome }));
}

function facts(sockets: readonly MadeSocket[], more: Partial<PortFacts> = {}): PortFacts {
  return portFacts(snapshot(sockets, [NODE]), { trials: trials({}), ...more });
}

const ALL_BUSY = trials({ '127.0.0.1': 'inUse', '0.0.0.0': 'inUse', '::1': 'inUse', '::': 'inUse' });

describe('why a port is busy', () => {
  it('is free where every bind succeeds and nothing waits', () => {
    const { verdict, causes, notCauses } = explainPort(facts([]));
    assert.deepEqual([verdict, causes, notCauses], ['free', [], []]);
  });

  it('names the listener, its owner, and that an IPv6 wildcard takes IPv4 in too', () => {
    const nowhere = '0:0:0:0:0:0:0:0';
    const { verdict, causes } = explainPort(
      facts([{ protocol: 'tcp6', local: [nowhere, 3000], pids: [42] }], { trials: ALL_BUSY }),
    );
    assert.equal(verdict, 'busy');
    const [cause] = causes;
    assert.ok(cause?.kind === 'listener');
    assert.deepEqual([cause.reach, cause.listener.owners[0]?.pid], ['everything', 42]);
  });

  it('tells a listener on one address from those on all', () => {
    const some = trials({ '127.0.0.1': 'inUse', '0.0.0.0': 'inUse', '::': 'inUse' });
    const { verdict, causes } = explainPort(facts([{ local: ['127.0.0.1', 3000] }], { trials: some }));
    assert.equal(verdict, 'partly');
    assert.ok(causes[0]?.kind === 'listener' && causes[0].reach === 'oneAddress');
  });

  it('is a container’s where packet rules hand it on to one, unless no bind succeeds at all', () => {
    const verdictOf = (outcomes: BindTrial[]): string => {
      const machine = snapshot([{ local: ['127.0.0.1', 3000], pids: [42] }], [NODE], {
        containers: [container()],
      });
      return explainPort(facts([], { snapshot: machine, trials: outcomes })).verdict;
    };
    assert.equal(verdictOf(trials({})), 'published');
    assert.equal(verdictOf(trials({ '127.0.0.1': 'inUse', '0.0.0.0': 'inUse' })), 'published');
    assert.equal(verdictOf([]), 'published', 'nothing was tried');
    assert.equal(verdictOf(ALL_BUSY), 'busy');
  });

  it('knows that TIME_WAIT stops only programs without SO_REUSEADDR, and for how long', () => {
    const closed: MadeSocket = { state: 6, inode: 0, remote: ['127.0.0.1', 5000] };
    const machine = snapshot([closed]);
    machine.inet.timerWhen[0] = 2_950;
    const { verdict, causes } = explainPort(facts([], { snapshot: machine }));
    assert.equal(verdict, 'freeToReuse');
    assert.deepEqual(causes, [{ kind: 'timeWait', count: 1, seconds: 30 }]);
  });

  it('knows a connection that got the port by chance', () => {
    const outgoing: MadeSocket = {
      local: ['10.0.0.1', 40_000],
      remote: ['10.0.0.2', 443],
      state: 1,
      pids: [42],
    };
    const { causes } = explainPort(facts([outgoing], { port: 40_000, trials: ALL_BUSY }));
    assert.ok(causes[0]?.kind === 'connection' && causes[0].isEphemeral);
    assert.equal(causes[0].connections[0]?.owners[0]?.pid, 42);
  });

  it('leaves the connections of a listener out: they are not what holds the port', () => {
    const accepted: MadeSocket = { remote: ['127.0.0.1', 5000], state: 1, inode: 9 };
    const { causes } = explainPort(facts([{ pids: [42] }, accepted], { trials: ALL_BUSY }));
    assert.deepEqual(
      causes.map(({ kind }) => kind),
      ['listener'],
    );
  });

  it('concludes that a port in no table is bound by a socket that does not listen, and names the suspects', () => {
    const unlisted = [{ owner: NODE, sockets: 2 }];
    const { causes } = explainPort(facts([], { trials: ALL_BUSY, unlisted }));
    assert.deepEqual(causes, [{ kind: 'boundOnly', sockets: [], suspects: unlisted }]);
  });

  it('suspects nobody where the kernel tells who is bound', () => {
    const bound = [{ socket: { localPort: 3000 } as InetSocket, owners: [NODE] }];
    const unlisted = [{ owner: NODE, sockets: 2 }];
    const { causes } = explainPort(facts([], { trials: ALL_BUSY, unlisted, bound }));
    assert.deepEqual(causes, [{ kind: 'boundOnly', sockets: bound, suspects: [] }]);
    assert.deepEqual(explainPort(facts([], { bound })).causes, []);
    const nobody = explainPort(facts([], { trials: ALL_BUSY, unlisted, isBoundKnown: true })).causes;
    assert.deepEqual(nobody, [{ kind: 'boundOnly', sockets: [], suspects: [] }]);
  });

  it('blames a closed connection alone where the kernel tells of nobody else', () => {
    const closed: MadeSocket = { state: 6, inode: 0, remote: ['127.0.0.1', 5000] };
    const unlisted = [{ owner: NODE, sockets: 2 }];
    const { verdict, causes } = explainPort(
      facts([closed], { trials: ALL_BUSY, unlisted, isBoundKnown: true }),
    );
    assert.deepEqual([verdict, causes.map(({ kind }) => kind)], ['busy', ['timeWait']]);
  });

  it('knows ports that need a privilege, unless the user has it', () => {
    const denied = trials({ '127.0.0.1': 'denied', '0.0.0.0': 'denied', '::1': 'denied', '::': 'denied' });
    const { verdict, causes } = explainPort(facts([], { port: 80, trials: denied }));
    assert.deepEqual([verdict, causes], ['busy', [{ kind: 'privileged', from: 1024 }]]);
    assert.deepEqual(explainPort(facts([], { port: 80, mayBindPrivileged: true })).causes, []);
  });

  it('leaves addresses out that the machine does not have', () => {
    const noIPv6 = trials({ '::': 'unavailable', '::1': 'unavailable' });
    const { verdict, trials: shown } = explainPort(facts([], { trials: noIPv6 }));
    assert.deepEqual([verdict, shown.length], ['free', 2]);
  });

  it('does not take TCP and UDP for one', () => {
    assert.deepEqual(explainPort(facts([{ protocol: 'udp' }])).causes, []);
    assert.equal(explainPort(facts([{ protocol: 'udp' }], { transport: 'udp' })).causes.length, 1);
  });

  it('says that containers are not to blame only where one has a port of that number inside', () => {
    const inside = { transport: 'tcp', hostAddress: '0.0.0.0', hostPort: 8080, containerPort: 3000 } as const;
    const notCauses = (ports: readonly (typeof inside)[]): unknown => {
      const machine = snapshot([], [NODE], { containers: [container({ ports })] });
      return explainPort(portFacts(machine, { trials: trials({}) })).notCauses;
    };
    assert.deepEqual(notCauses([inside]), ['otherNamespaces']);
    assert.deepEqual(notCauses([]), []);
  });

  it('names reserved ports as no cause', () => {
    assert.deepEqual(explainPort(facts([], { isReserved: true })).notCauses, ['reserved']);
    assert.ok(
      rangesHold('80,3000-3010\n', 3010) && !rangesHold('80,3000-3010', 3011) && !rangesHold('\n', 0),
    );
  });
});
