import type { InetProtocol } from '../../model/inetTable';
import type { ByteText } from '../context/environment';
import type { Options } from '../commandLine/options';

/** A file of the Internet table. */
export interface InternetFile {
  readonly path: ByteText;
  readonly protocol: InetProtocol;
  /** As messages name the protocol: "udplite". */
  readonly name: ByteText;
  /** As the warning on an unreadable line names it: netstat reads UDP-Lite as UDP. */
  readonly family: ByteText;
  /** Whether its absence is passed over in silence: the IPv6 ones. */
  readonly isOptional: boolean;
}

/** A part of the Internet table, in its order. */
export type InternetPart =
  { readonly kind: 'protocol'; readonly files: readonly InternetFile[] } | { readonly kind: 'sctp' };

const PARTS = ['tcp', 'sctp', 'udp', 'udplite', 'raw'] as const;

/** The files to be read for these options. Without explicit choice: all. */
export function internetFiles(options: Options): InternetPart[] {
  return PARTS.filter((name) => !options.explicit || options[name]).map((name) => {
    if (name === 'sctp') return { kind: 'sctp' };
    const family = name === 'udplite' ? 'udp' : name;
    const files: InternetFile[] = [];
    if (!options.explicit || options.inet) {
      files.push({ path: `/proc/net/${name}`, protocol: name, name, family, isOptional: false });
    }
    if (!options.explicit || options.inet6) {
      files.push({ path: `/proc/net/${name}6`, protocol: `${name}6`, name, family, isOptional: true });
    }
    return { kind: 'protocol', files };
  });
}
