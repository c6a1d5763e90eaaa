import assert from 'node:assert/strict';
import { HostNames, MOST_KEPT } from '../../../../../src/node/engine/answers/hostNames';
import { FakeReader } from '../../fakeReader';

const HOSTS = '127.0.0.1 localhost\n::1 ip6-localhost\n10.0.0.7 database db\n';

/** Name servers that know one host, and what they were asked. */
function machine(now = () => 0): { names: HostNames; asked: string[]; etc: FakeReader } {
  const etc = new FakeReader();
  etc.files.set('hosts', HOSTS);
  const asked: string[] = [];
  const reverse = async (address: string): Promise<string[]> => {
    asked.push(address);
    if (address !== '192.0.2.1') throw new Error('ENOTFOUND');
    return ['www.example.org', 'other.example.org'];
  };
  return { names: new HostNames(etc, reverse, now), asked, etc };
}

describe('names of hosts', () => {
  it('come from /etc/hosts first, and the name servers for what it lacks', async () => {
    const { names, asked } = machine();
    const wanted = ['10.0.0.7', '192.0.2.1', '::1', '::ffff:127.0.0.1', '198.51.100.1', '2001:db8::1'];
    assert.deepEqual(await names.namesOf(wanted), [
      'database',
      'www.example.org',
      'ip6-localhost',
      'localhost',
      undefined,
      undefined,
    ]);
    assert.deepEqual(asked.toSorted(), ['192.0.2.1', '198.51.100.1', '2001:db8::1']);
  });

  it('are asked for once in a while, those without an answer too', async () => {
    let time = 0;
    const { names, asked } = machine(() => time);
    await names.namesOf(['192.0.2.1', '198.51.100.1', '192.0.2.1']);
    await names.namesOf(['192.0.2.1', '198.51.100.1']);
    assert.equal(asked.length, 2);
    time += 11 * 60_000;
    await names.namesOf(['192.0.2.1']);
    assert.equal(asked.length, 3);
  });

  it('are kept in bounds', async () => {
    const { names, asked } = machine();
    const many = Array.from({ length: MOST_KEPT + 1 }, (_, i) => `10.1.${i >> 8}.${i & 255}`);
    await names.namesOf(many);
    await names.namesOf([many[5_000] ?? '']);
    assert.equal(asked.length, many.length, 'kept');
    const before = new Set(many);
    await names.namesOf(many);
    assert.ok(asked.length > before.size, 'the oldest was forgotten');
  });

  it('are none where /etc/hosts cannot be read and nobody answers', async () => {
    const { names, etc } = machine();
    etc.files.delete('hosts');
    assert.deepEqual(await names.namesOf(['10.0.0.7', 'no address']), [undefined, undefined]);
  });
});
