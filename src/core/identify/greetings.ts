import type { Identity } from '../model/identity';
import { saidText, wordAt } from './answerText';
import type { Answer, AnswerRecogniser } from './answer';

/** A server that is known by how its first line begins. */
interface Greeting {
  readonly protocol: string;
  /** What the text begins with; its group, where it has one, is what the server says that it is. */
  readonly begins: RegExp;
}

const GREETINGS: readonly Greeting[] = [
  { protocol: 'SSH', begins: /^SSH-\d[\d.]*-([^\r\n]{1,255})/ },
  // RFC 959 and RFC 5321 have the same code: what the line says tells them apart, else the port does, below.
  { protocol: 'FTP', begins: /^(?:220|421|530)[ -](?=[^\r\n]{0,255}ftp)([^\r\n]{1,255})/i },
  {
    protocol: 'SMTP',
    begins: /^(?:220|421|554)[ -](?=[^\r\n]{0,255}(?:smtp|mail|postfix|exim))([^\r\n]{1,255})/i,
  },
  { protocol: 'POP3', begins: /^\+OK ([^\r\n]{1,255})/ },
  { protocol: 'IMAP', begins: /^\* (?:OK|PREAUTH|BYE)(?: \[[^\]\r\n]{0,1000}\])? ([^\r\n]{1,255})/ },
  { protocol: 'NNTP', begins: /^20[01] ([^\r\n]{1,255})/ },
  { protocol: 'Redis', begins: /^-(?:DENIED|NOAUTH|MISCONF|LOADING|MASTERDOWN) / },
  { protocol: 'Redis', begins: /^-ERR (?:max number of clients|unknown command|wrong number of arguments)/ },
  { protocol: 'VNC', begins: /^(RFB \d{3}\.\d{3})\n/ },
  { protocol: 'rsync', begins: /^@RSYNCD: ([\d.]{1,20})/ },
  { protocol: 'NATS', begins: /^INFO \{(?=[^\r\n]*"server_id")(?:[^\r\n]*?"version":"([^"\r\n]{1,60})")?/ },
  { protocol: 'MPD', begins: /^OK MPD ([\d.]{1,20})/ },
  { protocol: 'Subversion', begins: /^\( success \( \d/ },
  { protocol: 'Asterisk', begins: /^Asterisk Call Manager\/([\d.]{1,20})/ },
  { protocol: 'ManageSieve', begins: /^"IMPLEMENTATION" "([^"\r\n]{1,255})"/ },
  { protocol: 'IRC', begins: /^:[^\s]{1,255} (?:NOTICE|020) / },
  // An option to be negotiated, see RFC 854: "interpret as command", WILL to DONT, and a number.
  { protocol: 'Telnet', begins: /^\xff[\xfb-\xfe]/ },
  // ZMTP 3's signature, see rfc.zeromq.org/spec/23.
  { protocol: 'ZeroMQ', begins: /^\xff[\s\S]{8}\x7f/ },
];

/** Servers that speak first. */
export const greeting: AnswerRecogniser = (answer) => mysql(answer) ?? known(answer) ?? byPort(answer);

function known({ text }: Answer): Identity | undefined {
  for (const { protocol, begins } of GREETINGS) {
    const found = begins.exec(text);
    if (found !== null) return named(protocol, found[1]);
  }
  return undefined;
}

const FTP_PORTS: readonly number[] = [21, 2121];
const SMTP_PORTS: readonly number[] = [25, 465, 587, 1025, 2525];

function byPort({ text, port }: Answer): Identity | undefined {
  const [, said] = /^220[ -]([^\r\n]{1,255})/.exec(text) ?? [];
  if (said === undefined) return undefined;
  if (FTP_PORTS.includes(port)) return named('FTP', said);
  return SMTP_PORTS.includes(port) ? named('SMTP', said) : undefined;
}

/** The notice with which servers of X protocol begin, MySQL's younger one. */
const X_NOTICE = '\x05\0\0\0\x0b\x08\x05\x1a\0';

/**
 * The first packet of MySQL and MariaDB: three bytes of length in little-endian, number 0, and protocol 10 with a version, or 255 and
 * an error (dev.mysql.com, "Protocol::Handshake", "ERR_Packet").
 */
function mysql({ bytes, text }: Answer): Identity | undefined {
  const length = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8) | ((bytes[2] ?? 0) << 16);
  if (length < 4 || length > 1_000 || bytes[3] !== 0 || bytes.length < 6) return undefined;
  if (text.startsWith(X_NOTICE)) return { protocol: 'MySQL' };
  if (bytes[4] === 10) {
    const [, version] = /^([\x20-\x7e]{1,60})\0/.exec(text.slice(5, 70)) ?? [];
    if (version === undefined) return undefined;
    // MariaDB calls itself 5.5.5 first, for clients that know no later version.
    const told = version.replace(/^5\.5\.5-(?=.*MariaDB)/, '');
    return named(/mariadb/i.test(told) ? 'MariaDB' : 'MySQL', told);
  }
  const error = bytes[4] === 255 ? text.slice(7, 4 + length) : '';
  if (!/MySQL|MariaDB|Host|connections/.test(error)) return undefined;
  return named(error.includes('MariaDB') ? 'MariaDB' : 'MySQL', error);
}

/** @param said one character a byte */
export function named(protocol: string, said?: string): Identity {
  const product = saidText(said);
  return { protocol, ...(product !== undefined && { product }) };
}

/** Whether bytes are the beginning of a record of TLS: an alert, or part of a handshake (RFC 8446, 5.1). */
export function isTlsRecord({ bytes }: Pick<Answer, 'bytes'>): boolean {
  return (
    (bytes[0] === 21 || bytes[0] === 22) &&
    wordAt(bytes, 1, 1) === 3 &&
    wordAt(bytes, 2, 1) <= 4 &&
    bytes.length >= 5
  );
}
