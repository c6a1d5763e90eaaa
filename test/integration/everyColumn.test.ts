/** Nothing that netstat prints is missing: each column of its tables stands in a row, its tooltip, or the rows below. */
import assert from 'node:assert/strict';
import type { TableName } from '../../src/core/tables/tables';
import { GROUPS_TITLE } from '../../src/core/netstat/interfaces/groupListing';
import { INTERFACE_HEADER } from '../../src/core/netstat/interfaces/interfaceText';
import { IPX } from '../../src/core/netstat/families/ipx/ipx';
import { masqueradeTitle } from '../../src/core/netstat/routes/masqueradeListing';
import type { Options } from '../../src/core/netstat/commandLine/options';
import { parseArguments } from '../../src/core/netstat/commandLine/parseArguments';
import { cacheTitle, ipv4Title, ipv6Title } from '../../src/core/netstat/routes/routeText';
import { internetTitle, unixTitle } from '../../src/core/netstat/sockets/titles';
import { interfaceRows } from '../../src/extension/views/interfaces/interfaceRows';
import { groupMembershipRows } from '../../src/extension/views/multicastGroups/multicastGroupRows';
import { natRows } from '../../src/extension/views/nat/natRows';
import { routeRows } from '../../src/extension/views/routes/routeRows';
import { markdownOf, type Tooltip } from '../../src/extension/views/tooltip';
import type { Row } from '../../src/extension/views/tree/row';
import { socketFields } from '../../src/extension/views/sockets/socketFields';
import { Names } from '../../src/extension/names';
import { allRows } from '../../src/core/query/page/selectedRows';
import type { Snapshot } from '../../src/core/model/snapshot';
import { engineOn, fakeEtc } from '../unit/node/engineOn';
import { environmentOn } from '../unit/node/environmentOn';
import { FakeReader, tcpTable } from '../unit/node/fakeReader';
import { DEV_HEADER, ROUTE_HEADER, tablesOf } from '../unit/node/machineTables';

/** Where a column stands, by its name in netstat's header. */
type Places = Readonly<Record<string, RegExp>>;

const ROUTE: Places = {
  Destination: /192\.0\.2\.0\/24/,
  Gateway: /Gateway: 192\.0\.2\.1/,
  Flags: /Flags: U?G/,
  Metric: /Metric: 77/,
  Ref: /Ref: 3/,
  Use: /Use: 4/,
  Iface: /Interface: eth0/,
  MSS: /MSS: 1500/,
  Window: /Window: 200/,
  irtt: /irtt: 300/,
};

function options(...args: string[]): Options {
  const parsed = parseArguments(args, environmentOn(new FakeReader(), fakeEtc()));
  assert.ok(parsed.kind === 'run');
  return parsed.options;
}

/** Each word of the header must be in the name of some column, and each column must stand in the text. */
function assertColumns(title: string, places: Places, text: string): void {
  const header = title.trimEnd().split('\n').at(-1) ?? '';
  const names = Object.keys(places).join(' ').split(' ');
  for (const word of header.split(/\s+/))
    assert.ok(names.includes(word), `nothing is said of ${word} in ${header}`);
  for (const [name, place] of Object.entries(places)) {
    assert.match(text, place, `${name} is not told in ${text}`);
  }
}

/** All that rows and what is below them say. */
function textOf(rows: readonly Row[]): string {
  return rows
    .map((row) => {
      const tooltip = markdownOf((row.tooltip?.() as Tooltip | undefined) ?? []).value.replaceAll('\\', '');
      return `${row.label} ${row.description ?? ''}\n${tooltip}\n${textOf(row.children ?? [])}`;
    })
    .join('\n')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('**', '');
}

describe('every column of netstat', () => {
  const reader = new FakeReader();
  const set = (name: string, text: string): void => void reader.files.set(`self/net/${name}`, text);
  const table = <Name extends TableName>(name: Name): ReturnType<typeof read<Name>> => read(name);
  function read<Name extends TableName>(name: Name) {
    return tablesOf(reader).read(name);
  }

  it('of routes stands in their tooltips', () => {
    set('route', `${ROUTE_HEADER}eth0\t000200C0\t010200C0\t0003\t3\t4\t77\t00FFFFFF\t1500\t200\t300\n`);
    const genmask = { Genmask: /Genmask: 255\.255\.255\.0/ };
    assertColumns(ipv4Title('all'), { ...ROUTE, ...genmask }, textOf(routeRows(table('routes').contents)));
    set(
      'ipv6_route',
      '20010db8000000000000000000000000 20 00000000000000000000000000000000 00 fe800000000000000000000000000001 0000004d 00000003 00000004 00000003     eth0\n',
    );
    set('route', ROUTE_HEADER);
    assertColumns(
      ipv6Title('table'),
      {
        Destination: /2001:db8::\/32/,
        'Next Hop': /Gateway: fe80::1/,
        Flag: /Flags: UG/,
        Met: /Metric: 77/,
        Ref: /Ref: 3/,
        Use: /Use: 4/,
        If: /Interface: eth0/,
      },
      textOf(routeRows(table('routes').contents)),
    );
  });

  it('of the routing cache stands in its tooltips', () => {
    set('ipv6_route', '');
    set(
      'rt_cache',
      'Iface\tDestination\tGateway \tFlags\t\tRefCnt\tUse\tMetric\tSource\t\tMTU\tWindow\tIRTT\tTOS\tHHRef\tHHUptod\tSpecDst\n' +
        'eth0\t000200C0\t010200C0\t3\t3\t4\t77\t020200C0\t1500\t200\t300\t10\t5\t1\t040200C0\n',
    );
    assertColumns(
      cacheTitle('all'),
      {
        ...ROUTE,
        Destination: /192\.0\.2\.0/,
        Source: /Source: 192\.0\.2\.2/,
        TOS: /TOS: 0x10/,
        HHRef: /HHRef: 5/,
        HHUptod: /HHUptod: 1/,
        SpecDst: /SpecDst: 192\.0\.2\.4/,
      },
      textOf(routeRows(table('routes').contents)),
    );
  });

  it('of interfaces stands in their rows', () => {
    set('dev', `${DEV_HEADER}  eth0: 1000 11 12 13 14 0 0 0 2000 21 22 23 24 0 0 0\n`);
    const text = textOf(interfaceRows(table('interfaces'), undefined));
    const places = {
      Iface: /eth0/,
      MTU: /MTU/,
      'RX-OK': /\b11\b/,
      'RX-ERR': /\b12\b/,
      'RX-DRP': /\b13\b/,
      'RX-OVR': /\b14\b/,
      'TX-OK': /\b21\b/,
      'TX-ERR': /\b22\b/,
      'TX-DRP': /\b23\b/,
      'TX-OVR': /\b24\b/,
      Flg: /Flags/,
    };
    assertColumns(INTERFACE_HEADER, places, text);
  });

  it('of multicast groups stands in their rows', () => {
    set(
      'igmp',
      'Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n1\tlo        :     1      V3\n\t\t\t\t010000E0     7 0:00000000\t\t0\n',
    );
    const [, header = ''] = GROUPS_TITLE.split('\n');
    const places = { Interface: /lo/, RefCnt: /7 users/, Group: /224\.0\.0\.1/ };
    assertColumns(header, places, textOf(groupMembershipRows(table('multicastGroups').contents)));
  });

  it('of masqueraded connections stands in their rows', () => {
    set(
      'ip_masquerade',
      'Prc FromIP   FPrt ToIP     TPrt Masq Init-seq  Delta PDelta Expires (free=40960,40960,40960)\n' +
        'TCP 0A000002:9C40 C0000207:01BB EA60 0000002A      3      4    6000\n',
    );
    assertColumns(
      masqueradeTitle(options('-Me')),
      {
        prot: /TCP/,
        expire: /1 minute|60 s/,
        initseq: /Initial sequence number: 42/,
        delta: /Delta: 3/,
        prevd: /PDelta: 4/,
        source: /10\.0\.0\.2/,
        destination: /192\.0\.2\.7/,
        ports: /40000(.|\n)*443(.|\n)*60000/,
      },
      textOf(natRows(table('nat').contents)),
    );
  });

  describe('of sockets', () => {
    let snapshot: Snapshot;
    const names = new Names(() => assert.fail('no names of hosts were expected to be asked for'));

    before(async () => {
      set('tcp', tcpTable([{ port: 80, inode: 3001, uid: 1000 }]));
      set(
        'unix',
        'Num       RefCount Protocol Flags    Type St Inode Path\n0000000000000000: 00000009 00000000 00010000 0001 01  7001 /run/x.sock\n',
      );
      set(
        'ipx/socket',
        'Local_Address               Remote_Address              Tx_Queue  Rx_Queue  State  Uid\n12345678:4002               12345679:0080C7ABCDEF:0451  0000000A  00000014  01     1000\n',
      );
      reader.processes.set(70, { startTime: 200, comm: 'web', sockets: [3001, 7001] });
      snapshot = await engineOn(reader).scan('all', true);
    });

    function told(kind: 'inet' | 'unix' | 'other'): string {
      const row = allRows(snapshot).find((each) => each.kind === kind);
      assert.ok(row);
      const fields = socketFields(row, { snapshot, names }, Date.now());
      const owners = row.owners.map(({ pid, comm }) => `${pid}/${comm}`).join(' ');
      return `${fields.map(([name, value]) => `${name}: ${value}`).join('\n')}\n${owners}`;
    }

    it('stands in the tooltips of Internet sockets', () => {
      assertColumns(
        internetTitle(options('-aepo')),
        {
          Proto: /./,
          'Recv-Q': /Recv-Q: 0/,
          'Send-Q': /Send-Q: 0/,
          'Local Address': /Local address: 127\.0\.0\.1:80/,
          'Foreign Address': /Foreign address: 0\.0\.0\.0:\*/,
          State: /State: LISTEN/,
          User: /User: ada \(uid 1000\)/,
          Inode: /Inode: 3001/,
          'PID/Program name': /70\/web/,
          Timer: /Timer: none, retransmits 0, unanswered zero window probes 0/,
        },
        told('inet'),
      );
    });

    it('stands in the tooltips of UNIX sockets', () => {
      assertColumns(
        unixTitle(options('-axp')),
        {
          Proto: /./,
          RefCnt: /RefCnt: 9/,
          Flags: /Flags: \[ ACC \]/,
          Type: /Type: STREAM/,
          State: /State: LISTENING/,
          'I-Node': /Inode: 7001/,
          'PID/Program name': /70\/web/,
          Path: /Path: \/run\/x\.sock/,
        },
        told('unix'),
      );
    });

    it('stands in the tooltips of old families', () => {
      assertColumns(
        IPX.header?.(options('-ae')) ?? '',
        {
          Proto: /./,
          'Recv-Q': /Recv-Q: 20/,
          'Send-Q': /Send-Q: 10/,
          'Local Address': /12345678:4002|4002/,
          'Foreign Address': /0080C7ABCDEF/,
          State: /ESTABLISHED/,
          User: /uid 1000/,
        },
        told('other'),
      );
    });
  });
});
