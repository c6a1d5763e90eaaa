/** The map names files that there are. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../host/paths';

describe('the map of the code', () => {
  it('names no file that is not there', () => {
    const map = readFileSync(join(repository, 'src/ARCHITECTURE.md'), 'utf8');
    const named = [...map.matchAll(/`([\w.-]+(?:\/[\w.-]+)+\.(?:ts|json|md|jsonl))`/g)].map(
      ([, path = '']) => path,
    );
    assert.ok(named.length > 60);
    const missing = named.filter(
      (path) =>
        !/NAME|\/x\.ts$|^dist\//.test(path) &&
        ![path, join('src', path)].some((at) => existsSync(join(repository, at))),
    );
    assert.deepEqual(missing, []);
  });
});
