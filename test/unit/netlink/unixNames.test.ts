import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UnixNamesReader, unixNamesRequest } from '../../../src/core/netlink/unixNames';
import { assertProperty } from '../property';
import { attributeOf, describingUnix, done, refusal } from './messages';

const NAME = 0;

const named = (inode: number, name: string, littleEndian = true): Uint8Array =>
  describingUnix(
    { state: 1, inode },
    [attributeOf(NAME, Buffer.from(name, 'latin1'), littleEndian)],
    littleEndian,
  );

describe('the names of UNIX sockets', () => {
  for (const littleEndian of [true, false]) {
    it(`are read as /proc/net/unix writes them, ${littleEndian ? 'little' : 'big'}-endian`, () => {
      const reader = new UnixNamesReader(littleEndian);
      const parts = [
        named(11, '/run/a.sock\0', littleEndian),
        named(12, '\0abstract\0name\n', littleEndian),
        describingUnix({ state: 1, inode: 13 }, [], littleEndian),
      ];
      assert.equal(reader.take(Buffer.concat(parts)), 'more');
      assert.equal(reader.take(done(0, littleEndian)), 'done');
      assert.deepEqual(
        [...reader.names],
        [
          [11, '/run/a.sock'],
          [12, '@abstract@name\n'],
          [13, ''],
        ],
      );
    });
  }

  it('are asked for of all states', () => {
    const view = new DataView(unixNamesRequest(true).buffer);
    assert.equal(view.getUint16(6, true), 0x301);
    assert.equal(view.getUint32(20, true), 0xffff_ffff);
  });

  it('come from no answer that is refused, and from no bytes at all is there an exception', () => {
    assert.equal(new UnixNamesReader(true).take(refusal()), 'refused');
    assertProperty(fc.tuple(fc.uint8Array({ maxLength: 200 }), fc.boolean()), ([bytes, littleEndian]) => {
      new UnixNamesReader(littleEndian).take(bytes);
    });
  });
});
