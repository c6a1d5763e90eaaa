import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalog } from '../../../../src/build/manifest/catalog';
import { icons } from '../../../../src/extension/catalog/icons';
import { repository } from '../../../host/paths';

const CODICONS = join(repository, 'node_modules/@vscode/codicons/src/icons');

describe('icons', () => {
  it('are one a thing, so that each means the same everywhere', () => {
    const all = Object.values(icons);
    assert.deepEqual(
      all.filter((icon, at) => all.indexOf(icon) !== at),
      [],
    );
  });

  it('are codicons', () => {
    const strangers = Object.values(icons).filter((icon) => !existsSync(join(CODICONS, `${icon}.svg`)));
    assert.deepEqual(strangers, []);
  });

  it('tell views apart where they are folded to them', () => {
    const ofViews = readCatalog().view.map(({ icon }) => icon);
    assert.equal(new Set(ofViews).size, ofViews.length, ofViews.join(', '));
    const known: readonly string[] = Object.values(icons);
    for (const icon of ofViews) assert.ok(known.includes(icon), icon);
  });
});
