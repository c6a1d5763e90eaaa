import assert from 'node:assert/strict';
import {
  type KernelNeighbour,
  neighboursRequest,
  takeNeighbours,
} from '../../../../src/core/netlink/rtnetlinkNeighbours';
import { assertProperty, hostileBytes } from '../../property';

const ROUTER = '20010db8000000000000000000000001';

/** A message of type RTM_NEWNEIGH with an address, and a hardware address where there is one, in hexadecimal. */
function message(
  { family, index, state, flags = 0 }: Record<'family' | 'index' | 'state', number> & { flags?: number },
  address: string,
  hardware = '',
): Buffer {
  const attributes = [[1, address] as const, ...(hardware === '' ? [] : [[2, hardware] as const])].map(
    ([type, hex]) => {
      const value = Buffer.from(hex, 'hex');
      const bytes = Buffer.alloc(4 + ((value.length + 3) & ~3));
      bytes.writeUInt16LE(4 + value.length, 0);
      bytes.writeUInt16LE(type, 2);
      value.copy(bytes, 4);
      return bytes;
    },
  );
  const head = Buffer.alloc(16 + 12);
  head.writeUInt16LE(28, 4);
  head.writeUInt8(family, 16);
  head.writeInt32LE(index, 20);
  head.writeUInt16LE(state, 24);
  head.writeUInt8(flags, 26);
  const bytes = Buffer.concat([head, ...attributes]);
  bytes.writeUInt32LE(bytes.length, 0);
  return bytes;
}

const DONE = Buffer.from('1400000003000200000000000000000000000000', 'hex');

function taken(...messages: readonly Buffer[]): readonly [string, KernelNeighbour[]] {
  const found: KernelNeighbour[] = [];
  return [takeNeighbours(Buffer.concat(messages), true, found), found];
}

describe('neighbours over rtnetlink', () => {
  it('are asked for by struct ndmsg, proxies by its flag', () => {
    assert.equal(
      Buffer.from(neighboursRequest(true, false)).toString('hex'),
      `1c0000001e000103${'00'.repeat(20)}`,
    );
    assert.equal(neighboursRequest(true, true)[26], 0x08);
  });

  it('have addresses of both families, states and flags', () => {
    const [status, found] = taken(
      message({ family: 10, index: 2, state: 0x04, flags: 0x80 }, ROUTER, '525400000001'),
      message({ family: 2, index: 3, state: 0x20 }, 'c0000209'),
      message({ family: 10, index: 2, state: 0, flags: 0x08 }, ROUTER),
      DONE,
    );
    assert.equal(status, 'done');
    assert.deepEqual(
      found.map(({ index, address, isIPv6, hardwareAddress, state, isRouter, isProxy }) => {
        return [index, address[0].toString(16), isIPv6, hardwareAddress, state, isRouter, isProxy];
      }),
      [
        [2, '20010db8', true, '52:54:00:00:00:01', 'stale', true, false],
        [3, 'c0000209', false, undefined, 'failed', false, false],
        [2, '20010db8', true, undefined, 'permanent', false, true],
      ],
    );
  });

  it('are left out where no hardware address is needed, and where they are of another family', () => {
    const [status, found] = taken(
      message({ family: 10, index: 1, state: 0x40 }, ROUTER),
      message({ family: 7, index: 1, state: 0x02 }, ROUTER, '525400000001'),
      message({ family: 10, index: 1, state: 0 }, ROUTER),
      message({ family: 10, index: 1, state: 0x02 }, 'c0000209'),
    );
    assert.deepEqual([status, found], ['more', []]);
  });

  it('are read from whatever bytes without an exception', () => {
    assertProperty(hostileBytes, (bytes) => {
      assert.match(takeNeighbours(bytes, true, []), /^(more|done|refused)$/);
    });
  });
});
