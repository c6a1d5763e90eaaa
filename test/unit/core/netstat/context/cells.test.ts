import assert from 'node:assert/strict';
import { ipv6Text } from '../../../../../src/core/netstat/context/addressText';
import { addressCell } from '../../../../../src/core/netstat/context/addressCell';
import { tcpStateName, timerCell } from '../../../../../src/core/netstat/sockets/internetRow';
import { onOneLine, terminalSafe } from '../../../../../src/core/netstat/context/terminal';

describe('cells of the socket tables', () => {
  it('cut an address that is too long without a mark, and the port only after 18 bytes', () => {
    assert.equal(
      addressCell('10.1.2.4', 'extremely-long-service-name-here', false),
      '10.1:extremely-long-ser',
    );
    assert.equal(addressCell('2001:db8:1111:2222::1', '443', false), '2001:db8:1111:2222::443');
    assert.equal(addressCell('2001:db8:1111:2222:3333::1', '443', true), '2001:db8:1111:2222:3333::1:443');
  });

  it('cut even wide cells, to 127 bytes', () => {
    assert.equal(addressCell('x'.repeat(70), 'y'.repeat(60), true), `${'x'.repeat(70)}:${'y'.repeat(56)}`);
    assert.equal(addressCell('x'.repeat(300), '443', true), 'x'.repeat(127));
  });

  it('write IPv6 as glibc does', () => {
    const text = (...words: number[]): string => ipv6Text(words);
    assert.equal(text(0, 0, 0, 0), '::');
    assert.equal(text(0, 0, 0, 1), '::1');
    assert.equal(text(0, 0, 0, 0x10002), '::0.1.0.2');
    assert.equal(text(0, 0, 0xffff, 0xc0000201), '192.0.2.1');
    assert.equal(text(0x20010db8, 0, 0x00010000, 1), '2001:db8::1:0:0:1');
    assert.equal(text(0x20010db8, 0x00010002, 0x00030004, 0x00050006), '2001:db8:1:2:3:4:5:6');
  });

  it('name states and timers, also those that no kernel has', () => {
    assert.deepEqual([0, 1, 10, 11, 12].map(tcpStateName), [
      '',
      'ESTABLISHED',
      'LISTEN',
      'CLOSING',
      'UNKNOWN',
    ]);
    const fields = { timer: 2, timerWhen: 719999, retransmits: 3, timeout: 4 };
    assert.equal(timerCell(fields, 'tcp'), 'keepalive (7199.99/3/4)');
    assert.equal(timerCell(fields, 'udp'), 'on2 (7199.99/0/4)');
    assert.equal(timerCell({ ...fields, timer: 0 }, 'raw'), 'off (0.00/3/4)');
    assert.equal(timerCell({ ...fields, timer: 9 }, 'tcp'), 'unkn-9 (7199.99/3/4)');
  });
});

describe('terminalSafe', () => {
  const bytes = (text: string): string => Buffer.from(text).toString('latin1');

  it('keeps text of any script, and lines', () => {
    const text = bytes('tcp  café 日本語 😀\n');
    assert.equal(terminalSafe(text), text);
  });

  it('replaces what commands a terminal, byte for byte', () => {
    assert.equal(terminalSafe('\x1b]0;title\x07\x7f\r\t'), '?]0;title????');
    assert.equal(terminalSafe(bytes('a\u009b31mb')), 'a??31mb');
    assert.equal(terminalSafe(bytes('evil\u202egnp.exe')), 'evil???gnp.exe');
    assert.equal(terminalSafe('\x9b31m'), '?31m');
  });

  it('keeps bytes that are no UTF-8 and command nothing', () => {
    assert.equal(terminalSafe('caf\xe9 '), 'caf\xe9 ');
  });

  it('is given no row that a program has named into being', () => {
    const programs = { cell: () => '42/a\ntcp 0', securityContext: () => 'u:r\n' };
    const safe = onOneLine(programs);
    assert.deepEqual([safe.cell(1), safe.securityContext(1)], ['42/a?tcp 0', 'u:r?']);
  });
});
