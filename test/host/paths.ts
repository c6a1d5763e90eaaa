import { resolve } from 'node:path';

/** The repository's own folder. */
export const repository = resolve(__dirname, '../..');

/** What tests read: recordings, reports, programs to start. */
export const fixtures = resolve(repository, 'test/fixtures');

/** Everything fetched is kept here; `@vscode/test-electron` uses the same folder. */
export const cache = resolve(repository, '.vscode-test');
