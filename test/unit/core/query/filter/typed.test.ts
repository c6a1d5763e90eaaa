import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isError } from '../../../../../src/core/query/filter/filter';
import { parseFilter } from '../../../../../src/core/query/filter/parse';
import { readTyped } from '../../../../../src/core/query/filter/typed';
import { assertProperty } from '../../../property';

/** What is typed, and what it asks for so far. */
const UNFINISHED: readonly (readonly [typed: string, soFar: string])[] = [
  ['port:', ''],
  ['node port:', 'node'],
  ['port:80,', 'port:80'],
  ['port:,80', 'port:80'],
  ['port:3000-', 'port:3000'],
  ['port:3000-4', 'port:3000'],
  ['port:65530-655', 'port:65530'],
  ['pid:500000-', 'pid:500000'],
  ['-', ''],
  ['node -', 'node'],
  ['- node', 'node'],
  ['"', ''],
  ['"web c', '"web c"'],
  ['"a\\', '"a\\\\"'],
  ['process:"web', 'process:"web"'],
  ['""', ''],
  ['state:esta', 'state:established'],
  ['state:fin', 'state:fin_wait,fin_wait1,fin_wait2'],
  ['-state:listen,t', '-state:listen,time_wait'],
  ['owner:', ''],
  ['owner:l', 'owner:likely'],
  ['address:', ''],
  ['address:10.0.0.0/', 'address:10.0.0.0'],
  ['address:::/', 'address:::'],
  ['address:[', ''],
  ['address:[::1', ''],
  ['address:localh', ''],
  ['address:300', 'address:30'],
  [':', ''],
  ['127.0.0.1:', '127.0.0.1'],
  ['localhost:', ''],
  ['dead:', ''],
  ['since:', ''],
  ['since:1', ''],
  ['since:14:', ''],
  ['since:2026-11-27T1', 'since:2026-11-27'],
  ['between:10m', ''],
  ['between:14:00-1', ''],
  ['between:2026-11-26-2', ''],
  ['port: node state:li x', 'node state:listen x'],
];

/** What never becomes right, and the character that is at fault. */
const WRONG: readonly (readonly [typed: string, code: string, offset: number])[] = [
  ['port:x1', 'badNumber', 5],
  ['port:70000', 'badNumber', 5],
  ['port:-5', 'badNumber', 5],
  ['state:xyz', 'unknownState', 6],
  ['proto:tcx', 'unknownProtocol', 6],
  ['owner:alice', 'unknownKnowledge', 6],
  ['prt:', 'unknownKey', 0],
  ['prt:80', 'unknownKey', 0],
  ['address:1.2.3.4.5', 'badAddress', 8],
  ['address:10.0.0.0/33', 'badPrefixLength', 8],
  ['--', 'doubleMinus', 0],
  ['mine:x', 'unexpectedValue', 5],
  ['since:x', 'badMoment', 6],
  ['between:1m-10m', 'backwardSpan', 8],
  ['-since:1h', 'oneSpan', 0],
  ['state:estab port: port:x', 'badNumber', 23],
  ['state:esta port: port:x', 'badNumber', 22],
];

describe('a filter that is being typed', () => {
  for (const [typed, soFar] of UNFINISHED) {
    it(`asks with ${typed} for "${soFar}" so far, and is no error`, () => {
      const read = readTyped(typed);
      if (isError(read)) assert.fail(JSON.stringify(read));
      assert.equal(read.expression.replace(/ +/g, ' '), soFar);
      const error = parseFilter(typed);
      assert.ok(isError(error) && read.unfinished !== undefined);
      assert.deepEqual(read.unfinished.code, error.code);
    });
  }

  for (const [typed, code, offset] of WRONG) {
    it(`is wrong with ${typed}, whatever follows`, () => {
      const read = readTyped(typed);
      assert.ok(isError(read), JSON.stringify(read));
      assert.deepEqual([read.code, read.offset], [code, offset]);
    });
  }

  it('is what it says where it is right', () => {
    for (const typed of ['', 'node', 'state:estab', 'port:80,443 -user:root', 'since:1h']) {
      const read = readTyped(typed);
      assert.ok(!isError(read) && read.unfinished === undefined);
      assert.deepEqual(read.expression, typed);
    }
  });

  it('is no error at any key on the way to one that is right', () => {
    for (const whole of [
      'state:established -port:3000-3999 process:"Web Content"',
      'address:10.0.0.0/8,fe80::/10 -localaddress:[::1] user:root,1000',
      '[::1]:8080 127.0.0.1:443 localhost:80 :22',
      'proto:tcp6,udp -state:time_wait foreignport:443 owner:proven,likely',
      'since:2026-11-27T14:00:30 between:14:00-14:10',
      'between:2026-11-26T10:00-2026-11-27T09:30 mine: path:"/run/a b"',
      'between:2h-1h since:1h30m address:::ffff:10.1.2.3 inode:123-456',
    ]) {
      assert.ok(!isError(parseFilter(whole)), whole);
      for (let end = 0; end <= whole.length; end++) {
        const read = readTyped(whole.slice(0, end));
        if (isError(read)) assert.fail(`${whole.slice(0, end)}: ${JSON.stringify(read)}`);
      }
    }
  });

  it('has of any text an expression that can be read, or an error inside of it', () => {
    const text = fc.array(
      fc.oneof(
        fc.constantFrom(
          ...['port:', 'state:', 'x', '-', '"', ' ', ',', '\\', ':', '3', '/', '[', 'fin', '.'],
        ),
        fc.string({ maxLength: 3 }),
      ),
    );
    assertProperty(text, (parts) => {
      const typed = parts.join('');
      const read = readTyped(typed);
      if (isError(read)) assert.ok(read.offset >= 0 && read.offset <= typed.length);
      else assert.ok(!isError(parseFilter(read.expression)), read.expression);
    });
  });
});
