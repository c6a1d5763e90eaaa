import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../host/paths';

const text = (file: string): string => readFileSync(join(repository, file), 'utf8');

describe('pictures in the repository', () => {
  const shown = [...text('README.md').matchAll(/\]\(([^):]+\.(?:png|webp))\)/g)].map(([, path = '']) => path);
  const walkthrough = [...text('package.json').matchAll(/"(media\/[^"]+\.webp)"/g)].map(
    ([, path = '']) => path,
  );

  it('are all that README.md and the walkthrough show', () => {
    assert.ok(shown.length > 0 && walkthrough.length > 0);
    for (const path of [...shown, ...walkthrough]) assert.ok(existsSync(join(repository, path)), path);
  });

  it('are shown: a run leaves the others elsewhere', () => {
    const kept = readdirSync(join(repository, 'media')).filter((name) => name.endsWith('.webp'));
    for (const name of kept) assert.ok([...shown, ...walkthrough].includes(`media/${name}`), name);
  });
});
