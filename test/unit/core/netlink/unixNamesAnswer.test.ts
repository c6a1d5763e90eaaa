import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  takeUnixNames,
  unixNameRequest,
  unixNamesRequest,
} from '../../../../src/core/netlink/unixNamesAnswer';
import { assertProperty } from '../../property';
import { attributeOf, describingUnix, done, refusal } from './recordedMessages';

const [NAME, PEER] = [0, 2];

/** What is told of the sockets that are wanted, all unless named. */
function told(parts: readonly Uint8Array[], littleEndian = true, wanted?: readonly number[]): string[] {
  const names: string[] = [];
  takeUnixNames(
    new Uint8Array(Buffer.concat(parts)),
    littleEndian,
    (inode) => wanted?.includes(inode) ?? true,
    (inode, bytes, from, to) =>
      names.push(`${inode} ${Buffer.from(bytes.subarray(from, to)).toString('latin1')}`),
  );
  return names;
}

describe('the names of UNIX sockets', () => {
  for (const littleEndian of [true, false]) {
    it(`are told as /proc/net/unix writes them, ${littleEndian ? 'little' : 'big'}-endian`, () => {
      const named = (inode: number, name: string): Uint8Array =>
        describingUnix(
          { state: 1, inode },
          [
            attributeOf(PEER, new Uint8Array(4), littleEndian),
            attributeOf(NAME, Buffer.from(name, 'latin1'), littleEndian),
          ],
          littleEndian,
        );
      const parts = [
        named(11, '/run/a.sock\0'),
        named(12, '\0abstract\0name\n'),
        describingUnix({ state: 1, inode: 13 }, [], littleEndian),
      ];
      assert.deepEqual(told(parts, littleEndian), ['11 /run/a.sock', '12 @abstract@name\n', '13 ']);
      assert.deepEqual(told(parts, littleEndian, [12]), ['12 @abstract@name\n']);
    });
  }

  it('are asked for of all states, of all sockets or of one', () => {
    const all = new DataView(unixNamesRequest(true).buffer);
    assert.deepEqual([all.getUint16(6, true), all.getUint32(20, true)], [0x301, 0xffff_ffff]);
    const one = new DataView(unixNameRequest(77, true).buffer);
    assert.deepEqual([one.getUint16(6, true), one.getUint32(24, true)], [0x1, 77]);
    assert.equal(one.getBigUint64(32, true), 0xffff_ffff_ffff_ffffn);
  });

  it('come from no answer that is refused, and from no bytes at all is there an exception', () => {
    const take = (bytes: Uint8Array, littleEndian = true): string =>
      takeUnixNames(
        bytes,
        littleEndian,
        () => true,
        () => undefined,
      );
    assert.equal(take(refusal()), 'refused');
    assert.equal(take(done()), 'done');
    assertProperty(fc.tuple(fc.uint8Array({ maxLength: 200 }), fc.boolean()), ([bytes, littleEndian]) => {
      take(bytes, littleEndian);
    });
  });
});
