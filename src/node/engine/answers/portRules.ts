import type { PortFacts, PortQuestion } from '../../../core/model/portFacts';
import { rangesHold } from '../../../core/text/portRanges';
import type { ProcReader } from '../../reader';
import { decode } from '../../text';

/** CAP_NET_BIND_SERVICE of include/uapi/linux/capability.h, as a bit. */
const MAY_BIND = 1n << 10n;

/** What a kernel does that does not tell otherwise. */
const FIRST_UNPRIVILEGED = 1024;
const EPHEMERAL: readonly [number, number] = [32_768, 60_999];

/** What settings of the kernel and the rights of this process say of the port. */
export type PortRules = Pick<
  PortFacts,
  'unprivilegedFrom' | 'mayBindPrivileged' | 'ephemeral' | 'isReserved' | 'bindV6Only'
>;

/** Reads them. */
export function readPortRules(reader: ProcReader, question: PortQuestion): PortRules {
  const setting = (path: string): string => text(reader, `sys/net/${path}`).trim();
  const unprivileged = setting('ipv4/ip_unprivileged_port_start');
  const capabilities = /^CapEff:\s*([0-9a-f]+)$/m.exec(text(reader, 'self/status'))?.[1];
  return {
    unprivilegedFrom: unprivileged === '' ? FIRST_UNPRIVILEGED : Number(unprivileged),
    mayBindPrivileged: capabilities !== undefined && (BigInt(`0x${capabilities}`) & MAY_BIND) !== 0n,
    ephemeral: readEphemeral(reader),
    isReserved: rangesHold(setting('ipv4/ip_local_reserved_ports'), question.port),
    bindV6Only: setting('ipv6/bindv6only') === '1',
  };
}

/** Ports that connections get which ask for none: net.ipv4.ip_local_port_range. */
export function readEphemeral(reader: ProcReader): PortRules['ephemeral'] {
  const [first, last] = text(reader, 'sys/net/ipv4/ip_local_port_range').trim().split(/\s+/).map(Number);
  return first !== undefined && last !== undefined ? [first, last] : EPHEMERAL;
}

function text(reader: ProcReader, path: string): string {
  const file = reader.read(path);
  return file.status === 'ok' ? decode(file.value) : '';
}
