import { type JsonFrame, type JsonScalar, newFrame, Walk } from './jsonScalars';
import {
  type ComposePlace,
  type Format,
  isWithin,
  type LineRange,
  movedBy,
  onLine,
  type PortHit,
  type PortMention,
} from './mention';
import { serviceAt } from './composeServices';
import { publishedHost, publishedNumber, publishedPort, publishedTransport } from './publishedPorts';
import { YamlKeys } from './yamlKeys';
import { type YamlLine, yamlLine } from './yamlLine';

/** YAML's anchors and tags before a value, among them Compose's own: `ports: !override`. */
const PROPERTIES = /^(?:[&!]\S{0,60}\s{1,20}){1,2}/;

/** An item of the long syntax; its keys come in any order. */
interface LongItem {
  readonly compose: ComposePlace;
  published?: { readonly line: number; readonly hit: PortHit };
  host?: string;
  protocol?: string;
}

/**
 * Compose files: the host's side of `ports`, in its short and its long syntax, in block and in flow style. What a
 * container listens on (`expose`, `target`) and the addresses in its environment are not this machine's.
 * Format: https://github.com/compose-spec/compose-spec/blob/main/05-services.md#ports
 */
export const composeFile: Format = {
  linesBefore: 200,
  linesAfter: 4,
  find: (lines, of) => {
    const reading = new Reading(of);
    lines.forEach((text, line) => reading.line(text, line));
    return reading.mentions();
  },
};

class Reading {
  readonly #of: LineRange;
  readonly #short: PortMention[] = [];
  readonly #long: LongItem[] = [];
  readonly #keys = new YamlKeys();
  /** Where the `ports` are that the line lies in. */
  #place: ComposePlace = {};
  /** The indentation of the `ports` that the line lies in. */
  #within: number | undefined;
  /** A value in brackets that goes on in the next line, and the indentation of what it is the value of. */
  #flow: Walk | undefined;
  #flowIndent = 0;
  /** The keys that it lies in, that of its value the last. */
  #flowPath: readonly string[] = [];

  constructor(of: LineRange) {
    this.#of = of;
  }

  line(text: string, line: number): void {
    const parsed = yamlLine(text);
    if (parsed === undefined) return;
    if (this.#flow !== undefined && parsed.key !== undefined && parsed.indent <= this.#flowIndent) {
      // Its end is missing, as while somebody types it.
      this.#takeScalars(this.#flow);
      this.#flow = undefined;
    }
    if (this.#flow !== undefined) {
      this.#takeFlow(this.#flow, text.slice(0, parsed.end), line, parsed.indent);
      return;
    }
    const { indent, key, isItem } = parsed;
    this.#keys.line(parsed);
    const properties = PROPERTIES.exec(parsed.value)?.[0].length ?? 0;
    const value = parsed.value.slice(properties);
    const valueAt = parsed.valueAt + properties;
    const within = this.#within;
    if (within !== undefined && (indent < within || (indent === within && !isItem))) this.#within = undefined;
    const isPorts = this.#within === undefined && key === 'ports' && !isItem;
    if (isPorts) {
      this.#within = indent;
      this.#place = placeOf(this.#keys.path, this.#keys.isFromTop);
    }
    if (/^[[{]/.test(value)) {
      const isOfPorts = isPorts || (this.#within !== undefined && isItem && key === undefined);
      this.#flowIndent = indent;
      this.#flowPath = this.#keys.path;
      const parent = newFrame('array', isOfPorts ? 'ports' : key, undefined);
      this.#takeFlow(new Walk(parent, 'yaml'), text.slice(0, parsed.end), line, valueAt);
    } else if (this.#within === undefined) return;
    else if (isItem && key === undefined) this.#takeItem(line, value, valueAt);
    else if (!isPorts) this.#takeLong({ ...parsed, value, valueAt }, line);
  }

  /** All of them, those of the long syntax last. */
  mentions(): PortMention[] {
    if (this.#flow !== undefined) this.#takeScalars(this.#flow);
    return [...this.#short, ...this.#long.flatMap(mentionOf)];
  }

  #takeFlow(walk: Walk, text: string, line: number, from: number): void {
    walk.line(text, line, true, from);
    this.#flow = walk.depth > 0 ? walk : undefined;
    if (walk.depth <= 0) this.#takeScalars(walk);
  }

  #takeScalars(walk: Walk): void {
    walk.end();
    const items = new Map<JsonFrame, LongItem>();
    for (const { key, text, line, start, frame, isKey } of walk.scalars) {
      if (isKey || frame.key !== 'ports') continue;
      const compose = placeOf([...this.#flowPath, ...keysWithin(frame)], this.#keys.isFromTop);
      if (frame.kind === 'array') this.#takeShort(line, text, start, compose);
      else if (key !== undefined && frame.parent?.kind === 'array') {
        const item = items.get(frame) ?? { compose };
        if (!items.has(frame)) this.#long.push(item);
        items.set(frame, item);
        take(item, key, { text, line, start });
      }
    }
  }

  /** An item that begins with no key of its own: of the short syntax, or one that merges others (`<<: *base`) first. */
  #takeItem(line: number, value: string, at: number): void {
    this.#long.push({ compose: this.#place });
    this.#takeShort(line, value, at, this.#place);
  }

  #takeShort(line: number, value: string, at: number, compose: ComposePlace): void {
    if (!isWithin(line, this.#of)) return;
    const { text, start } = unquoted(value, at);
    const hit = publishedPort(text);
    if (hit === undefined) return;
    this.#short.push(...onLine(line, movedBy(start, [hit])).map((mention) => ({ ...mention, compose })));
  }

  #takeLong({ key, value, valueAt, isItem }: YamlLine, line: number): void {
    if (isItem) this.#long.push({ compose: this.#place });
    const item = this.#long.at(-1);
    if (item !== undefined && key !== undefined) take(item, key, { line, ...unquoted(value, valueAt) });
  }
}

function take(
  item: LongItem,
  key: string,
  { text, line, start }: Pick<JsonScalar, 'text' | 'line' | 'start'>,
): void {
  if (key === 'published') {
    const hit = publishedNumber({ text, at: start });
    if (hit !== undefined) item.published = { line, hit };
  } else if (key === 'host_ip') item.host = text;
  else if (key === 'protocol') item.protocol = text;
}

function unquoted(value: string, at: number): { readonly text: string; readonly start: number } {
  const [, text] = /^(?:"([^"]*)"|'[^']*')$/.exec(value) ?? [];
  if (text !== undefined) return { text, start: at + 1 };
  return /^'[^']*'$/.test(value) ? { text: value.slice(1, -1), start: at + 1 } : { text: value, start: at };
}

function mentionOf({ published, host = '', protocol = '', compose }: LongItem): PortMention[] {
  const transport = publishedTransport(protocol);
  if (published === undefined || transport === undefined) return [];
  return [{ line: published.line, ...published.hit, transport, ...publishedHost(host), compose }];
}

function placeOf(path: readonly string[], isFromTop: boolean): ComposePlace {
  const service = serviceAt(path, isFromTop);
  return service === undefined ? {} : { service };
}

/** The keys of flow style that a frame lies in, below that whose value the whole of it is. */
function keysWithin(frame: JsonFrame): string[] {
  const keys: string[] = [];
  let each: JsonFrame = frame;
  for (; each.parent?.parent !== undefined; each = each.parent) {
    // An element of a list has the list's own key.
    if (each.key !== undefined && each.parent.kind === 'object') keys.unshift(each.key);
  }
  return keys;
}
