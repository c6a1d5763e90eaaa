/** A question names this many of one kind, and counts the others: a process may hold thousands of ports. */
const MOST_NAMED = 10;

/** Characters that the names of one kind come to in a question: nobody reads more before they answer. */
const MOST_CHARACTERS = 200;

/** How many, and how. */
export interface Listing {
  /** Names at most; 10 where nothing is said. */
  readonly most?: number;
  /** Characters of all names at most; 200 where nothing is said. The first name is there whatever its length. */
  readonly longest?: number;
  /** What stands between names; a comma where nothing is said. */
  readonly between?: string;
  /** What stands for those that are not named, by their number; "… and 5 more" where nothing is said. */
  readonly andMore?: (named: string, more: number) => string;
}

/** The names of several things of one kind in a question or message, as many as can be read; the others are counted. */
export function listed(names: readonly string[], listing: Listing = {}): string {
  const { most = MOST_NAMED, longest = MOST_CHARACTERS, between = ', ' } = listing;
  const { andMore = (named, more) => `${named} and ${more} more` } = listing;
  let [count, length] = [0, -between.length];
  for (const name of names.slice(0, most)) {
    length += between.length + name.length;
    if (count > 0 && length > longest) break;
    count++;
  }
  const named = names.slice(0, count).join(between);
  return count < names.length ? andMore(named, names.length - count) : named;
}
