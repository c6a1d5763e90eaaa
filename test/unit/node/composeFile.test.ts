import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labelledFiles } from '../../../src/core/containers/composeFilePaths';
import { readComposeFile } from '../../../src/node/composeFile';

const TEXT = 'services:\n  db:\n';

describe('the Compose file that a label names', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'compose-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  /** What comes of a label: the text, or why there is none. */
  const look = async (label: string, folder?: string): Promise<string> => {
    const [file] = labelledFiles({ composeFiles: [label], ...(folder !== undefined && { folder }) });
    const looked = await readComposeFile(file ?? assert.fail());
    return 'text' in looked ? looked.text : looked.refusal;
  };
  const at = (name: string): string => join(root, name);

  it('is read where it is a regular file below 1 MB', async () => {
    writeFileSync(at('compose.yml'), TEXT);
    assert.equal(await look(at('compose.yml')), TEXT);
    assert.equal(
      await look('compose.yml', root),
      TEXT,
      'podman-compose names it within the project’s folder',
    );
    truncateSync(at('compose.yml'), 1024 * 1024 - 1);
    assert.equal((await look(at('compose.yml'))).length, 1024 * 1024 - 1);
    for (const size of [1024 * 1024, 10 * 1024 * 1024]) {
      truncateSync(at('compose.yml'), size);
      assert.equal(await look(at('compose.yml')), 'long');
    }
  });

  it('is called .yml or .yaml, what a link leads to as well', async () => {
    writeFileSync(at('secret'), TEXT);
    writeFileSync(at('shop.yaml'), TEXT);
    symlinkSync(at('secret'), at('a.yml'));
    symlinkSync(at('shop.yaml'), at('b.yml'));
    symlinkSync(at('c.yml'), at('c.yml'));
    symlinkSync('/dev/null', at('d.yml'));
    assert.deepEqual(
      [await look(at('secret')), await look(at('a.yml')), await look(at('b.yml'))],
      ['ending', 'linked', TEXT],
    );
    assert.deepEqual([await look(at('c.yml')), await look(at('d.yml'))], ['failed', 'linked']);
    assert.equal(await look('/etc/passwd'), 'ending');
  });

  it('is never waited for: a pipe, a socket, a folder and a device are none', async () => {
    execFileSync('mkfifo', [at('pipe.yml')]);
    mkdirSync(at('folder.yml'));
    const server = createServer().listen(at('socket.yml'));
    await new Promise((resolve) => server.once('listening', resolve));
    for (const name of ['pipe', 'folder', 'socket'])
      assert.equal(await look(at(`${name}.yml`)), 'kind', name);
    server.close();
    const isMade = await made(() =>
      execFileSync('mknod', [at('zero.yml'), 'c', '1', '5'], { stdio: 'ignore' }),
    );
    if (isMade) assert.equal(await look(at('zero.yml')), 'kind');
  });

  it('may not be there, or not be this user’s to read', async () => {
    assert.equal(await look(at('none.yml')), 'absent');
    writeFileSync(at('file'), '');
    assert.equal(await look(at('file/none.yml')), 'absent');
    assert.equal(await look(`/${'x'.repeat(300)}.yml`), 'failed');
    writeFileSync(at('own.yml'), TEXT);
    chmodSync(at('own.yml'), 0);
    assert.equal(await look(at('own.yml')), process.geteuid?.() === 0 ? TEXT : 'denied');
  });

  it('has to be absolute, or to lie within a folder that is', async () => {
    writeFileSync(at('compose.yml'), TEXT);
    mkdirSync(at('sub'));
    for (const label of [
      'compose.yml',
      '../compose.yml',
      'file:///compose.yml',
      `file://${at('compose.yml')}`,
      'a\n/compose.yml',
      '$(id).yml',
      '~/compose.yml',
    ]) {
      assert.equal(await look(label), 'relative', label);
    }
    for (const label of [
      '../compose.yml',
      'x/../../compose.yml',
      './compose.yml',
      `file://${at('compose.yml')}`,
      'a\n.yml',
    ])
      assert.equal(await look(label, at('sub')), 'relative', label);
    assert.equal(await look('compose.yml', 'srv/shop'), 'relative');
    assert.equal(await look('$(id).yml', root), 'absent', 'it is a name like any other');
  });
});

/** Whether it worked: only root makes devices. */
async function made(make: () => unknown): Promise<boolean> {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
