import { withoutComment } from './comments';

/** A line of YAML, as far as it is in block style: what it says, and where. */
export interface YamlLine {
  /** Columns before the key, or before the dash of an item. */
  readonly indent: number;
  /** Whether it begins an item of a sequence. */
  readonly isItem: boolean;
  readonly key: string | undefined;
  /** What stands behind the key or the dash, without a comment; `''` where nothing does. */
  readonly value: string;
  readonly valueAt: number;
  /** Where the value ends. */
  readonly end: number;
}

const LINE =
  /^(?<indent> *)(?<dash>- {1,20})?(?:(?<key>%?[\w.-]{1,100}|"%?[\w.-]{1,100}"|'%?[\w.-]{1,100}'):(?= |$) *)?(?<value>.*)$/ds;

/** Reads a line; nothing where it is blank, a comment or the mark of a document. */
export function yamlLine(text: string): YamlLine | undefined {
  if (/^\s*(?:#|$|---|\.\.\.)/.test(text)) return undefined;
  const line = withoutComment(text).trimEnd();
  const match = LINE.exec(line);
  if (match === null) return undefined;
  const { indent = '', dash, key, value = '' } = match.groups ?? {};
  return {
    indent: indent.length,
    isItem: dash !== undefined,
    key: key?.replace(/["']/g, ''),
    value,
    valueAt: match.indices?.groups?.['value']?.[0] ?? 0,
    end: line.length,
  };
}
