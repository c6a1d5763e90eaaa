import type { ProcReader } from '../reader';
import { decode } from '../text';

/** Counters that move with every packet, not only when a socket comes or goes. */
const MOVING = / (mem|memory) \d+/g;

/** ActiveOpens PassiveOpens AttemptFails EstabResets CurrEstab of net/ipv4/proc.c:snmp_seq_show_tcp_udp(). */
const TCP_OPENS: readonly [number, number] = [5, 10];

/**
 * What moves when sockets or processes come and go, nearly: one process that closes a listener and opens another
 * leaves all of it as it was. Equal marks may delay a reading of the tables and never replace it.
 * @returns nothing where the kernel does not tell
 */
export function readMarks(reader: ProcReader): string | undefined {
  const marks: string[] = [];
  for (const name of ['sockstat', 'sockstat6']) {
    const file = reader.read(`self/net/${name}`);
    if (file.status === 'ok') marks.push(decode(file.value).replaceAll(MOVING, ''));
    else if (name === 'sockstat') return undefined;
  }
  const snmp = reader.read('self/net/snmp');
  const processes = reader.list('.');
  if (snmp.status !== 'ok' || processes.status !== 'ok') return undefined;
  const tcp = /^Tcp: [-\d ]+$/m.exec(decode(snmp.value))?.[0];
  if (tcp === undefined) return undefined;
  marks.push(
    tcp
      .split(' ')
      .slice(...TCP_OPENS)
      .join(' '),
    processes.value.join(' '),
  );
  return marks.join('\n');
}
