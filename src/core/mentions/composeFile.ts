import { hostPart } from './hosts';
import { type Format, movedBy, onLine, type PortHit, type PortMention } from './mention';
import { PORT_OR_RANGE, portsMatched } from './ports';
import { publishedPort } from './publishedPorts';
import { type YamlLine, yamlLine } from './yamlLine';

const PUBLISHED = new RegExp(String.raw`^(?:\$\{\w{1,60}:?-)?${PORT_OR_RANGE}\}?$`, 'dg');

/** An item of the long syntax; its keys come in any order. */
interface LongItem {
  published?: { readonly line: number; readonly hit: PortHit };
  host?: string;
  transport?: 'tcp' | 'udp';
}

/**
 * Compose files: the host's side of `ports`, in its short and its long syntax. What a container listens on (`expose`,
 * `target`) and the addresses in its environment are not this machine's.
 * Format: https://github.com/compose-spec/compose-spec/blob/main/05-services.md#ports
 */
export const composeFile: Format = {
  linesBefore: 200,
  linesAfter: 4,
  find(lines) {
    const mentions: PortMention[] = [];
    const longItems: LongItem[] = [];
    /** The indentation of the `ports` that the line lies in. */
    let within: number | undefined;
    lines.forEach((text, line) => {
      const parsed = yamlLine(text);
      if (parsed === undefined) return;
      const { indent, key, isItem } = parsed;
      if (within !== undefined && (indent < within || (indent === within && !isItem))) within = undefined;
      if (within !== undefined) {
        if (isItem && key === undefined) mentions.push(...onLine(line, shortItems(parsed)));
        else takeLongItem(longItems, parsed, line);
      } else if (key === 'ports' && !isItem) {
        within = indent;
        mentions.push(...onLine(line, shortItems(parsed)));
      }
    });
    return [...mentions, ...longItems.flatMap(mentionOf)];
  },
};

/** The items of a flow sequence (`["80:80", "443:443"]`), or the only item of a line. */
function shortItems({ value, valueAt }: YamlLine): PortHit[] {
  return [...value.matchAll(/[^\s,[\]"']{3,120}|\[[\da-f:.]+\][^\s,"'\]]{1,100}/gi)].flatMap((match) => {
    const hit = publishedPort(match[0]);
    return hit === undefined ? [] : movedBy(valueAt + match.index, [hit]);
  });
}

function takeLongItem(items: LongItem[], { key, value, valueAt, isItem }: YamlLine, line: number): void {
  if (isItem) items.push({});
  const item = items.at(-1);
  if (item === undefined) return;
  const text = value.replace(/^["']|["']$/g, '');
  if (key === 'published') {
    const offset = valueAt + (/^["']/.test(value) ? 1 : 0);
    const [hit] = movedBy(offset, portsMatched(text, PUBLISHED));
    if (hit !== undefined) item.published = { line, hit };
  } else if (key === 'host_ip') item.host = text;
  else if (key === 'protocol') item.transport = text === 'udp' ? 'udp' : 'tcp';
}

function mentionOf({ published, host, transport = 'tcp' }: LongItem): PortMention[] {
  if (published === undefined) return [];
  return [{ line: published.line, ...published.hit, transport, ...hostPart(host) }];
}
