import type { PortHit } from './mention';
import { hitOf } from './portText';

/**
 * An address or name of this machine with a port; behind a scheme also a wildcard (`http://*:5000`, `https://+:443` of
 * ASP.NET), unless any path follows, which makes it a pattern of addresses. Not the end of a longer name or address, not the far end of a
 * forwarding (`8080:localhost:80`), and no line and column behind it (`localhost:80:12`).
 */
const ENDPOINT =
  /(?:(?<![\w.])(?<scheme>[a-z][a-z\d+.-]{0,20}):\/\/(?:[^\s/@"'`<>]{0,100}@)?)?(?<![\w.-]|[\da-f:]:)(?<host>(?:[a-z\d_][\w-]{0,62}\.){0,4}localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[(?:::1|::|::ffff:127(?:\.\d{1,3}){3})\]|(?<=:\/\/)[*+](?=:\d{1,5}(?!\d|\/\*))):(?<port>[1-9]\d{0,4})(?![\w@]|:\d|\.\d)/dgi;

/** Directives of a content security policy, in which a wildcard is any other machine. */
const POLICY = /\b[a-z]{3,10}-src\s/i;

/** Schemes of protocols that run over UDP. */
const UDP_SCHEMES = /^(?:udp[46]?|statsd|dtls|coap|quic|syslog\+udp|stun|turn)$/i;

/** The ports of this machine that stand behind its name or address: `localhost:3000`, `http://127.0.0.1:3000/`. */
export function endpointsIn(text: string): PortHit[] {
  if (!/:[1-9]/.test(text)) return [];
  const hits: PortHit[] = [];
  let isPolicy: boolean | undefined;
  for (const match of text.matchAll(ENDPOINT)) {
    const { scheme, host = '' } = match.groups ?? {};
    if ((host === '*' || host === '+') && (isPolicy ??= POLICY.test(text))) continue;
    const transport =
      scheme === undefined ? {} : ({ transport: UDP_SCHEMES.test(scheme) ? 'udp' : 'tcp' } as const);
    const hit = hitOf(match, transport);
    if (hit !== undefined) hits.push(hit);
  }
  return hits;
}
