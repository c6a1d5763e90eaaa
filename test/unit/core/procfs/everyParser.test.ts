import assert from 'node:assert/strict';
import type { Parsed } from '../../../../src/core/model/issue';
import { parseAppletalk } from '../../../../src/core/netstat/families/appletalk/appletalk';
import { parseAtalkRoute } from '../../../../src/core/netstat/families/appletalk/appletalkRoutes';
import { parseAx25 } from '../../../../src/core/netstat/families/ax25/ax25';
import { parseAx25Route } from '../../../../src/core/netstat/families/ax25/ax25Routes';
import { parseCounterList } from '../../../../src/core/procfs/counterList';
import { parseDev } from '../../../../src/core/procfs/dev';
import { parseFibTrie } from '../../../../src/core/procfs/fibTrie';
import { parseIfInet6 } from '../../../../src/core/procfs/ifInet6';
import { parseIgmp } from '../../../../src/core/procfs/igmp';
import { parseIgmp6 } from '../../../../src/core/procfs/igmp6';
import { parseIpMasquerade } from '../../../../src/core/procfs/ipMasquerade';
import { parseIpv6Route } from '../../../../src/core/procfs/ipv6Route';
import { parseIpx } from '../../../../src/core/netstat/families/ipx/ipx';
import { parseIpxRoute } from '../../../../src/core/netstat/families/ipx/ipxRoutes';
import { parseNetrom } from '../../../../src/core/netstat/families/netrom/netrom';
import { parseNfConntrack } from '../../../../src/core/procfs/nfConntrack';
import { parseNrNeigh, parseNrNodes } from '../../../../src/core/netstat/families/netrom/netromRoutes';
import { parseRose } from '../../../../src/core/netstat/families/rose/rose';
import { parseRoseNeigh, parseRoseNodes } from '../../../../src/core/netstat/families/rose/roseRoutes';
import { parseRoute } from '../../../../src/core/procfs/route';
import { parseRtCache } from '../../../../src/core/procfs/rtCache';
import { parseSctpAssocs, parseSctpEps } from '../../../../src/core/netstat/families/sctp/sctpFiles';
import { parseSnmp } from '../../../../src/core/procfs/snmp';
import { parseSnmp6 } from '../../../../src/core/procfs/snmp6';
import { parseX25 } from '../../../../src/core/netstat/families/x25/x25';
import { parseX25Route } from '../../../../src/core/netstat/families/x25/x25Routes';
import { assertProperty, hostileBytes } from '../../property';
import { EXAMPLES } from './examples';

/** Every parser of a table that is not one of sockets' columns. */
const PARSERS: Readonly<Record<string, (bytes: Uint8Array) => Parsed<unknown>>> = {
  appletalk: parseAppletalk,
  atalkRoute: parseAtalkRoute,
  ax25: parseAx25,
  ax25Route: parseAx25Route,
  counterList: parseCounterList,
  dev: parseDev,
  fibTrie: parseFibTrie,
  ifInet6: parseIfInet6,
  igmp: (bytes) => parseIgmp(bytes, true),
  igmp6: parseIgmp6,
  ipMasquerade: parseIpMasquerade,
  ipv6Route: parseIpv6Route,
  ipx: parseIpx,
  ipxRoute: parseIpxRoute,
  netrom: parseNetrom,
  nfConntrack: parseNfConntrack,
  nrNeigh: parseNrNeigh,
  nrNodes: parseNrNodes,
  rose: parseRose,
  roseNeigh: parseRoseNeigh,
  roseNodes: parseRoseNodes,
  route: (bytes) => parseRoute(bytes, true),
  rtCache: (bytes) => parseRtCache(bytes, false),
  sctpAssocs: parseSctpAssocs,
  sctpEps: parseSctpEps,
  snmp: parseSnmp,
  snmp6: parseSnmp6,
  x25: parseX25,
  x25Route: parseX25Route,
};

describe('every parser', () => {
  for (const [name, parse] of Object.entries(PARSERS)) {
    const example = EXAMPLES[name] ?? '';

    it(`${name}: makes a row of each line the kernel writes`, () => {
      const { rows, issues } = parse(Buffer.from(example, 'latin1'));
      assert.ok(rows.length > 0);
      assert.deepEqual(issues, []);
    });

    it(`${name}: takes an empty file for an empty table`, () => {
      assert.deepEqual(parse(new Uint8Array()).rows, []);
      assert.deepEqual(parse(new Uint8Array()).issues, []);
    });

    it(`${name}: never throws, and names a line and a reason for what is unreadable`, () => {
      assertProperty(hostileBytes, (bytes) => assertSound(parse(bytes), bytes));
    });

    it(`${name}: never throws where a good file is cut or damaged`, () => {
      const whole = Buffer.from(example, 'latin1');
      assertProperty(hostileBytes, (noise) => {
        const at = ((noise[0] ?? 0) * 256 + (noise[1] ?? 0)) % (whole.length + 1);
        assertSound(parse(whole.subarray(0, at)), whole);
        const damaged = Buffer.concat([whole.subarray(0, at), noise.subarray(2, 6), whole.subarray(at)]);
        assertSound(parse(damaged), damaged);
      });
    });
  }
});

function assertSound({ rows, issues }: Parsed<unknown>, bytes: Uint8Array): void {
  const lines = bytes.filter((byte) => byte === 0x0a).length + 1;
  assert.ok(rows.length <= lines);
  for (const issue of issues) {
    assert.ok(issue.line >= 1 && issue.line <= lines, `line ${issue.line} of ${lines}`);
    assert.notEqual(issue.field, '');
    assert.notEqual(issue.reason, '');
    assert.ok(issue.raw.length <= 200);
  }
}
