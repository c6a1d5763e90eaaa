import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SCHEMA } from '../../../../../src/core/netstat/data/jsonWriter';
import { TABLES } from '../../../../../src/core/netstat/data/dataTables';

const readme = readFileSync(path.join(__dirname, '../../../../../README.md'), 'utf8');

/** The tables as the README lists them: "state(code name)" is two fields, "as OTHER" all of another table. */
function documentedTables(): Record<string, string[]> {
  const [, block = ''] = /```text\n(internet [^]*?)```/.exec(readme) ?? [];
  const tables: Record<string, string[]> = {};
  for (const [, name = '', text = ''] of block.matchAll(/^(\w+)((?:.|\n(?= ))*)/gm)) {
    const other = /^\s+as (\w+)$/.exec(text)?.[1];
    tables[name] = other === undefined ? fieldsIn(text) : [...(tables[other] ?? [])];
  }
  return tables;
}

function fieldsIn(text: string): string[] {
  return [...text.matchAll(/(\w+)(?:\(([^)]*)\))?/g)].flatMap(([, name = '', inner]) =>
    inner === undefined ? [name] : inner.split(/\s+/).map((field) => `${name}.${field}`),
  );
}

describe('the schema of --json', () => {
  it('is in the README, table by table and field by field', () => {
    const inCode = Object.entries(TABLES).map(([name, columns]) => [name, [...columns]]);
    assert.deepEqual(documentedTables(), Object.fromEntries(inCode));
  });

  it('has the number that the README names', () => {
    assert.match(readme, new RegExp(`"schema": ${SCHEMA},`));
    assert.match(readme, new RegExp(`added to schema ${SCHEMA};`));
  });
});
