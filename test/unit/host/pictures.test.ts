import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../host/paths';

const FOLDER = 'test/e2e/screenshots';

describe('pictures in the repository', () => {
  it('are those that README.md shows: a run leaves the others elsewhere', () => {
    const readme = readFileSync(join(repository, 'README.md'), 'utf8');
    const shown = [...readme.matchAll(/\]\(([^)]+\.png)\)/g)].map(([, path = '']) => path);
    const kept = readdirSync(join(repository, FOLDER)).map((name) => `${FOLDER}/${name}`);
    assert.deepEqual(kept.toSorted(), shown.filter((path) => path.startsWith(FOLDER)).toSorted());
    assert.ok(kept.length > 0);
  });
});
