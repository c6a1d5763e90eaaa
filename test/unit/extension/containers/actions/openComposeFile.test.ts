import '../../fakeVscode';
import assert from 'node:assert/strict';
import type { ContainerFacts } from '../../../../../src/core/model/container';
import { openComposeFile } from '../../../../../src/extension/containers/actions/openComposeFile';
import { type FileRefusal, readComposeFile } from '../../../../../src/node/composeFile';
import { dbContainer } from '../../../knownContainers';
import { FakeTerminal } from '../../units/fakeTerminal';

const FILES: Readonly<Record<string, string>> = {
  '/srv/shop/compose.yaml': 'services:\n  web:\n  db:\n',
  '/srv/shop/override.yml': 'services:\n  web:\n',
  '/srv/long.yml': 'long',
  '/srv/pipe.yml': 'kind',
  '/srv/own.yml': 'denied',
};
const REFUSALS: ReadonlySet<string> = new Set(['long', 'kind', 'denied']);

/** The file system of a test. */
const read: typeof readComposeFile = async (file) => {
  const found = FILES[file.path] ?? 'absent';
  if (file.refusal !== undefined) return readComposeFile(file);
  const isRefused = found === 'absent' || REFUSALS.has(found);
  return isRefused ? { path: file.path, refusal: found as FileRefusal } : { path: file.path, text: found };
};

describe('Open Compose File', () => {
  let screen: FakeTerminal;
  beforeEach(() => void (screen = new FakeTerminal()));
  afterEach(() => screen.dispose());
  const open = (composeFiles: readonly string[], facts: Partial<ContainerFacts> = {}): Promise<void> =>
    openComposeFile(dbContainer({ composeFiles, ...facts }), read);

  it('shows the file at the service, the one of several that has it', async () => {
    await open(['/srv/shop/override.yml', '/srv/shop/compose.yaml']);
    assert.deepEqual([screen.opened, screen.lines], [['/srv/shop/compose.yaml'], [2]]);
    await open(['compose.yaml'], { folder: '/srv/shop/' });
    assert.deepEqual([screen.opened[1], screen.lines[1]], ['/srv/shop/compose.yaml', 2]);
    assert.equal(screen.said, '');
  });

  it('shows it at its beginning where it has the service no more, and says so', async () => {
    await open(['/srv/none.yml', '/srv/shop/override.yml']);
    assert.deepEqual([screen.opened, screen.lines], [['/srv/shop/override.yml'], [0]]);
    assert.equal(screen.said, 'Service “db” was not found in it.');
  });

  it('says which of the conditions failed, cleaned', async () => {
    const told: readonly (readonly [string, RegExp])[] = [
      ['/srv/none.yml', /“\/srv\/none\.yml” was not opened: there is no such file on this machine\./],
      ['/srv/long.yml', /it is not below 1 MB\./],
      ['/srv/pipe.yml', /it is no regular file\./],
      ['/srv/own.yml', /you may not read it\./],
      ['/etc/passwd', /it does not end in \.yml or \.yaml\./],
      ['../shop/compose.yaml', /the container’s label names no absolute path\./],
      ['file:///srv/shop/compose.yaml', /the container’s label names no absolute path\./],
      ['$(id)', /“\$\(id\)” was not opened: the container’s label names no absolute path\./],
      [
        '/srv/a\n[x](command:y)\u202e.yml',
        /“\/srv\/a \[x\]\u200b\(command:y\)<U\+202E>\.yml” was not opened/,
      ],
    ];
    for (const [label, text] of told) {
      await open([label]);
      assert.match(screen.messages.at(-1)?.text ?? '', text);
    }
    assert.deepEqual(screen.opened, []);
  });

  it('says so where nothing names one', async () => {
    await openComposeFile(dbContainer(), read);
    const { engine: _engine, ...proc } = dbContainer();
    await openComposeFile(proc, read);
    assert.match(screen.said, /^Container aaaaaaaaaaaa .* has no label that names a Compose file\./);
    assert.match(
      screen.said,
      /\nWhether container .* was made by Compose is not known: only its engine would tell\.$/,
    );
  });
});
