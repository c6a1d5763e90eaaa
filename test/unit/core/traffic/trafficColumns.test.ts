import assert from 'node:assert/strict';
import { TRAFFIC_COLUMNS, TRAFFIC_KINDS } from '../../../../src/core/model/traffic';
import { ENGLISH } from '../../../../src/core/text/localizer';
import {
  COLUMNS,
  columnTitle,
  isDescendingFirst,
  isTextColumn,
  NAME_COLUMNS,
} from '../../../../src/core/traffic/trafficColumns';

describe('the columns of Traffic', () => {
  it('have titles that tell them apart', () => {
    const titles = TRAFFIC_COLUMNS.map((column) => columnTitle(column, ENGLISH));
    assert.equal(new Set(titles).size, TRAFFIC_COLUMNS.length);
    assert.deepEqual(titles.slice(11, 15), ['Received/s', 'Sent/s', 'Received', 'Sent']);
  });

  it('are there for each kind with what names its rows, first and in a narrow place, too', () => {
    for (const kind of TRAFFIC_KINDS) {
      const { kinds } = COLUMNS[NAME_COLUMNS[kind]];
      assert.ok(kinds.includes(kind), kind);
    }
    const narrow = TRAFFIC_COLUMNS.filter((column) => COLUMNS[column].staysNarrow.includes('connections'));
    assert.deepEqual(narrow, ['process', 'foreignAddress', 'receivedRate', 'sentRate']);
    for (const column of TRAFFIC_COLUMNS) {
      const { first, kinds, staysNarrow } = COLUMNS[column];
      assert.ok(
        first.every((kind) => kinds.includes(kind)),
        column,
      );
      assert.ok(
        staysNarrow.every((kind) => first.includes(kind)),
        column,
      );
    }
    for (const kind of TRAFFIC_KINDS) assert.ok(COLUMNS[NAME_COLUMNS[kind]].staysNarrow.includes(kind), kind);
  });

  it('have the largest number on top at the first click, and the first name', () => {
    assert.deepEqual(
      (['received', 'age', 'pid', 'process'] as const).map((column) => [
        isTextColumn(column),
        isDescendingFirst(column),
      ]),
      [
        [false, true],
        [false, true],
        [false, false],
        [true, false],
      ],
    );
  });
});
