import type { PortHit } from './mention';
import { hitOf } from './ports';

/**
 * What `docker run -p` and the short syntax of `ports` in a Compose file say: `[HOST:]PORT[-PORT]:CONTAINER[/udp]`.
 * The container's side is none of this machine's ports, and alone it leaves the port to chance.
 */
const PUBLISHED =
  /^(?:(?<host>[\d.]{7,15}|\[[\da-f:.]{2,45}\]|localhost):)?(?:\$\{\w{1,60}:?-)?(?<port>[1-9]\d{0,4})(?:-(?<last>[1-9]\d{0,4}))?\}?:(?:\$\{[^}]{1,80}\}|\d{1,5}(?:-\d{1,5})?)(?:\/(?<transport>tcp|udp))?$/di;

/** The port that is published on this machine, if the text is such a description. */
export function publishedPort(text: string): PortHit | undefined {
  const match = PUBLISHED.exec(text);
  if (match === null) return undefined;
  const hit = hitOf(match, { listens: true });
  return hit && { ...hit, transport: hit.transport ?? 'tcp' };
}
