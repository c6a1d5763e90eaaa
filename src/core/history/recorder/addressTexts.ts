import { addressAt } from '../../model/inetTable';
import { formatAddress } from '../../text/address';

/** Addresses whose text is remembered, of IPv4 alone: most connections are to few. */
const MOST = 2000;

/** Writes addresses, the same one once. */
export class AddressTexts {
  readonly #known = new Map<number, string>();

  /** @param column with four words a row */
  of(column: Uint32Array, row: number, isIPv6: boolean): string {
    if (isIPv6) return formatAddress(addressAt(column, row), true);
    const word = column[row * 4] ?? 0;
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST) this.#known.clear();
    const text = formatAddress([word, 0, 0, 0], false);
    this.#known.set(word, text);
    return text;
  }
}
