import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { readInterfaces } from '../../../../src/node/cli/kernelInterfaces';
import { thisMachine } from '../../../../src/node/cli/machine';
import { loadSystemCalls } from '../../../../src/node/system/systemCalls';
import {
  attributeOf,
  describingAddress,
  describingLink,
  done,
  refusal,
  wordsOf,
} from '../../core/netlink/recordedMessages';
import { FakeCalls } from '../fakeCalls';

const GET_LINKS = 18;

/** A kernel with one device and one address. */
function kernel(): FakeCalls {
  const calls = new FakeCalls();
  calls.answersTo = (request) => {
    const isOfLinks = request[4] === GET_LINKS;
    const name = attributeOf(3, Buffer.from('v0\0'));
    const address = attributeOf(2, wordsOf([0x0a000001], false));
    return isOfLinks
      ? [describingLink({ index: 1, type: 1, flags: 3 }, [name]), done()]
      : [describingAddress({ index: 1, prefixLength: 24 }, [address]), done()];
  };
  return calls;
}

describe('the interfaces that the kernel tells', () => {
  it('are all of them with their addresses, and no socket stays open', () => {
    const calls = kernel();
    const told = readInterfaces(calls, true);
    assert.deepEqual(
      told?.devices.map(({ name, flags }) => [name, flags]),
      [['v0', 3]],
    );
    assert.deepEqual(
      told?.addresses.map(({ label, address, netmask }) => [label, address, netmask]),
      [['v0', 0x0a000001, 0xffffff00]],
    );
    assert.equal(calls.opened.size, 0);
  });

  it('are not to be had where system calls are not, and where the kernel does not tell all', () => {
    assert.equal(readInterfaces(new Error('no such machine'), true), undefined);
    const calls = kernel();
    const { answersTo } = calls;
    calls.answersTo = (request) => (request[4] === GET_LINKS ? answersTo(request) : [refusal()]);
    assert.equal(readInterfaces(calls, true), undefined);
    calls.answersTo = (request) => answersTo(request)?.slice(0, 1);
    assert.equal(readInterfaces(calls, true), undefined);
  });

  it('are those of this machine, and of no other', () => {
    assert.ok(!('kernelInterfaces' in thisMachine({ PROC_ROOT: '/somewhere/else' })));
    assert.ok(!(loadSystemCalls() instanceof Error), 'npm ci brings koffi for this machine');
    const told = thisMachine({}).kernelInterfaces?.();
    const running = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    const addresses = new Set(told?.addresses.map(({ address }) => address));
    for (const { family, address } of running.filter((each) => each.family === 'IPv4')) {
      const word = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
      assert.ok(addresses.has(word), `${family} ${address}`);
    }
  });
});
