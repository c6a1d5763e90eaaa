import assert from 'node:assert/strict';
import { AddressNames } from '../../../../src/core/containers/addressNames';
import type { ContainerFacts } from '../../../../src/core/model/container';
import type { NamespaceFacts } from '../../../../src/core/model/namespace';
import { containerId, dbContainer } from '../../knownContainers';
import { namespace, OWN } from '../query/page/otherNamespaces';

const BRIDGE = [{ name: 'bridge', addresses: ['172.17.0.2'] }];

/** A container in the engine's own network, by its digit. */
function container(digit: string, facts: Partial<ContainerFacts> = {}): ContainerFacts {
  const usual = { id: containerId(digit), name: digit, hostNetwork: OWN.inode, networks: BRIDGE };
  return dbContainer({ ...usual, ...facts });
}

/** The namespace that containers are in. */
function around(number: number, ...containers: readonly ContainerFacts[]): NamespaceFacts {
  return namespace(number, { containers: containers.map(({ runtime, id }) => ({ runtime, id })) });
}

describe('the name of an address', () => {
  const a = container('a');
  const b = container('b', { networks: [{ name: 'bridge', addresses: ['172.17.0.3', 'fd00:0::3'] }] });
  const foreign = (
    containers: readonly ContainerFacts[],
    address: string,
    from: NamespaceFacts = OWN,
  ): string | undefined => new AddressNames(containers).ofForeign(address, from)?.name;

  it('is that of the container that has it, as IPv6 writes it too', () => {
    assert.equal(foreign([a, b], '172.17.0.2'), 'a');
    assert.equal(foreign([a, b], '::ffff:172.17.0.3'), 'b');
    assert.equal(foreign([a, b], 'fd00::3'), 'b');
    assert.equal(foreign([a, b], '172.17.0.1'), undefined);
  });

  it('is the same seen from a container of that engine', () => {
    assert.equal(foreign([a, b], '172.17.0.3', around(1, a)), 'b');
    assert.equal(foreign([a, b], '172.17.0.2', around(1, a)), 'a');
    assert.equal(foreign([a, b], '172.17.0.3', namespace(2)), undefined);
  });

  it('is nobody where two engines give the same address, and each own one where their networks are apart', () => {
    assert.equal(foreign([a, container('c')], '172.17.0.2'), undefined);
    const engine = namespace(5);
    const other = container('c', { hostNetwork: engine.inode });
    assert.equal(foreign([a, other], '172.17.0.2'), 'a');
    assert.equal(foreign([a, other], '172.17.0.2', engine), 'c');
    const guest = container('d', { hostNetwork: engine.inode, networks: [] });
    const beside = { ...guest, networks: [{ name: 'bridge', addresses: ['172.17.0.9'] }] };
    assert.equal(foreign([a, other, beside], '172.17.0.2', around(6, beside)), 'c');
  });

  it('is none of what runs elsewhere, or whose engine is not seen', () => {
    assert.equal(foreign([container('c', { isHere: false })], '172.17.0.2'), undefined);
    const { hostNetwork: _, ...unseen } = container('c');
    assert.equal(foreign([unseen], '172.17.0.2'), undefined);
  });

  it("is none of an ordinary user's Podman on the machine, and is one among its containers of a network", () => {
    const rootless = (digit: string, name: string, address: string): ContainerFacts =>
      container(digit, { isRootless: true, networks: [{ name, addresses: [address] }] });
    const slirp = rootless('c', '', '10.0.2.100');
    const [web, api] = [rootless('d', 'web', '10.89.0.2'), rootless('e', 'web', '10.89.0.3')];
    const all = [slirp, web, api];
    assert.equal(foreign(all, '10.0.2.100'), undefined);
    assert.equal(foreign(all, '10.89.0.3'), undefined);
    assert.equal(foreign(all, '10.89.0.3', around(1, web)), 'e');
    assert.equal(foreign(all, '10.89.0.3', around(2, slirp)), undefined);
  });

  it('is that of an own address in the namespace of a container alone', () => {
    const names = new AddressNames([a, b]);
    assert.equal(names.ofOwn('172.17.0.2', around(1, a))?.name, 'a');
    assert.equal(names.ofOwn('172.17.0.3', around(1, a)), undefined);
    assert.equal(names.ofOwn('172.17.0.2', OWN), undefined);
  });
});
