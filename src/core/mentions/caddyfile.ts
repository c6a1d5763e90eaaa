import { withoutComment } from './comments';
import { endpointsIn } from './endpoints';
import { lineByLine, movedBy, type PortHit } from './mention';
import { PORT, portsMatched } from './portText';

/** A number, or what an environment variable stands for where it is not set: `{$PORT:8080}`. */
const NUMBER = String.raw`(?:\{\$\w{1,60}:)?${PORT}\}?`;
const HOST = String.raw`(?:\[[\da-f:.]{2,45}\]|\{\$\w{1,60}(?::[\w.-]{1,100})?\}|[\w.*-]{1,100})?`;

/** An address of a site, which has a dot or a colon or is this machine, so that it is told from a directive. */
const ADDRESS = /^(?:localhost$|\{\$\w{1,60}[}:]|[^.:]{0,100}[.:])/;
/** Its port is one of this machine, whatever its name. */
const SITE = new RegExp(String.raw`^(?:https?:\/\/)?${HOST}:${NUMBER}(?:\/.*)?$`, 'dgis');

/** Options that are ports of Caddy's own, and addresses that it listens on. */
const OPTION = new RegExp(String.raw`^\s*(?:http_port|https_port)\s{1,20}${NUMBER}$`, 'dg');
const LISTENER = new RegExp(
  String.raw`^\s*(?:admin|servers|bind)\s{1,20}(?<host>${HOST}):${NUMBER}(?=\s|$)`,
  'dgi',
);
/** Those that it passes requests on to; without a host they are here. */
const UPSTREAM = /^\s*(?:reverse_proxy|php_fastcgi|forward_auth|to)\s/;
const PORT_ALONE = new RegExp(String.raw`(?<=\s):${NUMBER}(?=\s|$)`, 'dg');

/**
 * Caddyfiles: addresses of sites, Caddy's own options, and local addresses that requests are passed on to.
 * Format: https://caddyserver.com/docs/caddyfile/concepts
 */
export const caddyfile = lineByLine((line) => {
  const text = withoutComment(line).trimEnd();
  const sites = siteHits(text);
  if (sites.length > 0) return sites;
  return [
    ...portsMatched(text, OPTION, { listens: true }),
    ...portsMatched(text, LISTENER, { listens: true }),
    ...(UPSTREAM.test(text) ? portsMatched(text, PORT_ALONE) : []),
    ...endpointsIn(text),
  ];
});

/** The ports of a line that begins a site: addresses alone, with a brace behind them perhaps, and not indented. */
function siteHits(text: string): PortHit[] {
  if (/^(?:\s|$)/.test(text)) return [];
  const words = [...text.matchAll(/[^\s,]+/g)];
  if (words.at(-1)?.[0] === '{') words.pop();
  if (!words.every(([word]) => ADDRESS.test(word))) return [];
  return words.flatMap(({ 0: word, index }) =>
    movedBy(
      index,
      portsMatched(word, SITE, { listens: true }).map((hit) => ({ ...hit, transport: 'tcp' as const })),
    ),
  );
}
