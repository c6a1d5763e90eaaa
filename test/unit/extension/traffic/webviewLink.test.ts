import assert from 'node:assert/strict';
import '../fakeVscode';
import { textsOf } from '../../../../src/extension/traffic/webviewLink';

describe('the texts of the Traffic page', () => {
  it('are those that it shows and that are translated', () => {
    const bundle = { Filter: 'Filtern', Kill: 'Beenden' };
    assert.deepEqual(textsOf(bundle, ['Filter', 'Pause', 'toString']), { Filter: 'Filtern' });
    assert.deepEqual(textsOf(undefined, ['Filter']), {});
  });
});
