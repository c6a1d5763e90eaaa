import { YamlKeys } from './yamlKeys';
import { yamlLine } from './yamlLine';

/**
 * The service of a Compose file whose `ports` are at a path of keys, `ports` the last of them; nothing where they are another
 * part's, as a fragment's (`x-base`), or where that is not known.
 * @param isFromTop whether the path begins at the top of the document
 */
export function serviceAt(path: readonly string[], isFromTop: boolean): string | undefined {
  if (isFromTop) return path[0] === 'services' ? path[1] : undefined;
  // The document begins before what was read: right above is what they are the ports of.
  return path.length === 2 ? path[0] : undefined;
}

/** The line of a Compose file, counted from 0, at which a service begins; nothing where it has none of that name in block style. */
export function serviceLine(text: string, service: string): number | undefined {
  const keys = new YamlKeys();
  const lines = text.split('\n');
  for (let line = 0; line < lines.length; line++) {
    const parsed = yamlLine(lines[line] ?? '');
    if (parsed === undefined) continue;
    keys.line(parsed);
    const [top, name, ...deeper] = keys.path;
    if (top === 'services' && name === service && deeper.length === 0 && keys.isFromTop) return line;
  }
  return undefined;
}
