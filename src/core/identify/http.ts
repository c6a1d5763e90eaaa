import type { Identity } from '../model/identity';
import { encodeByteText } from '../text/utf8';
import { saidText } from './answerText';
import type { AnswerRecogniser } from './answer';

/** A response of HTTP/1: its status, what it says that it is, and the title of its page. */
export const http: AnswerRecogniser = ({ text }) => {
  const [line, status] = /^HTTP\/1\.[01] (\d{3})(?=[ \r\n])/.exec(text) ?? [];
  if (line === undefined) return undefined;
  const end = text.search(/\r?\n\r?\n/);
  const head = end === -1 ? text : text.slice(0, end);
  const body = end === -1 ? '' : text.slice(end).replace(/^\r?\n\r?\n/, '');
  const product = saidText(headerOf(head, 'server') ?? headerOf(head, 'x-powered-by'));
  const isChunked = /\bchunked\b/i.test(headerOf(head, 'transfer-encoding') ?? '');
  const title = titleOf(isChunked ? withoutChunks(body) : body);
  return {
    protocol: 'HTTP',
    status: Number(status),
    ...(product !== undefined && { product }),
    ...(title !== undefined && { title }),
  };
};

/** Whether a response says that plain HTTP is spoken to a server of HTTPS, as nginx, Apache and Go's do with this status. */
export function isMeantForTls(identity: Identity, { text }: { readonly text: string }): boolean {
  return identity.protocol === 'HTTP' && identity.status === 400 && /\bhttps\b|\bSSL\b|\bTLS\b/i.test(text);
}

/** Whether all that counts of a response has come: the title, or what is behind the last that could have one. */
export function isWholeHttp({ text }: { readonly text: string }): boolean {
  return /<\/title/i.test(text) || /\r?\n0\r?\n\r?\n$/.test(text);
}

function headerOf(head: string, name: string): string | undefined {
  for (const line of head.split('\n', 200).slice(1)) {
    const colon = line.indexOf(':');
    if (colon > 0 && line.slice(0, colon).trim().toLowerCase() === name) return line.slice(colon + 1).trim();
  }
  return undefined;
}

/** The pieces of a chunked body as one (RFC 9112, 7.1); what is no piece ends it. */
function withoutChunks(body: string): string {
  let [whole, at] = ['', 0];
  for (;;) {
    const [line, size] = /^([\da-fA-F]{1,8})[^\n]{0,200}\n/.exec(body.slice(at, at + 220)) ?? [];
    const length = line === undefined ? 0 : Number.parseInt(size ?? '', 16);
    if (line === undefined || length === 0) return whole;
    at += line.length;
    whole += body.slice(at, at + length);
    at += length + (body.startsWith('\r\n', at + length) ? 2 : 1);
  }
}

/** What stands between the first `<title>` and its end, without references to characters; that of an image is no page's. */
function titleOf(body: string): string | undefined {
  const from = /<title(?:\s[^>]{0,200})?>/i.exec(body);
  if (from === null) return undefined;
  const rest = body.slice(from.index + from[0].length, from.index + from[0].length + 4_096);
  const to = rest.search(/<\/title/i);
  if (to === -1) return undefined;
  return saidText(withoutReferences(rest.slice(0, to)).replaceAll(/[ \t\r\n\f]+/g, ' '));
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  middot: '\u00c2\u00b7',
  ndash: '\u00e2\u0080\u0093',
  mdash: '\u00e2\u0080\u0094',
};

/** What references to characters stand for, as UTF-8 with one character a byte, as the text around them is. */
function withoutReferences(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return (Object.hasOwn(NAMED, name) ? NAMED[name as string] : undefined) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
    return code > 0x10_ffff ? whole : encodeByteText(String.fromCodePoint(code));
  });
}
