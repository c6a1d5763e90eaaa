import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startExample } from '../../../src/build/exampleFolder';

describe('the example that "npm start" opens', () => {
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netstat-example-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has two servers, on ports that nobody else has and that a file of it names', async () => {
    const [first, second] = [await startExample(folder), await startExample(folder)];
    try {
      const ports = [...first.ports, ...second.ports];
      assert.equal(new Set(ports).size, 4);
      const texts = ports.map(async (port) => (await fetch(`http://127.0.0.1:${port}`)).text());
      assert.deepEqual(
        await Promise.all(texts),
        ['web', 'api', 'web', 'api'].map((name) => `Hello from ${name}\n`),
      );
      const [web, api] = second.ports;
      assert.equal(readFileSync(join(folder, '.env'), 'utf8'), `WEB_PORT=${web}\nAPI_PORT=${api}\n`);
    } finally {
      first.stop();
      second.stop();
    }
  });

  it('leaves what the user changed in it', async () => {
    const file = join(folder, 'package.json');
    (await startExample(folder)).stop();
    writeFileSync(file, '{}');
    (await startExample(folder)).stop();
    assert.equal(readFileSync(file, 'utf8'), '{}');
  });
});
