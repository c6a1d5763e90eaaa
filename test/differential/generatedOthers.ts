import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { garbled } from './garble';
import type { Random } from './random';

const DEVICES = ['lo', 'eth0', 'verylongifname0', 'v0.5'];
const V4 = ['127.0.0.1', '192.0.2.10', '10.1.2.3', '0.0.0.0', '198.51.100.7'];
const V6 = ['2001:0DB8:0000:0000:0000:0000:0000:0001', '0000:0000:0000:0000:0000:0000:0000:0000'];
const CALLSIGNS = ['N0CALL-1', 'N1ABC-2', 'N2XYZ-0', '*', 'G8-15'];

/** Writes groups, SCTP's sockets, masquerading and the old families as chance has them. */
export function generateOthers(random: Random, net: string): void {
  const write = (name: string, header: readonly string[], row: (index: number) => string): void => {
    if (random.below(4) === 0) return;
    mkdirSync(join(net, name, '..'), { recursive: true });
    const rows = Array.from({ length: random.below(8) }, (_, index) => row(index));
    writeFileSync(join(net, name), [...header, ...rows].map((line) => `${line}\n`).join(''), 'latin1');
  };
  const decimal = (digits: number): string => String(random.below(10 ** digits));
  write('igmp', ['Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter'], (index) => {
    const device = `${index + 1}\t${random.pick(DEVICES).padEnd(10)}: ${decimal(2).padStart(5)}      V3`;
    const group = `\t\t\t\t${random.hex(8)} ${decimal(3).padStart(5)} 0:00000000\t\t0`;
    return index === 0 || random.below(3) === 0 ? `${device}\n${group}` : group;
  });
  write('igmp6', [], (index) => {
    const address = random.pick(['ff020000000000000000000000000001', random.hex(32).toLowerCase()]);
    return `${String(index + 1).padEnd(4)} ${random.pick(DEVICES).padEnd(15)} ${address} ${decimal(3).padStart(5)} 0000000C 0`;
  });
  generateSctp(random, write, decimal);
  write(
    'ip_masquerade',
    ['Prc FromIP   FPrt ToIP     TPrt Masq Init-seq  Delta PDelta Expires (free=40000,40000,40000)'],
    () =>
      `${random.pick(['TCP', 'UDP', 'ICMP'])} ${random.hex(8)}:${random.hex(4)} ${random.hex(8)}:${random.hex(4)} ${random.hex(4)} ` +
      `${random.hex(8)} ${String(random.below(4000) - 2000).padStart(6)} ${String(random.below(4000) - 2000).padStart(6)} ${decimal(6).padStart(7)}`,
  );
  generateFamilies(random, write, decimal);
}

type Write = (name: string, header: readonly string[], row: (index: number) => string) => void;
type Decimal = (digits: number) => string;

function generateSctp(random: Random, write: Write, decimal: Decimal): void {
  const addresses = (): string =>
    Array.from(
      { length: 1 + random.below(3) },
      () => random.pick(['', '*']) + random.pick([...V4, ...V6]),
    ).join(' ');
  const state = (): number => random.below(13);
  write('sctp/eps', [' ENDPT     SOCK   STY SST HBKT LPORT   UID INODE LADDRS'], () => {
    const numbers = `2   ${String(state()).padEnd(3)} 29   ${decimal(4)}   ${decimal(4)} ${1000 + random.below(100)}`;
    return `ffff8800 ffff8801 ${numbers} ${addresses().replaceAll('*', '')} `;
  });
  write(
    'sctp/assocs',
    [
      ' ASSOC     SOCK   STY SST ST HBKT ASSOC-ID TX_QUEUE RX_QUEUE UID INODE LPORT RPORT LADDRS <-> RADDRS HBINT INS OUTS MAXRT T1X T2X RTXC wmema wmemq sndbuf rcvbuf',
    ],
    () => {
      const numbers = `2   ${String(state()).padEnd(3)} 3  0    12   ${decimal(4)}        ${decimal(3)}    ${decimal(4)}`;
      const ends = `${addresses()} <-> ${addresses()}`;
      return `ffff8810 ffff8811 ${numbers} ${1000 + random.below(100)} ${decimal(4)}  ${decimal(4)}  ${ends} \t    7500    10    10   10    0    0        0        1        0   212992   212992`;
    },
  );
}

/** What no current kernel has; of ROSE netstat shows no destinations. */
function generateFamilies(random: Random, write: Write, decimal: Decimal): void {
  const callsign = (): string => random.pick(CALLSIGNS).padEnd(9);
  const state = (): number => random.below(4);
  write(
    'ipx/socket',
    ['Local_Address               Remote_Address              Tx_Queue  Rx_Queue  State  Uid'],
    (index) => {
      const end = (): string => `${random.hex(8)}:${random.hex(12)}:${random.hex(4)}`;
      const remote = random.below(3) === 0 ? 'Not_Connected'.padEnd(26) : end();
      const line = `${end()}  ${remote}  ${random.hex(8)}  ${random.hex(8)}  0${random.pick([1, 7, 2])}     ${decimal(4).padStart(3, '0')}`;
      return index > 0 && random.below(6) === 0 ? random.pick(garbled(line)).text : line;
    },
  );
  write('ipx/route', ['Network    Router_Net   Router_Node'], () =>
    random.below(2) === 0
      ? `${random.hex(8)}   Directly     Connected`
      : `${random.hex(8)}   ${random.hex(8)}     ${random.hex(12)}`,
  );
  write(
    'ax25',
    [],
    () =>
      `000000005c8e9b1a ax${random.below(9)} ${random.pick(CALLSIGNS)} ${random.pick(CALLSIGNS)}${random.pick(['', ',DIGI-1*'])} ` +
      `${state()} ${random.below(8)} ${random.below(8)} 0 0 10 0 3 0 300 0 0 0 10 5 2 128 ${decimal(3)} ${decimal(3)} 5001`,
  );
  write(
    'nr',
    [
      'user_addr dest_node src_node  dev    my  your  st  vs  vr  va    t1     t2     t4      idle   n2  wnd Snd-Q Rcv-Q inode',
    ],
    () =>
      `${callsign()} ${callsign()} ${callsign()} nr${random.below(9)}    12/34 56/78  ${state()}   ${random.below(8)}   ${random.below(8)}   0   0/010  0/005   0/180   0/900  0/3   4     ${decimal(2)}     ${decimal(2)} 6001`,
  );
  write('ax25_route', ['callsign  dev  mode digipeaters'], () => `${callsign()} ax${random.below(9)}    *`);
  write('x25/route', ['address          digits  device'], () => {
    const digits = random.below(16);
    return `${decimal(digits).padStart(digits, '1').padEnd(15)}  ${String(digits).padEnd(6)}  ${random.pick(['lapb0', 'x25tap1'])}`;
  });
  write('atalk_route', ['Target        Router  Flags Dev'], () => {
    const end = (): string => `${random.below(65536)}:${random.below(256)}`;
    return `${end().padEnd(12)}${end().padEnd(10)}  ${random.below(8)}     eth${random.below(9)}`;
  });
}
