import { transportOf } from '../../ports/listeningPorts';
import { nameText, quotedPath } from '../../text/clean';

/** One end of a socket as entries have it; port 0 where none is known. */
interface End {
  readonly protocol: string;
  readonly address: string;
  readonly port: number;
}

/** The addresses that stand for all, as inet_ntop(3) has them: what listens there is called by its port. */
const EVERY: readonly string[] = ['', '0.0.0.0', '::', '::ffff:0.0.0.0'];

/** `3000`, `53/udp`. */
export function portText({ protocol, port }: Omit<End, 'address'>): string {
  const transport = transportOf(protocol) ?? nameText(protocol);
  return transport === 'tcp' ? String(port) : `${port}/${transport}`;
}

/** `3000` on all addresses, else `127.0.0.1:3000`, `[::1]:53/udp`; the address alone without a port. */
export function endText({ address, ...end }: End): string {
  if (EVERY.includes(address)) return portText(end);
  if (end.port === 0) return nameText(address);
  return address.includes(':')
    ? `[${nameText(address)}]:${portText(end)}`
    : `${nameText(address)}:${portText(end)}`;
}

/** What a listener waits on: its end, or the path of a UNIX socket, quoted. */
export function listenedText(end: End & { readonly path?: string }): string {
  return end.path === undefined ? endText(end) : quotedPath(end.path);
}
