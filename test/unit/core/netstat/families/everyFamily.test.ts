import assert from 'node:assert/strict';
import { OTHER_PROTOCOLS } from '../../../../../src/core/model/otherSocket';
import { completions } from '../../../../../src/core/netstat/commandLine/completion';
import { LONG_OPTIONS } from '../../../../../src/core/netstat/commandLine/optionTable';
import { parseArguments } from '../../../../../src/core/netstat/commandLine/parseArguments';
import { usageText } from '../../../../../src/core/netstat/commandLine/usage';
import { TABLES } from '../../../../../src/core/netstat/data/dataTables';
import { FAMILIES, FAMILY_LIST } from '../../../../../src/core/netstat/families/families';
import { wantedTables } from '../../../../../src/core/netstat/wantedTables';
import { protocolsNamed } from '../../../../../src/core/query/filter/filterProtocols';
import { rareMachine } from '../../../rareMachine';

const MACHINE = { programName: 'netstat', posixlyCorrect: false, selinuxEnabled: false };

/** The long options of net-tools 2.10 that name a family, in the order of its list. */
const NETSTATS = ['ax25', 'x25', 'ip', 'ipx', 'appletalk', 'netrom', 'inet', 'inet6', 'ddp', 'rose', 'unix'];

function tablesOf(...args: string[]): readonly string[] {
  const parsed = parseArguments(args, MACHINE);
  assert.ok(parsed.kind === 'run', args.join(' '));
  return wantedTables(parsed.options);
}

describe('the families of sockets', () => {
  for (const { name, title, optionNames, table, files, header, parse, routes, fields } of FAMILY_LIST) {
    it(`${title} is what -A, options, help, completion, filters and data know`, () => {
      for (const option of optionNames) {
        assert.deepEqual(tablesOf('-r', '-A', option), [`${table}Routes`]);
        assert.deepEqual(tablesOf('-r', `--${option}`), [`${table}Routes`]);
        assert.ok(usageText().includes(`--${option}`));
      }
      if (header !== undefined) assert.deepEqual(tablesOf(`--${name}`), [table]);
      assert.ok(tablesOf('--json').includes(table), 'all tables');
      assert.ok(completions(`-r --${name.slice(0, -1)}`).some(({ line }) => line === `-r --${name}`));
      assert.deepEqual(protocolsNamed(name), [name]);
      assert.deepEqual([TABLES[table], TABLES[`${table}Routes`]], [fields, routes.fields]);
    });

    it(`${title} has sockets that views can show`, () => {
      const machine = rareMachine();
      const [file = ''] = files.map((each) => machine.files.get(`self/net/${each}`) ?? '').filter(Boolean);
      const { rows, issues } = parse(Buffer.from(file, 'latin1'));
      assert.deepEqual(issues, []);
      assert.ok(rows.length > 0);
      for (const { protocol, local, foreign, txQueue, rxQueue } of rows) {
        assert.equal(protocol, name);
        assert.notEqual(local, '');
        assert.ok(foreign === undefined || !['', '*'].includes(foreign));
        assert.ok(txQueue >= 0 && rxQueue >= 0);
      }
    });
  }

  it('are all in the list, each under its name', () => {
    assert.deepEqual(Object.keys(FAMILIES).toSorted(), OTHER_PROTOCOLS.toSorted());
    for (const [name, family] of Object.entries(FAMILIES)) assert.equal(family.name, name);
  });

  it('are what netstat takes an abbreviation for, the empty one too', () => {
    const beginnings = NETSTATS.flatMap((name) => Array.from(name, (_, at) => name.slice(0, at)));
    for (const beginning of new Set(beginnings)) {
      const isMeant = (name: string): boolean => name.startsWith(beginning);
      assert.equal(LONG_OPTIONS.find(({ name }) => isMeant(name))?.name, NETSTATS.find(isMeant), beginning);
    }
  });
});
