import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { HostNames } from '../../../../../src/node/engine/answers/hostNames';
import { KnownNames } from '../../../../../src/node/engine/traffic/knownNames';
import { FakeReader } from '../../fakeReader';

describe('names that are known already', () => {
  let asked: string[];
  let now: number;
  let loads: number;
  let names: KnownNames;

  beforeEach(() => {
    asked = [];
    now = 0;
    loads = 0;
    const reverse = (address: string): Promise<string[]> => {
      asked.push(address);
      return Promise.resolve(address === '10.0.0.9' ? [] : [`host-${address}-${asked.length}`]);
    };
    names = new KnownNames(new HostNames(new FakeReader(), reverse, () => now), () => {
      loads++;
      return Promise.resolve({
        nameOf: (port, transport) => (port === 80 ? { name: `http-${transport}` } : undefined),
      });
    });
  });

  it('of services are loaded once they are asked for, and there from then on', async () => {
    assert.equal(loads, 0);
    assert.equal(names.service(80, 'tcp'), undefined);
    assert.equal(names.service(80, 'tcp'), undefined);
    await turn();
    assert.deepEqual([names.service(80, 'udp'), names.service(81, 'tcp'), loads], ['http-udp', undefined, 1]);
  });

  it('of hosts are looked up meanwhile, each once, and that there is none is remembered, too', async () => {
    for (let time = 0; time < 3; time++)
      assert.deepEqual([names.host('10.0.0.1'), names.host('10.0.0.9')], [undefined, undefined]);
    await turn();
    assert.deepEqual([names.host('10.0.0.1'), names.host('10.0.0.9')], ['host-10.0.0.1-2', undefined]);
    await turn();
    assert.deepEqual(asked.toSorted(), ['10.0.0.1', '10.0.0.9']);
  });

  it('are told to come, until they are there', async () => {
    assert.equal(names.isAsking, false);
    names.service(80, 'tcp');
    assert.equal(names.isAsking, true);
    await turn();
    assert.equal(names.isAsking, false);
    names.host('10.0.0.9');
    assert.equal(names.isAsking, true);
    await turn();
    names.host('10.0.0.9');
    assert.equal(names.isAsking, false, 'that there is none is known');
  });

  it('of hosts stay in sight while they are looked up again', async () => {
    names.host('10.0.0.1');
    await turn();
    now = 3_600_000;
    assert.equal(names.host('10.0.0.1'), 'host-10.0.0.1-1');
    await turn();
    assert.equal(names.host('10.0.0.1'), 'host-10.0.0.1-2');
  });

  it('of very many hosts wait their turn', async () => {
    const addresses = Array.from({ length: 3_000 }, (_, i) => `10.1.${i >> 8}.${i & 255}`);
    for (const address of addresses) names.host(address);
    await turn();
    assert.equal(asked.length, 1_000);
  });
});
