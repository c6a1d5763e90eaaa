import type { YamlLine } from './yamlLine';

/** More levels than a file has that people write. */
const MOST_LEVELS = 50;

/** Follows which keys the lines of YAML's block style lie in; it may begin anywhere in a document. */
export class YamlKeys {
  readonly #levels: { readonly indent: number; readonly key: string }[] = [];

  /** Takes a line that is in block style. Keys within an item of a sequence are not followed. */
  line({ indent, key, isItem }: Pick<YamlLine, 'indent' | 'key' | 'isItem'>): void {
    // An item may stand as far to the left as the key that its list is the value of.
    while ((this.#levels.at(-1)?.indent ?? -1) >= indent + (isItem ? 1 : 0)) this.#levels.pop();
    if (key !== undefined && !isItem && this.#levels.length < MOST_LEVELS) this.#levels.push({ indent, key });
  }

  /** The keys that the last line lies in, its own the last; without those before the beginning. */
  get path(): string[] {
    return this.#levels.map(({ key }) => key);
  }

  /** Whether the first of them is known to be one of the document itself. */
  get isFromTop(): boolean {
    return this.#levels[0]?.indent === 0;
  }
}
