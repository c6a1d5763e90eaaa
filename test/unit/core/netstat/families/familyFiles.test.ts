import assert from 'node:assert/strict';
import { parseAppletalk } from '../../../../../src/core/netstat/families/appletalk/appletalk';
import { parseAtalkRoute } from '../../../../../src/core/netstat/families/appletalk/appletalkRoutes';
import { parseAx25 } from '../../../../../src/core/netstat/families/ax25/ax25';
import { parseAx25Route } from '../../../../../src/core/netstat/families/ax25/ax25Routes';
import { parseIpx } from '../../../../../src/core/netstat/families/ipx/ipx';
import { parseIpxRoute } from '../../../../../src/core/netstat/families/ipx/ipxRoutes';
import { parseNetrom } from '../../../../../src/core/netstat/families/netrom/netrom';
import { parseNrNeigh, parseNrNodes } from '../../../../../src/core/netstat/families/netrom/netromRoutes';
import { parseRose } from '../../../../../src/core/netstat/families/rose/rose';
import { parseRoseNeigh, parseRoseNodes } from '../../../../../src/core/netstat/families/rose/roseRoutes';
import { parseX25 } from '../../../../../src/core/netstat/families/x25/x25';
import { parseX25Route } from '../../../../../src/core/netstat/families/x25/x25Routes';
import { EXAMPLES } from '../../procfs/examples';
import { fileOf, issueTexts } from '../../procfs/issueText';

const example = (name: string): Uint8Array => Buffer.from(EXAMPLES[name] ?? '', 'latin1');

describe('tables of other families', () => {
  it('IPX: addresses, and who is not connected', () => {
    const { rows } = parseIpx(example('ipx'));
    assert.deepEqual(rows[0]?.local, { network: 0x12345678, node: '', port: 0x4001 });
    assert.equal(rows[0]?.remote, undefined);
    assert.deepEqual(rows[1]?.remote, { network: 0x12345679, node: '0080C7ABCDEF', port: 0x0451 });
    assert.deepEqual([rows[1]?.txQueue, rows[1]?.rxQueue, rows[1]?.state, rows[1]?.uid], [10, 20, 1, 1000]);
    assert.deepEqual(issueTexts(parseIpx(fileOf('', '12345678 Not_Connected 0 0 07 0'))), [
      '2 Local_Address is not network:node:socket (dropped)',
    ]);
  });

  it('AX.25: digipeaters, and queues that are not told', () => {
    const { rows } = parseAx25(example('ax25'));
    assert.deepEqual(rows[2], {
      device: 'ax1',
      source: 'N0CALL-1',
      destination: 'N2XYZ-0',
      digipeaters: ['DIGI-1*', 'DIGI-2'],
      state: 1,
      sendSequence: 7,
      receiveSequence: 6,
      txQueue: 0,
      rxQueue: 0,
      inode: 0,
    });
    assert.equal(rows[0]?.inode, 5001);
  });

  it('AX.25: the columns of old kernels', () => {
    const parsed = parseAx25(
      fileOf(
        'dest_addr src_addr  dev  st vs vr va t1     t2     t3     idle   n2   rtt window paclen Snd-Q Rcv-Q',
        'N1ABC-2   N0CALL-1  ax0  3  1  2  0  00/10  00/03  000/300 000/00 00/10 5 2 256 12 34',
      ),
    );
    assert.deepEqual(issueTexts(parsed), []);
    assert.deepEqual(
      [parsed.rows[0]?.destination, parsed.rows[0]?.txQueue, parsed.rows[0]?.rxQueue],
      ['N1ABC-2', 12, 34],
    );
  });

  it('AX.25 routes: the way and its digipeaters', () => {
    assert.deepEqual(parseAx25Route(example('ax25Route')).rows, [
      { callsign: 'N1ABC-2', device: 'ax0', use: 0, digipeaters: [] },
      { callsign: 'default', device: 'ax1', use: 7, digipeaters: ['DIGI-1'] },
    ]);
  });

  it('NET/ROM: sockets, and each path to a node', () => {
    const socket = parseNetrom(example('netrom')).rows[0];
    assert.deepEqual(
      [socket?.user, socket?.device, socket?.rxQueue, socket?.inode],
      ['N0CALL-1', 'nr0', 34, 6001],
    );
    assert.deepEqual(parseNrNodes(example('nrNodes')).rows[1], {
      callsign: 'N2XYZ-0',
      mnemonic: '*',
      which: 2,
      paths: [
        { quality: 150, obsolescence: 6, neighbour: 1 },
        { quality: 120, obsolescence: 5, neighbour: 2 },
      ],
    });
    assert.deepEqual(issueTexts(parseNrNodes(fileOf('', 'N2XYZ-0 * 1 2 150 6 00001'))), [
      '2 qual is missing (dropped)',
    ]);
  });

  it('ROSE and X.25: the channel is hexadecimal', () => {
    const rose = parseRose(
      fileOf('', 'A B C D rose0 0AB 00012  3  1  2  0   0 200   5  60   0   0/0     5     6 7001'),
    );
    assert.deepEqual(
      [rose.rows[0]?.channel, rose.rows[0]?.neighbour, rose.rows[0]?.txQueue, rose.rows[0]?.inode],
      [171, 12, 5, 7001],
    );
    const x25 = parseX25(
      fileOf('', '2080123456 * x25ta 0AB  3  1  2  0   0   3 180 180 180    12    34 8001'),
    );
    assert.deepEqual([x25.rows[0]?.channel, x25.rows[0]?.rxQueue, x25.rows[0]?.inode], [171, 34, 8001]);
  });

  it('ROSE: nodes, and the neighbours they are reached by', () => {
    assert.deepEqual(parseRoseNodes(example('roseNodes')).rows, [
      { address: '2080123456', mask: 10, neighbours: [1, 2] },
      { address: '0000000000', mask: 0, neighbours: [2] },
    ]);
    assert.deepEqual(parseRoseNeigh(example('roseNeigh')).rows[1], {
      number: 2,
      callsign: 'N6BBB-2',
      device: 'ax1',
    });
    assert.deepEqual(issueTexts(parseRoseNodes(fileOf('', '2080123456 0010 2 00001'))), [
      '2 neigh is missing (dropped)',
    ]);
  });

  it('NET/ROM: the neighbours that paths go by', () => {
    const parsed = parseNrNeigh(fileOf('', '00002 N6BBB-2   ax1    100    0     1      0', '00003 N7CCC-3'));
    assert.deepEqual(parsed.rows, [{ number: 2, callsign: 'N6BBB-2', device: 'ax1', quality: 100 }]);
    assert.deepEqual(issueTexts(parsed), ['3 dev is missing (dropped)']);
  });

  it('IPX and AppleTalk routes: networks, routers and flags', () => {
    assert.deepEqual(parseIpxRoute(example('ipxRoute')).rows, [
      { network: 0x12345678, routerNetwork: 'Directly', routerNode: 'Connected' },
      { network: 0x12345679, routerNetwork: '12345678', routerNode: '0080C7ABCDEF' },
    ]);
    assert.deepEqual(issueTexts(parseIpxRoute(fileOf('', 'XYZ Directly Connected'))), [
      '2 Network is not a hexadecimal number (dropped)',
    ]);
    assert.deepEqual(parseAtalkRoute(example('atalkRoute')).rows[0], {
      target: '0000:00',
      router: '65280:2',
      flags: 3,
      device: 'eth0',
    });
    assert.deepEqual(issueTexts(parseAtalkRoute(fileOf('', '0000:00 65280:2 x eth0'))), [
      '2 Flags is not a decimal number (dropped)',
    ]);
  });

  it('X.25 routes: fields by their columns, blank or not', () => {
    const parsed = parseX25Route(
      fileOf(
        'address          digits  device',
        '2080123456       10      x25tap0',
        '                 0       x25tap1',
        '2080             x       lapb0',
      ),
    );
    assert.deepEqual(parsed.rows, [
      { address: '2080123456', digits: 10, device: 'x25tap0' },
      { address: '', digits: 0, device: 'x25tap1' },
      { address: '2080', digits: 0, device: 'lapb0' },
    ]);
    assert.deepEqual(issueTexts(parsed), ['4 digits is not a decimal number (kept)']);
  });

  it('AppleTalk: addresses of network, node and port', () => {
    assert.deepEqual(parseAppletalk(example('appletalk')).rows[0], {
      type: 2,
      local: { network: 0xff00, node: 2, port: 0x80 },
      remote: { network: 0, node: 0, port: 0 },
      txQueue: 0,
      rxQueue: 0,
      state: 7,
      uid: 0,
    });
    assert.deepEqual(issueTexts(parseAppletalk(fileOf('', '02 FF00-02'))), [
      '2 Local_addr is not preceded by ":" (dropped)',
    ]);
  });
});
