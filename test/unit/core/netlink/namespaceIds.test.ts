import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assertProperty } from '../../property';
import { namespaceIdRequest, takeNamespaceId } from '../../../../src/core/netlink/namespaceIds';
import { attributeOf, describingNamespaceId, refusal, wordsOf } from './recordedMessages';

describe('the number that a network namespace has for another', () => {
  it('is asked for as `ip netns list-id` does: by a pid or by a descriptor', () => {
    const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
    // Length, RTM_GETNSID, NLM_F_REQUEST, sequence, port; family and three bytes; 8 bytes of NETNSA_PID or NETNSA_FD.
    assert.equal(
      hex(namespaceIdRequest('pid', 0x1234, true)),
      '1c0000005a0001000000000000000000000000000800020034120000',
    );
    assert.equal(
      hex(namespaceIdRequest('descriptor', 3, false)),
      '0000001c005a00010000000000000000000000000008000300000003',
    );
  });

  for (const littleEndian of [true, false]) {
    it(`is told, 0 too, and where none was given out nothing is (${littleEndian ? 'little' : 'big'} endian)`, () => {
      const told = (id: number): number[] => {
        const ids: number[] = [];
        const answer = describingNamespaceId(
          [attributeOf(1, wordsOf([id], littleEndian), littleEndian)],
          littleEndian,
        );
        assert.equal(
          takeNamespaceId(answer, littleEndian, (each) => ids.push(each)),
          'done',
        );
        return ids;
      };
      assert.deepEqual([told(0), told(7), told(0xffff_ffff)], [[0], [7], []]);
    });
  }

  it('is not told by a refusal, nor by an answer without it', () => {
    const ids: number[] = [];
    const note = (id: number): void => void ids.push(id);
    assert.equal(takeNamespaceId(refusal(), true, note), 'refused');
    assert.equal(takeNamespaceId(describingNamespaceId([]), true, note), 'done');
    assert.deepEqual(ids, []);
  });

  it('is taken from any bytes without an exception', () => {
    assertProperty(fc.tuple(fc.uint8Array({ maxLength: 80 }), fc.boolean()), ([bytes, littleEndian]) => {
      assert.match(
        takeNamespaceId(bytes, littleEndian, () => undefined),
        /^(?:done|refused)$/,
      );
    });
  });
});
