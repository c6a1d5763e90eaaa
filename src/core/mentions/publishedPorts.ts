import { bareHost, hostPart } from './mentionedHosts';
import { movedBy, type PortHit, transportNamed } from './mention';
import { PORT_OR_RANGE, portsMatched } from './portText';

const VARIABLE = /^\$(?:\w{1,60}|\{\w{1,60}(?::?[?+-].*)?\})$/;
/** With what stands for it where it is not set: `${PORT:-8080}`. */
const DEFAULT = /^\$\{\w{1,60}:?-/;
const HOST = /^(?:[\d.]{7,15}|\[[\da-f:.]{2,45}\]|localhost)$/i;
const NUMBER_OR_RANGE = new RegExp(`^${PORT_OR_RANGE}$`, 'dg');
const CONTAINER = /^\d{1,5}(?:-\d{1,5})?$/;
const TRANSPORT = /\/(?:tcp|udp|sctp)$/i;

/** No such description is longer. */
const LONGEST = 300;

interface Part {
  readonly text: string;
  readonly at: number;
}

/**
 * What `docker run -p` and the short syntax of `ports` in a Compose file say: `[HOST:]PORT[-PORT]:CONTAINER[/udp]`, each
 * of them a variable perhaps. The container's side is none of this machine's ports, and alone it leaves the port to
 * chance.
 * @returns the port that is published on this machine, if the text is such a description
 */
export function publishedPort(text: string): PortHit | undefined {
  if (text.length > LONGEST) return undefined;
  const ending = TRANSPORT.exec(text)?.[0] ?? '';
  const parts = partsOf(text.slice(0, text.length - ending.length));
  const [container, published, host] = parts.toReversed();
  if (container === undefined || published === undefined || parts.length > 3) return undefined;
  if (!CONTAINER.test(container.text) && !VARIABLE.test(container.text)) return undefined;
  const number = publishedNumber(published);
  const address = host && withoutVariable(host).text;
  if (number === undefined || (address !== undefined && !HOST.test(address) && !VARIABLE.test(address))) {
    return undefined;
  }
  const transport = transportNamed(ending.slice(1)) ?? 'tcp';
  return { ...number, transport, ...(host && publishedHost(host.text)) };
}

/** The address that a text is, as it stands or as that of a variable that is not set; nothing where that is not known. */
export function publishedHost(text: string): { readonly host?: string } {
  const { text: address } = withoutVariable({ text, at: 0 });
  return HOST.test(address) || isBareIPv6(address) ? hostPart(bareHost(address)) : {};
}

/** The long syntax has no brackets around it. */
function isBareIPv6(text: string): boolean {
  return /^(?=.*:)[\da-f:.]{2,45}$/i.test(text);
}

/** The transport that a text is, in the same way; `tcp` where nothing is said, nothing where it is none that is known. */
export function publishedTransport(text: string): PortHit['transport'] {
  const { text: name } = withoutVariable({ text, at: 0 });
  return name === '' ? 'tcp' : transportNamed(name);
}

/** The port, or the range of ports, that a text is, as it stands or as that of a variable that is not set. */
export function publishedNumber(part: Part): PortHit | undefined {
  const { text, at } = withoutVariable(part);
  return movedBy(at, portsMatched(text, NUMBER_OR_RANGE))[0];
}

/** What stands between colons, but for those within brackets. */
function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= text.length; at++) {
    const character = text.charAt(at);
    if (at === text.length || (character === ':' && depth === 0)) {
      parts.push({ text: text.slice(from, at), at: from });
      from = at + 1;
    } else if ('{['.includes(character)) depth++;
    else if ('}]'.includes(character)) depth--;
  }
  return parts;
}

/** The value that a variable has where it is not set, which may be another variable's; else the text itself. */
function withoutVariable({ text, at }: Part): Part {
  const start = text.endsWith('}') ? (DEFAULT.exec(text)?.[0].length ?? 0) : 0;
  return start === 0 ? { text, at } : withoutVariable({ text: text.slice(start, -1), at: at + start });
}
