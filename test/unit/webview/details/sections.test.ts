import { deepStrictEqual } from 'node:assert/strict';
import { sectionsOf } from '../../../../src/webview/details/sections';

describe('facts of a row', () => {
  it('stand below their headings', () => {
    const facts = [
      { label: 'State', value: 'LISTEN' },
      { heading: 'Process' },
      { label: 'PID', value: '12' },
      { label: 'Name', value: 'nginx' },
      { heading: 'Container' },
    ];
    deepStrictEqual(sectionsOf(facts), [
      { heading: '', facts: [{ label: 'State', value: 'LISTEN' }] },
      { heading: 'Process', facts: facts.slice(2, 4) },
      { heading: 'Container', facts: [] },
    ]);
    deepStrictEqual(sectionsOf([]), []);
  });
});
