import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TypedUnit } from '../../../src/core/units/typedLines';
import { ownTypist } from '../../../src/node/self';
import { findUnitFile, triggersOf, type UnitFilePath } from '../../../src/node/unitFile';

const ME = { uid: 1000 };
const system = (unit: string): TypedUnit => ({ unit, unitOf: 'system' });

describe('the file of a unit', () => {
  let root: string;
  let folders: readonly string[];
  const find = (unit: string): UnitFilePath | undefined => findUnitFile(system(unit), ME, folders);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'units-'));
    folders = ['etc', 'lib'].map((name) => join(root, name));
    for (const folder of folders) mkdirSync(folder);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (path: string): string => {
    writeFileSync(join(root, path), '[Unit]\n');
    return join(root, path);
  };

  it('is that of the strongest folder, whatever a template says', () => {
    const weak = write('lib/a@b.service');
    const template = write('etc/a@.service');
    assert.deepEqual(find('a@b.service'), { path: weak, isText: true });
    assert.deepEqual(find('a@c.service'), { path: template, isText: true });
    const strong = write('etc/a@b.service');
    assert.deepEqual(find('a@b.service'), { path: strong, isText: true });
    assert.equal(find('b.service'), undefined);
  });

  it('is shown as a file alone, and not where it is masked or too long', () => {
    const path = (name: string): string => join(root, 'etc', name);
    write('lib/masked.service');
    symlinkSync('/dev/null', path('masked.service'));
    mkdirSync(path('folder.service'));
    truncateSync(write('etc/long.service'), 1024 * 1024 + 1);
    for (const name of ['masked.service', 'folder.service', 'long.service'])
      assert.deepEqual(find(name), { path: path(name), isText: false }, name);
    symlinkSync('nowhere', path('lost.service'));
    assert.equal(find('lost.service'), undefined);
    symlinkSync('lost/loop', path('loop.service'));
    symlinkSync('loop2.service', path('loop2.service'));
    assert.deepEqual([find('loop.service'), find('loop2.service')], [undefined, undefined]);
  });

  it('leads to the .socket units that start a service again', () => {
    write('lib/cups.service');
    write('lib/cups.socket');
    writeFileSync(join(root, 'etc/printing.socket'), '[Socket]\nListenStream=631\nService=cups.service\n');
    const triggers = (unit: string): readonly string[] => triggersOf(system(unit), ME, folders);
    assert.deepEqual([...triggers('cups.service')].sort(), ['cups.socket', 'printing.socket']);
    assert.deepEqual(triggers('cups.socket'), []);
    assert.deepEqual(triggers('web.service'), []);
  });

  it('is looked for in no folder of this machine where a container has the unit', () => {
    assert.equal(findUnitFile({ unit: 'systemd-journald.service', unitOf: 'container' }, ME), undefined);
  });
});

describe('who types', () => {
  it('is this process, with what it runs in', () => {
    const { uid, membership } = ownTypist();
    assert.equal(uid, process.geteuid?.());
    assert.ok(membership !== undefined);
  });
});
