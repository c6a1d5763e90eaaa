import assert from 'node:assert/strict';
import { ThisKernel } from '../../../../src/node/cli/kernel';
import { SystemCallsOnce } from '../../../../src/node/system/systemCallsOnce';
import { describing, done, refusal } from '../../core/netlink/recordedMessages';
import { FakeCalls } from '../fakeCalls';
import { FakeReader } from '../fakeReader';

const FEW = 'TCP: inuse 20 orphan 0 tw 979 alloc 30 mem 1\n';
const MANY = 'TCP: inuse 20 orphan 0 tw 980 alloc 30 mem 1\n';
const MANY_MORE = 'TCP6: inuse 1000\n';

/** A kernel that says in its counters how many sockets it has, and over netlink that it has two. */
function machine(sockstat: string | undefined, sockstat6: string | undefined, version = '6.1.0-18-amd64') {
  const reader = new FakeReader();
  if (sockstat !== undefined) reader.files.set('net/sockstat', sockstat);
  if (sockstat6 !== undefined) reader.files.set('net/sockstat6', sockstat6);
  const calls = new FakeCalls();
  calls.answersTo = () => [
    describing({ state: 3, local: [[0x7f000001, 0, 0, 0], 80] }),
    describing({ state: 10, local: [[0, 0, 0, 0], 80], uid: 33, inode: 5 }),
    done(),
  ];
  let loaded = 0;
  const once = new SystemCallsOnce(() => {
    loaded++;
    return calls;
  });
  const kernel = new ThisKernel(reader, true, version, once);
  return { reader, calls, kernel, once, loaded: () => loaded };
}

describe('netstat’s kernel', () => {
  it('is asked once TCP has many sockets of both families, and those that are ending', () => {
    const { kernel, calls, loaded } = machine(MANY, MANY_MORE);
    const table = kernel.tcpSockets(false);
    assert.deepEqual([...(table?.columns.uid.subarray(0, table.length) ?? [])], [33, 33]);
    kernel.tcpSockets(false);
    assert.equal(loaded(), 1);
    assert.equal(calls.opened.size, 0);
  });

  for (const [what, sockstat, sockstat6] of [
    ['TCP has few', FEW, MANY_MORE],
    ['IPv6 is turned off and IPv4 has few', MANY, undefined],
    ['the kernel does not say', undefined, undefined],
  ] as const) {
    it(`is left alone, and no native code loaded, where ${what}`, () => {
      const { kernel, loaded } = machine(sockstat, sockstat6);
      assert.equal(kernel.tcpSockets(false), undefined);
      assert.equal(loaded(), 0);
    });
  }

  it('is asked for few sockets, too, where native code is loaded already', () => {
    const { kernel, once } = machine(FEW, undefined);
    once.load();
    assert.equal(kernel.tcpSockets(false)?.length, 2);
  });

  for (const [version, isAsked] of [
    ['5.15.90.1-microsoft-standard-WSL2', false],
    ['5.19.0-50-generic', true],
    ['4.19.0', false],
    ['6.0-rc1', true],
  ] as const) {
    it(`${isAsked ? 'is' : 'is not'} asked where it is ${version}`, () => {
      const { kernel } = machine(MANY, MANY_MORE, version);
      assert.equal(kernel.tcpSockets(false) !== undefined, isAsked);
    });
  }

  it('is asked who probably has sockets with native code alone, and loads nothing for that without', () => {
    const { kernel, reader, loaded } = machine(FEW, undefined);
    const seen = { isHeld: () => false, isLookedInto: () => false };
    assert.equal(kernel.likelyOwners(seen, 'all'), 'noGroups');
    assert.equal(loaded(), 1);
    const none = new SystemCallsOnce(() => new Error('There is none.'));
    assert.equal(new ThisKernel(reader, true, '6.1.0', none).likelyOwners(seen, 'all'), 'noCalls');
  });

  it('is asked for those without a foreign port alone where no more are wanted', () => {
    const { kernel, calls } = machine(MANY, MANY_MORE);
    const lengths: number[] = [];
    calls.answersTo = (request) => {
      lengths.push(request.length);
      return [done()];
    };
    kernel.tcpSockets(true);
    kernel.tcpSockets(false);
    assert.equal((lengths[0] ?? 0) - (lengths[1] ?? 0), 12);
  });

  it('is not asked again where it refused, or where the native code is not to be had', () => {
    const { kernel, calls, reader } = machine(MANY, MANY_MORE);
    calls.answersTo = () => [refusal()];
    assert.equal(kernel.tcpSockets(false), undefined);
    assert.equal(kernel.tcpSockets(false), undefined);
    assert.equal(calls.requests, 1);
    let loads = 0;
    const none = new SystemCallsOnce(() => {
      loads++;
      return new Error('There is none.');
    });
    const without = new ThisKernel(reader, true, '6.1.0', none);
    assert.equal(without.tcpSockets(false), undefined);
    assert.equal(without.tcpSockets(false), undefined);
    assert.equal(loads, 1);
  });
});
