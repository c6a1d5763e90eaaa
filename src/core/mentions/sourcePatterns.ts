import { PORT } from './portText';
import { SERVER_SETTINGS } from './serverSettings';

/** Languages that write things alike. */
const SCRIPT = [
  'javascript',
  'javascriptreact',
  'typescript',
  'typescriptreact',
  'vue',
  'svelte',
  'astro',
  'coffeescript',
];
const JVM = ['java', 'kotlin', 'scala', 'groovy', 'clojure'];
const DOTNET = ['csharp', 'fsharp', 'vb', 'razor', 'aspnetcorerazor'];
const C_LIKE = ['c', 'cpp', 'objective-c', 'objective-cpp', 'cuda-cpp', 'zig'];
const BEAM = ['elixir', 'erlang', 'gleam'];
const SETTINGS = ['ini', 'properties', 'java-properties', 'spring-boot-properties', 'toml', 'conf'];
const OTHERS = [
  'python',
  'go',
  'rust',
  'php',
  'ruby',
  'crystal',
  'swift',
  'dart',
  'lua',
  'perl',
  'julia',
  'r',
  'powershell',
  'nim',
  'haskell',
  'ocaml',
  'd',
  'v',
];

/** Languages in which a name like `port` that gets a number is a port. */
export const SOURCE_LANGUAGES: ReadonlySet<string> = new Set([
  ...SCRIPT,
  ...JVM,
  ...DOTNET,
  ...C_LIKE,
  ...BEAM,
  ...SETTINGS,
  ...OTHERS,
]);

/** Languages of which only local addresses are known to be ports. */
export const ADDRESS_LANGUAGES: ReadonlySet<string> = new Set([
  'json',
  'jsonc',
  'json5',
  'yaml',
  'html',
  'css',
  'scss',
  'less',
  'xml',
  'xsl',
  'http',
  'rest',
  'graphql',
  'sql',
  'handlebars',
  'pug',
  'jade',
  'bat',
  'terraform',
  'hcl',
  'dockercompose',
]);

/** A way to write a port in some languages; `languages` is undefined where it is the same in all. */
export interface SourcePattern {
  readonly languages: ReadonlySet<string> | undefined;
  readonly pattern: RegExp;
  readonly transport?: 'tcp' | 'udp';
  /** Whether what it matches listens on this machine, whatever host stands in the lines around. */
  readonly listens?: boolean;
}

const QUOTED_HOST = String.raw`(?<host>["'\x60][^"'\x60\s]{0,100}["'\x60])`;
const HERE = String.raw`["'](?<host>localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|::1?)["']`;

function source(
  languages: readonly string[] | undefined,
  pattern: string,
  more: Partial<SourcePattern> = {},
): SourcePattern {
  return { languages: languages && new Set(languages), pattern: new RegExp(pattern, 'dg'), ...more };
}

const listens = { listens: true, transport: 'tcp' } as const;

/** Calls and literals that are ports by what stands around them. */
export const SOURCE_PATTERNS: readonly SourcePattern[] = [
  // JavaScript: server.listen(3000), listen(3000, '127.0.0.1'); in Python and C the same is the length of a queue.
  source(
    [...SCRIPT, 'java', 'kotlin', 'scala', 'groovy'],
    String.raw`(?<![\w$])[lL]isten\(\s{0,8}["']?${PORT}(?:["']?\s{0,4},\s{0,4}${QUOTED_HOST})?`,
    listens,
  ),
  source(
    SCRIPT,
    String.raw`\b(?:net|tls)\.(?:connect|createConnection)\(\s{0,8}${PORT}(?:\s{0,4},\s{0,4}${QUOTED_HOST})?`,
    { transport: 'tcp' },
  ),
  source(BEAM, String.raw`\bgen_tcp[.:]listen\(\s{0,8}${PORT}`, listens),
  source(BEAM, String.raw`\bgen_udp[.:]open\(\s{0,8}${PORT}`, { listens: true, transport: 'udp' }),
  // An address and a port as two arguments or as a pair: ("127.0.0.1", 8000)
  source(undefined, String.raw`${HERE}\s{0,4},\s{0,4}["']?${PORT}`),
  source(['python'], String.raw`\(\s{0,4}(?<host>""|'')\s{0,4},\s{0,4}${PORT}\s{0,4}\)`, { listens: true }),
  source(
    ['rust'],
    String.raw`\[\s{0,4}(?:127|0)\s{0,4}(?:,\s{0,4}\d{1,3}\s{0,4}){3}\]\s{0,4},\s{0,4}${PORT}`,
  ),
  source(['rust'], String.raw`\bLOCALHOST(?:\)|\.into\(\))?\s{0,4},\s{0,4}${PORT}`),
  source([...DOTNET], String.raw`\bIPAddress\.(?:IPv6)?(?:Any|Loopback)\s{0,4},\s{0,4}${PORT}`),
  source([...DOTNET], String.raw`\bListen(?:Localhost|AnyIP)\(\s{0,8}${PORT}`, listens),
  source(['dart'], String.raw`\bInternetAddress\.(?:loopbackIPv[46]|anyIPv[46])\s{0,4},\s{0,4}${PORT}`),
  // Go and its frameworks: ":8080"
  source(['go'], String.raw`["\x60]:${PORT}["\x60]`, { listens: true }),
  source(
    undefined,
    String.raw`\b(?:ServerSocket|InetSocketAddress|DatagramSocket|TCPServer\.new|TcpListener|htons)\(\s{0,8}${PORT}\s{0,4}[),]`,
  ),
  source(JVM, String.raw`\bJavalin\b.{0,100}\.start\(\s{0,8}${PORT}`, listens),
  // port(8080), setPort(8080), with_port(8080)
  source(
    [...JVM, ...DOTNET, 'rust', 'php', 'swift', 'dart', 'cpp'],
    String.raw`\.(?:set_?|with_?)?[pP]ort\(\s{0,8}["']?${PORT}`,
  ),
  source(C_LIKE, String.raw`^\s{0,20}#\s{0,8}define\s{1,40}(?<name>\w{0,60}PORT)\s{1,40}${PORT}`),
  // The value that is taken where nothing else is said: ("PORT", 3000), PORT || 3000, fetch("PORT") { 3000 }
  source(
    undefined,
    String.raw`["'\x60](?:--|:)?(?<name>[\w.-]{0,60}[pP](?:ort|ORT))["'\x60]\s{0,4},\s{0,4}["']?${PORT}`,
  ),
  source(
    undefined,
    String.raw`(?<!\w)(?<name>\w{0,60}[pP](?:ort|ORT))["'\x60\])}]{0,4}\s{0,8}(?:\|\||\?\?|\?:|\bor\b)\s{0,8}["'\x60]?${PORT}`,
  ),
  source(['ruby', 'crystal'], String.raw`["'](?<name>\w{0,60}PORT)["']\)?\s{0,4}\{\s{0,4}["']?${PORT}`),
  source(
    ['rust'],
    String.raw`["'](?<name>\w{0,60}PORT)["']\).{0,30}\bunwrap_or(?:_else)?\([^"\d]{0,20}"?${PORT}`,
  ),
  source(
    ['python'],
    String.raw`["']--(?<name>[\w-]{0,40}port)["'].{0,100}\bdefault\s{0,4}=\s{0,4}["']?${PORT}`,
  ),
  source(['ruby', 'crystal'], String.raw`\bset\s{1,8}:(?<name>\w{0,40}port)\s{0,4},\s{0,4}${PORT}`),
  ...SERVER_SETTINGS.map((pattern) => source(['conf', 'properties', 'ini'], pattern, listens)),
  source(['ruby'], String.raw`^\s{0,20}port\s{1,20}${PORT}\s{0,20}$`, listens),
  // ASP.NET's lists of ports: "http_ports": "8080;8081"
  source(
    undefined,
    String.raw`(?<![\w$])(?<names>\w{0,60}[pP](?:orts|ORTS))["']?\s{0,8}[:=]\s{0,8}["']?${PORT}`,
  ),
  // port: 3000, "port" => 3000, const PORT: u16 = 3000, server.port=8080
  source(
    undefined,
    String.raw`(?<![\w$.-])(?<name>[A-Za-z_$@:.][\w$.-]{0,60})["'\x60]?\s{0,20}(?::\s{0,4}\w{1,12}\??\s{0,4}=|:=|=>|=|:)\s{0,20}["'\x60]?${PORT}`,
  ),
  source(undefined, String.raw`(?<![\w-])(?<name>--[\w.-]{0,40}port)[= ]${PORT}`),
];
