/** A line of block-style YAML: what it says, and where. */
export interface YamlLine {
  /** Columns before the key, or before the dash of an item. */
  readonly indent: number;
  /** Whether it begins an item of a sequence. */
  readonly isItem: boolean;
  readonly key: string | undefined;
  /** What stands behind the key or the dash, without a comment; `''` where nothing does. */
  readonly value: string;
  readonly valueAt: number;
}

const LINE =
  /^(?<indent> *)(?<dash>- {1,20})?(?:(?<key>[\w.-]{1,100}|"[\w.-]{1,100}"|'[\w.-]{1,100}'):(?= |$) *)?(?<value>.*)$/d;

/** Reads a line; nothing where it is blank, a comment or the mark of a document. */
export function yamlLine(text: string): YamlLine | undefined {
  if (/^\s*(?:#|$|---|\.\.\.)/.test(text)) return undefined;
  const match = LINE.exec(text.replace(/\s#.*$/, '').trimEnd());
  if (match === null) return undefined;
  const { indent = '', dash, key, value = '' } = match.groups ?? {};
  return {
    indent: indent.length,
    isItem: dash !== undefined,
    key: key?.replace(/["']/g, ''),
    value,
    valueAt: match.indices?.groups?.['value']?.[0] ?? 0,
  };
}
