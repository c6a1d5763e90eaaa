import assert from 'node:assert/strict';
import { LAST_SYSTEM_PORT, usualService, usualServices } from '../../../../src/core/etc/usualServices';

describe('services that people know by their ports', () => {
  it('are named as people call them', () => {
    const named: readonly (readonly [number, string, string | undefined])[] = [
      [5432, 'tcp', 'postgresql'],
      [3306, 'tcp', 'mysql'],
      [6379, 'tcp', 'redis'],
      [27017, 'tcp', 'mongodb'],
      [9092, 'tcp', 'kafka'],
      [9200, 'tcp', 'elasticsearch'],
      [9090, 'tcp', 'prometheus'],
      [11434, 'tcp', 'ollama'],
      [5353, 'udp', 'mdns'],
      [5353, 'tcp', undefined],
      [1194, 'udp', 'openvpn'],
    ];
    for (const [port, transport, name] of named) assert.equal(usualService(port, transport), name, `${port}`);
  });

  it('leave ports alone that anybody’s server may have, and names of IANA’s that nobody knows', () => {
    for (const port of [3000, 4200, 5000, 5173, 8000, 8001, 8080, 8081, 8888, 9000, 9001, 1524, 3001])
      assert.equal(usualService(port, 'tcp'), undefined, `${port}`);
  });

  it('are some three hundred above the system ports, with one name a port', () => {
    for (const [key, name] of usualServices) {
      assert.match(key, /^\d{4,5}\/(?:tcp|udp)$/);
      assert.match(name, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      const port = Number(key.split('/')[0]);
      assert.ok(port > LAST_SYSTEM_PORT && port <= 65_535, key);
    }
    assert.ok(usualServices.size >= 290 && usualServices.size <= 400, `${usualServices.size}`);
  });
});
