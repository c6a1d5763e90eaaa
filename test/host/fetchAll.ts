import { findChromium } from './chromium';
import { fetchEdition } from './edition';
import { editions, type EditionName } from './pieces';

/** The edition of a name that somebody gave; an error says which there are. */
export function editionNamed(name: string): EditionName {
  if (name in editions) return name as EditionName;
  throw new Error(
    `There is no edition "${name}" of VS Code to test with; it must be one of ${Object.keys(editions).join(', ')}.`,
  );
}

/** Fetches, once, all that tests in an edition of VS Code need: from then on they need no network. */
export async function fetchAll(name: string): Promise<void> {
  await fetchEdition(editionNamed(name));
  await findChromium();
}
