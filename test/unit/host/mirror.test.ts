/** Tests of units lie where what they test lies. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repository } from '../../host/paths';

/** What tests no folder of src: what tests share, and their own tools. */
const OTHERS = ['.', 'host'];

describe('the folders of unit tests', () => {
  it('are folders of the code', () => {
    const files = readdirSync(join(repository, 'test/unit'), { recursive: true, encoding: 'utf8' });
    const folders = new Set(files.filter((file) => file.endsWith('.ts')).map((file) => dirname(file)));
    assert.ok(folders.size > 20);
    assert.deepEqual(
      [...folders].filter(
        (folder) => !OTHERS.includes(folder) && !existsSync(join(repository, 'src', folder)),
      ),
      [],
    );
  });
});
