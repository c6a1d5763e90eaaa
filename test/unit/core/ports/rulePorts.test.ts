import assert from 'node:assert/strict';
import type { ContainerFacts, PublishedPort } from '../../../../src/core/model/container';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { addressEnds } from '../../../../src/core/ports/portAddresses';
import { otherHostsPorts, rulePorts, rulesOf } from '../../../../src/core/ports/rulePorts';
import { passes, publishedSubject } from '../../../../src/core/query/filter/filterSubject';
import { readFilter } from '../../../../src/core/query/filter/parse';
import { urlOf } from '../../../../src/core/query/url';
import { formatAddress } from '../../../../src/core/text/address';
import { containerId, dbContainer, dockerProxy } from '../../knownContainers';
import { type MadeSocket, process, snapshot } from '../../snapshots';

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

function rowsOf(containers: readonly ContainerFacts[], sockets: readonly MadeSocket[] = []): string[] {
  const machine = snapshot(sockets, [], { containers });
  return rulePorts(machine, listeningPorts(machine)).map((port) => {
    const addresses = addressEnds(port).map(({ words, isIPv6 }) => formatAddress(words, isIPv6));
    return `${port.transport} ${port.port} ${addresses.join(' ')} ${port.exposure}`;
  });
}

describe('a port that is published by packet rules alone', () => {
  it('is one of this machine, once with all of its addresses', () => {
    const ports = [ON_ALL, { ...ON_ALL, hostAddress: '::' }, { ...ON_ALL, transport: 'udp' as const }];
    assert.deepEqual(rowsOf([ruled({ ports })]), [
      'tcp 15432 0.0.0.0 :: network',
      'udp 15432 0.0.0.0 network',
    ]);
    assert.deepEqual(rowsOf([ruled({ ports: [{ ...ON_ALL, hostAddress: '127.0.0.1' }] })]), [
      'tcp 15432 127.0.0.1 loopback',
    ]);
    const { hostAddress: _all, ...unnamed } = ON_ALL;
    assert.deepEqual(rowsOf([ruled({ ports: [unnamed] })]), ['tcp 15432 0.0.0.0 network']);
  });

  it('is none where a socket stands for it, on its address or on all where it is on all', () => {
    const on = (address: string, protocol: 'tcp' | 'tcp6' = 'tcp'): MadeSocket => ({
      protocol,
      local: [address, 15_432],
    });
    assert.deepEqual(rowsOf([ruled()], [on('0.0.0.0')]), []);
    assert.deepEqual(rowsOf([ruled()], [on('0:0:0:0:0:0:0:0', 'tcp6')]), []);
    assert.equal(rowsOf([ruled()], [on('127.0.0.1')]).length, 1, 'another address');
    assert.equal(rowsOf([ruled()], [{ ...on('0.0.0.0'), protocol: 'udp' }]).length, 1, 'another transport');
    const onOne = ruled({ ports: [{ ...ON_ALL, hostAddress: '10.0.0.1' }] });
    assert.deepEqual(rowsOf([onOne], [on('10.0.0.1')]), []);
    assert.deepEqual(rowsOf([onOne], [on('0:0:0:0:0:ffff:a00:1', 'tcp6')]), []);
    assert.equal(rowsOf([onOne], [on('0.0.0.0')]).length, 1, 'whoever has all of the others');
    const both = ruled({ ports: [ON_ALL, { ...ON_ALL, hostAddress: '::' }] });
    assert.deepEqual(rowsOf([both], [on('0.0.0.0')]), ['tcp 15432 :: network']);
  });

  it('is one where a program has the port for itself, too: packet rules go before it', () => {
    const on = (pids: readonly number[]): number => {
      const sockets = [{ local: ['0.0.0.0', 15_432] as const, pids }];
      const machine = snapshot(sockets, [dockerProxy(), process()], { containers: [dbContainer()] });
      return rulePorts(machine, listeningPorts(machine)).length;
    };
    assert.equal(on([42]), 1, 'a user’s program');
    assert.equal(on([700]), 0, 'its own proxy');
    assert.equal(on([]), 0, 'whoever has it may be its proxy');
  });

  it('is none where the container is elsewhere, its engine in another network, or the ports another’s', () => {
    const { publishesOn: _own, ...otherNetwork } = ruled();
    const none: readonly ContainerFacts[] = [
      ruled({ isHere: false }),
      otherNetwork,
      ruled({ networkMode: 'host' }),
      ruled({ networkMode: `container:${containerId('b')}` }),
      ruled({ state: 'exited' }),
    ];
    for (const facts of none) assert.deepEqual(rowsOf([facts]), [], JSON.stringify(facts));
    assert.equal(rowsOf([ruled({ state: 'paused' })]).length, 1, 'it keeps its ports while it is paused');
    assert.equal(
      rowsOf([ruled({ isInfra: true })]).length,
      1,
      'what keeps the network of a pod has its ports',
    );
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
    const at = (hostAddress: string, containerPort = 80): string | undefined => {
      const machine = { containers: [ruled({ ports: [{ ...ON_ALL, hostAddress, containerPort }] })] };
      return rulePorts(machine, []).map(urlOf)[0];
    };
    assert.equal(at('0.0.0.0'), 'http://localhost:15432');
    assert.equal(at('10.0.0.1'), 'http://10.0.0.1:15432');
    assert.equal(at('fd00::1'), 'http://[fd00::1]:15432');
    assert.equal(at('0.0.0.0', 443), 'https://localhost:15432', 'as the port inside speaks');
    const elsewhere = otherHostsPorts({ containers: [ruled({ isHere: false })] });
    assert.deepEqual(elsewhere.map(urlOf), [undefined], 'localhost is another machine than its engine’s');
  });

  it('is found by its port, address, transport and container, and by no owner or state', () => {
    const [port] = rulePorts({ containers: [ruled()] }, []);
    assert.ok(port);
    const isFound = (expression: string): boolean =>
      rulesOf([port]).some((each) => passes(readFilter(expression), publishedSubject(each), new Map()));
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
