import type { CertificateFacts, Identity } from '../model/identity';
import { nameText } from '../text/clean';

/** What a handshake of TLS told, as the system has it: hostile. */
export interface SeenTls {
  /** The subject's common name. */
  readonly commonName?: string | undefined;
  /** The alternative names as Node writes them: `DNS:localhost, IP Address:127.0.0.1`. */
  readonly alternativeNames?: string | undefined;
  /** Milliseconds since 1970. */
  readonly ends?: number | undefined;
}

/** Names of a certificate that are kept. */
const MOST_NAMES = 5;

/** Characters of the list of names that are looked at. */
const MOST_READ = 8_192;

/** The latest time that a Date can be, in milliseconds. */
const LATEST = 8.64e15;

/** A server of TLS. @param seen nothing where it showed no certificate, as one that wants another name does */
export function tlsIdentity(seen: SeenTls | undefined): Identity {
  return { protocol: 'TLS', certificate: seen === undefined ? null : certificateFacts(seen) };
}

function certificateFacts({ commonName = '', alternativeNames = '', ends }: SeenTls): CertificateFacts {
  const all = [...new Set([...namesIn(alternativeNames), nameText(commonName)])].filter(
    (name) => name !== '',
  );
  const isTime = ends !== undefined && Math.abs(ends) <= LATEST;
  return {
    names: all.slice(0, MOST_NAMES),
    more: Math.max(0, all.length - MOST_NAMES),
    ...(isTime && { ends }),
  };
}

/** Node puts names in quotation marks that could be taken for several; what is not closed goes to the end, in one step. */
function namesIn(text: string): string[] {
  const parts = text.slice(0, MOST_READ).match(/(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|[^,"])+/gs) ?? [];
  return parts.flatMap((part) => {
    const [, name] = /^\s*(?:DNS|IP Address):(.*)$/s.exec(part) ?? [];
    return name === undefined ? [] : [nameText(name)];
  });
}
