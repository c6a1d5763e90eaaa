/** What the MCP server reads: lines that are too long are answered and left out, and nothing else is touched. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import fc from 'fast-check';
import { RequestIdFinder } from '../../../../src/core/tools/requestId';
import { LineLimit, LONGEST_MESSAGE } from '../../../../src/node/mcp/lineLimit';
import { assertProperty } from '../../property';

interface Reply {
  readonly id: number | string | null;
  readonly result?: object;
  readonly error?: { readonly code: number; readonly message: string };
}

function idIn(text: string, pieces = 1): string | number | undefined {
  const finder = new RequestIdFinder();
  const bytes = Buffer.from(text);
  const size = Math.max(1, Math.ceil(bytes.length / pieces));
  for (let at = 0; at < bytes.length; at += size) finder.take(bytes.subarray(at, at + size));
  return finder.id;
}

describe('the id of a request that is not kept', () => {
  it('is found wherever it stands, and is the request’s own', () => {
    assert.equal(idIn('{"jsonrpc":"2.0","id":5,"method":"x","params":{"id":6,"a":[{"id":7}]}}'), 5);
    assert.equal(idIn('{"method":"x","params":{"id":"in"},"id" : "out" }'), 'out');
    assert.equal(idIn('{"method":"\\"id\\":1,","id":-2.5e1}'), -25);
    assert.equal(idIn('{"params":"{\\"id\\":9}","method":"x"}'), undefined);
    assert.equal(idIn('{"\\u0069d":1,"method":"x"}'), 1);
    assert.equal(idIn('[{"id":1}]'), undefined);
    assert.equal(idIn('{"id":{"a":1}}'), undefined);
  });

  it('is what JSON.parse finds, however the bytes come, and never anything that was not sent', () => {
    const key = fc.oneof(fc.constantFrom('id', 'method', '"id"', 'i\\d'), fc.string({ maxLength: 6 }));
    const drawn = fc.tuple(fc.dictionary(key, fc.jsonValue()), fc.integer({ min: 1, max: 40 }), fc.string());
    assertProperty(drawn, ([message, pieces, noise]) => {
      const { id } = message as { readonly id?: unknown };
      const text = JSON.stringify(message);
      const expected =
        (typeof id === 'string' && text.length < 200) || typeof id === 'number' ? id : undefined;
      const found = idIn(text, pieces);
      if (expected !== undefined) assert.equal(found, JSON.parse(JSON.stringify(expected)));
      idIn(noise, pieces);
    });
  });
});

describe('lines of a limited length', () => {
  async function read(chunks: readonly Uint8Array[]): Promise<{ lines: string; answers: Reply[] }> {
    const answers: Reply[] = [];
    const limit = new LineLimit((line) => answers.push(JSON.parse(line) as Reply));
    let lines = '';
    limit.on('data', (piece: Buffer) => (lines += String(piece)));
    for (const chunk of chunks) limit.write(chunk);
    limit.end();
    await once(limit, 'end');
    return { lines, answers };
  }

  it('are handed on as they are, each in one piece, however they come', async () => {
    const text = Array.from({ length: 40 }, (_, i) => `${'é'.repeat(i)}${i}\n`).join('');
    const bytes = Buffer.from(text);
    for (const size of [1, 3, 7, 1_000]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      assert.deepEqual(await read(chunks), { lines: text, answers: [] });
    }
  });

  it('are answered where they are longer, to the byte', async () => {
    const fitting = `${'x'.repeat(LONGEST_MESSAGE - 1)}\n`;
    const long = `{"id":"a","x":"${'x'.repeat(LONGEST_MESSAGE)}"}\n`;
    const { lines, answers } = await read(
      [fitting, long, 'x', fitting, 'next\n'].map((text) => Buffer.from(text)),
    );
    assert.equal(lines, `${fitting}next\n`);
    assert.deepEqual(
      answers.map(({ id, error }) => [id, error?.code]),
      [
        ['a', -32_600],
        [null, -32_600],
      ],
    );
    assert.match(answers[1]?.error?.message ?? '', new RegExp(`has ${LONGEST_MESSAGE + 1} bytes`));
  });
});
