import assert from 'node:assert/strict';
import type { ContainerFacts, PublishedPort } from '../../../../src/core/model/container';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { addressEnds } from '../../../../src/core/ports/portAddresses';
import { otherHostsPorts, rulePorts, ruleSubjects } from '../../../../src/core/ports/publishedPorts';
import { passes } from '../../../../src/core/query/filter/filterSubject';
import { readFilter } from '../../../../src/core/query/filter/parse';
import { urlOf } from '../../../../src/core/query/url';
import { formatAddress } from '../../../../src/core/text/address';
import { containerId, dbContainer } from '../../knownContainers';
import { type MadeSocket, snapshot } from '../../snapshots';

const ON_ALL: PublishedPort = {
  transport: 'tcp',
  hostAddress: '0.0.0.0',
  hostPort: 15_432,
  containerPort: 5432,
};

/** Docker's container db, as one without a proxy has its ports. */
function ruled(facts: Partial<ContainerFacts> = {}): ContainerFacts {
  const { keepers: _keepers, ...rest } = dbContainer({ publishesOn: 'here', state: 'running' });
  return { ...rest, ...facts };
}

function rulesOf(containers: readonly ContainerFacts[], sockets: readonly MadeSocket[] = []): string[] {
  const machine = snapshot(sockets, [], { containers });
  return rulePorts(machine, listeningPorts(machine)).map((port) => {
    const addresses = addressEnds(port).map(({ words, isIPv6 }) => formatAddress(words, isIPv6));
    return `${port.transport} ${port.port} ${addresses.join(' ')} ${port.exposure}`;
  });
}

describe('a port that is published by packet rules alone', () => {
  it('is one of this machine, once with all of its addresses', () => {
    const ports = [ON_ALL, { ...ON_ALL, hostAddress: '::' }, { ...ON_ALL, transport: 'udp' as const }];
    assert.deepEqual(rulesOf([ruled({ ports })]), [
      'tcp 15432 0.0.0.0 :: network',
      'udp 15432 0.0.0.0 network',
    ]);
    assert.deepEqual(rulesOf([ruled({ ports: [{ ...ON_ALL, hostAddress: '127.0.0.1' }] })]), [
      'tcp 15432 127.0.0.1 loopback',
    ]);
    const { hostAddress: _all, ...unnamed } = ON_ALL;
    assert.deepEqual(rulesOf([ruled({ ports: [unnamed] })]), ['tcp 15432 0.0.0.0 network']);
  });

  it('is none where a socket stands for it, on its address or on all where it is on all', () => {
    const on = (address: string, protocol: 'tcp' | 'tcp6' = 'tcp'): MadeSocket => ({
      protocol,
      local: [address, 15_432],
    });
    assert.deepEqual(rulesOf([ruled()], [on('0.0.0.0')]), []);
    assert.deepEqual(rulesOf([ruled()], [on('0:0:0:0:0:0:0:0', 'tcp6')]), []);
    assert.equal(rulesOf([ruled()], [on('127.0.0.1')]).length, 1, 'another address');
    assert.equal(rulesOf([ruled()], [{ ...on('0.0.0.0'), protocol: 'udp' }]).length, 1, 'another transport');
    const onOne = ruled({ ports: [{ ...ON_ALL, hostAddress: '10.0.0.1' }] });
    assert.deepEqual(rulesOf([onOne], [on('10.0.0.1')]), []);
    assert.deepEqual(rulesOf([onOne], [on('0:0:0:0:0:ffff:a00:1', 'tcp6')]), []);
    assert.equal(rulesOf([onOne], [on('0.0.0.0')]).length, 1, 'whoever has all of the others');
    const both = ruled({ ports: [ON_ALL, { ...ON_ALL, hostAddress: '::' }] });
    assert.deepEqual(rulesOf([both], [on('0.0.0.0')]), ['tcp 15432 :: network']);
  });

  it('is none where the container is elsewhere, its engine in another network, or the ports another’s', () => {
    const { publishesOn: _own, ...otherNetwork } = ruled();
    const none: readonly ContainerFacts[] = [
      ruled({ isHere: false }),
      otherNetwork,
      ruled({ isInfra: true }),
      ruled({ networkMode: 'host' }),
      ruled({ networkMode: `container:${containerId('b')}` }),
      ruled({ state: 'exited' }),
    ];
    for (const facts of none) assert.deepEqual(rulesOf([facts]), [], JSON.stringify(facts));
    assert.equal(rulesOf([ruled({ state: 'paused' })]).length, 1, 'it keeps its ports while it is paused');
  });

  it('is the same list while neither containers nor sockets changed, and follows both', () => {
    const machine = snapshot([], [], { containers: [ruled()] });
    const listening = listeningPorts(machine);
    const first = rulePorts(machine, listening);
    assert.equal(rulePorts({ ...machine }, listening), first);
    const taken = snapshot([{ local: ['0.0.0.0', 15_432] }]);
    assert.deepEqual(rulePorts(machine, listeningPorts(taken)), []);
    assert.deepEqual(rulePorts({ containers: [ruled({ state: 'exited' })] }, listening), []);
  });

  it('is opened in the browser at its address', () => {
    const at = (hostAddress: string): string | undefined => {
      const machine = { containers: [ruled({ ports: [{ ...ON_ALL, hostAddress }] })] };
      return rulePorts(machine, []).map(urlOf)[0];
    };
    assert.equal(at('0.0.0.0'), 'http://localhost:15432');
    assert.equal(at('10.0.0.1'), 'http://10.0.0.1:15432');
    assert.equal(at('fd00::1'), 'http://[fd00::1]:15432');
  });

  it('is found by its port, address, transport and container, and by no owner or state', () => {
    const [port] = rulePorts({ containers: [ruled()] }, []);
    assert.ok(port);
    const isFound = (expression: string): boolean =>
      ruleSubjects(port).some((subject) => passes(readFilter(expression), subject, new Map()));
    for (const found of ['15432', 'port:15432', 'address:0.0.0.0', 'postgres', 'shop', 'db']) {
      assert.ok(isFound(found), found);
    }
    for (const not of ['port:5432', 'state:listen', 'user:root', '-15432']) assert.ok(!isFound(not), not);
  });
});

describe('ports on the host of an engine elsewhere', () => {
  it('are those of its running containers, and none of this machine', () => {
    const containers = [
      ruled({ isHere: false }),
      ruled({ isHere: false, id: containerId('b'), state: 'exited' }),
      ruled({ id: containerId('c') }),
    ];
    const ports = otherHostsPorts({ containers });
    assert.deepEqual(
      ports.map(({ port, rules }) => [port, rules?.[0]?.facts.id]),
      [[15_432, containerId('a')]],
    );
    assert.notEqual(ports[0]?.id, rulePorts({ containers: [ruled()] }, [])[0]?.id);
  });
});
