import type { CertificateFacts, Identity } from '../model/identity';
import { quoted, shorten } from '../text/clean';
import type { Localizer } from '../text/localizer';

/** Characters of what answers in a row. */
export const LONGEST_SHORT = 40;

/** What answers, in the room of a row: the protocol, and what tells it from others of it. */
export function shortIdentity(identity: Identity, l10n: Localizer): string {
  const { protocol, product, said } = identity;
  if (protocol === undefined) return shorten(l10n.t('says {0}', quoted(said ?? '')), LONGEST_SHORT);
  const telling = tellingPart(identity);
  // A product of the protocol's own name says it twice.
  const own = protocol.toLowerCase();
  const isSaid =
    product?.toLowerCase().startsWith(own) === true && !/^[a-z]/i.test(product.slice(own.length));
  return shorten(
    [...(isSaid && telling === product ? [] : [protocol]), ...(telling === undefined ? [] : [telling])].join(
      ' ',
    ),
    LONGEST_SHORT,
  );
}

function tellingPart({ title, product, status, certificate }: Identity): string | undefined {
  const failed = status !== undefined && status >= 400 ? [String(status)] : [];
  // Pages of errors begin with the status, often.
  if (title !== undefined)
    return [...(title.startsWith(String(status)) ? [] : failed), quoted(title)].join(' ');
  const name = product ?? certificate?.names[0];
  const all = [
    ...(status !== undefined && name === undefined ? [String(status)] : failed),
    ...(name ? [name] : []),
  ];
  return all.length === 0 ? undefined : all.join(' ');
}

/** All of it, a thing a line: what it is, and the server's own words. */
export function identityLines(
  identity: Identity,
  l10n: Localizer,
): (readonly [name: string, text: string])[] {
  const { protocol, product, title, status, certificate, said } = identity;
  return [
    [l10n.t('Answers in'), protocol ?? l10n.t('a protocol that is not known')],
    ...(said === undefined ? [] : [[l10n.t('Says'), quoted(said)] as const]),
    ...(status === undefined ? [] : [[l10n.t('Status'), String(status)] as const]),
    ...(title === undefined ? [] : [[l10n.t('Title'), quoted(title)] as const]),
    ...(product === undefined ? [] : [[l10n.t('Calls itself'), product] as const]),
    ...(certificate === undefined ? [] : certificateLines(certificate, l10n)),
  ];
}

function certificateLines(
  certificate: CertificateFacts | null,
  l10n: Localizer,
): (readonly [name: string, text: string])[] {
  if (certificate === null) return [[l10n.t('Certificate'), l10n.t('shown to nobody who does not name it')]];
  const { names, more, ends } = certificate;
  const all = names.join(', ');
  return [
    ...(all === ''
      ? []
      : [[l10n.t('Certificate for'), more > 0 ? l10n.t('{0} and {1} more', all, more) : all] as const]),
    ...(ends === undefined ? [] : [[l10n.t('Certificate ends'), dayOf(ends)] as const]),
  ];
}

/** `2027-01-31`, in UTC, as certificates have it. */
function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
