/**
 * How programs say that an address is in use. Every expression takes time in proportion to the text: repetitions are
 * bounded, and those of words are such that there is one way to read them.
 */
import { oneOf, oneWordOf } from './alternatives';

/**
 * The text of the C library's error in other languages (glibc's po/*.po), and what is of one wording in those of Windows'
 * WSAEADDRINUSE, "only one usage of each socket address is normally permitted".
 */
const TRANSLATIONS = oneOf(
  '(?:Die )?Adresse wird bereits verwendet',
  'jede Socketadresse',
  'Adresse déjà utilisée',
  'chaque adresse de socket',
  'dirección ya se está usando',
  'de cada dirección de socket',
  'indirizzo già in uso',
  'ogni indirizzo di socket',
  'endereço já em uso',
  'de cada endereço de soquete',
  'адрес уже используется',
  'использование адреса сокета',
  'adres jest już w użyciu',
  'każdego adresu gniazda',
  'adressen används redan',
  'adres is al in gebruik',
  'her yuva adresi',
  'アドレスは既に使用中',
  'ソケット アドレスに対して',
  '[地位]址已(?:在使用|被使用)',
  '套接字地址',
  '이미 사용 중',
  '소켓 주소',
);

/** The error itself, in every spelling: its text, its names, its number, what Windows and Docker say. */
export const ERROR = new RegExp(
  oneOf(
    String.raw`\badd?r(?:ess)?(?: (?:is|was))? (?:already |currently )?(?:in use|used|being used|taken|bound|occupied)\b`,
    String.raw`(?<![A-Za-z])(?:WSA)?E?ADDRINUSE\b`,
    String.raw`\bAddr(?:ess)?(?:Already)?InUse(?:Error|Exception)?\b`,
    String.raw`\bPortInUseException\b`,
    String.raw`\berrno\W{1,3}-?98\b`,
    String.raw`\bos error (?:98|10048)\b`,
    String.raw`\bbind\w{0,4}(?:\(\))?(?: failed| error)\W{1,4}98\b`,
    String.raw`\b(?:errno|error|err|code|wsaerror)\b[^\w\n]{1,4}(?:code )?10048\b`,
    'only one usage of each socket address',
    'port is already allocated',
    TRANSLATIONS,
  ),
  'gi',
);

/** Whether a piece of text that {@link ERROR} matched is a name of the error rather than its text. */
export const IS_NAME = /^\w+$/;

/** What a line must have to be looked at: a cheap look before any other. */
export const OF_INTEREST = new RegExp(
  oneOf(
    'in[- ]use',
    String.raw`addr(?:ess)?_?inuse`,
    String.raw`\badd?r(?:ess)? (?:already|is|was|being|taken|used|bound)`,
    'usage of each socket',
    String.raw`\bports?\b`,
    String.raw`\balready ${oneWordOf('running listening started bound using serving')}`,
    String.raw`\b(?:bind|binding|listen|listening)(?: |\w{0,4}\()`,
    String.raw`:\d{1,5} (?:is|was|to be) `,
    'errno',
    '10048',
    '端口|ポート|포트|порт|puerto|porta',
    TRANSLATIONS,
  ),
  'i',
);

const SEEMS = oneOf(
  '(?:is|was|are|were) ',
  '(?:seems?|appears?) to be ',
  '(?:may|might|could) (?:already )?be ',
  '(?:has )?already been ',
);

/** The error, said of a port that stands elsewhere. */
export const PORT_ERROR = new RegExp(
  oneOf(
    String.raw`\bports? ${SEEMS}?(?:already |currently |also )?(?:being )?(?:in use|used(?! (?:by|for|as|to|in) (?:the|a|an|your) )|taken|occupied|allocated|unavailable|not available|(?<=already )bound)\b`,
    String.raw`\b${oneWordOf('socket binding connection listener endpoint server')} (?:is |was )?already (?:in use|bound)\b`,
  ),
  'gi',
);

const ALREADY = '(?:already |currently |still |also |now |probably |being )*';

/** Said of a port or an address that another has. */
const TAKEN = String.raw`(?:in[- ]use(?! by \d{1,6} \w)|used(?! (?:by default|by the|only|internally|for|as|to|in|when|if)\b)|taken|occupied)\b`;

/** Said of a port alone. */
const TAKEN_PORT = oneOf(
  'busy',
  'allocated',
  'held by',
  'running this app in another',
  'could not be (?:used|opened|bound|allocated|acquired)',
  `(?<=already )${oneWordOf('running listening listened assigned registered bound reserved claimed')}`,
);

/** Behind a port: that it is taken, in other languages. */
const TAKEN_ABROAD = String.raw`["”」)\]]?\s?${oneOf(
  '(?:已经?|正在?|目前)?(?:被[^,，。 ]{0,12})?(?:占用|使用)',
  '(?:は|が)?(?:既に|すでに|現在)?(?:他の[^。 ]{0,15})?使用(?:中|されて)',
  '(?:이|가|은|는)? ?이미 사용',
  '(?:уже )?(?:занят|используется)',
  '(?:ya )?est[áa] (?:siendo )?(?:en uso|utilizad|ocupad|usad)',
  "(?:est )?déjà (?:utilisé|en cours d'utilisation|occupé|pris)",
  '(?:wird|ist) (?:bereits|schon) (?:verwendet|belegt|benutzt|in Benutzung|vergeben)',
  '(?:já )?está (?:em uso|sendo us|ocupad)',
  'è già (?:in uso|occupat|utilizzat)',
)}`;

/** Between an address and what is said of it: where (`on localhost`), what for, and the verb. */
const VERB =
  String.raw`["'\`)\]>]{0,2}(?:\s\((?:tcp|udp|[\w.:-]{1,40})\))?` +
  String.raw`(?:\son (?:the )?(?:host |interface |address )?[\w.:*"'-]{1,45}|\sof \S{1,45}|\sfor [\w.:-]{1,45}(?: server)?)?` +
  oneOf(
    String.raw`\s(?:is|was|are|were)`,
    String.raw`\s(?:seems?|appears?)(?: like it(?:'s| is)| to be)?`,
    String.raw`,? (?:and )?it (?:is|was)`,
    String.raw`\s(?:may|might|could|must)(?: already)? be`,
    String.raw`,? (?:is |has )?(?:already )?been`,
    String.raw`\sfailed[,:]?`,
    String.raw`\s?[:,-]`,
  ) +
  String.raw`?\s`;

/** Nothing that answers "no" where the words before are a question, or the name of a field. */
const NO_ANSWER = String.raw`(?!\s?[:=]\s?(?:no|none|false|0)\b)`;

/** Behind an address: that it is taken. */
export const SAYS_TAKEN_BEHIND = new RegExp(`${VERB}${ALREADY}${TAKEN}${NO_ANSWER}`, 'iy');

/** Behind a port: the same, in words that are said of other things' addresses too. */
export const SAYS_PORT_TAKEN_BEHIND = new RegExp(
  String.raw`(?:${VERB}${ALREADY}(?:${TAKEN}|${TAKEN_PORT}\b)|${TAKEN_ABROAD})${NO_ANSWER}`,
  'iy',
);

/** Behind a port: that it cannot be had, which is said of other machines' ports too. */
export const SAYS_UNAVAILABLE_BEHIND = new RegExp(
  String.raw`${VERB}${ALREADY}(?:unavailable|not available|not free|not open)\b(?! yet\b| (?:on|at) (?:the )?(?:remote|\d))`,
  'iy',
);

/** What makes it a port of one's own: what failed by it, or what is done instead. */
export const SAYS_OWN = new RegExp(
  String.raw`\b${oneOf(
    "could ?n[o']t (?:be )?(?:start|launch|run|bind|listen)",
    '(?:cannot|unable to|failed to) (?:start|launch|run|bind|listen)',
    'instead',
    'would you like',
    'exiting',
    'close the process',
    '(?:another|other) (?:process|program|application|port)',
    '(?:different|next) port',
    'already (?:in use|running)',
    'bound to',
    'starting on',
    'trying',
    String.raw`found (?:\w+ )?port`,
  )}\b`,
  'i',
);

/** In front of an address: that a statement on it begins there, so that the address is what is taken. */
export const BEGINS_STATEMENT =
  /(?:^|[^\w\s)"'][\s"'([]*|\b(?:address|addr|port|on|to|for|bind|listen|listening|socket|endpoint|bound|tcp|udp)[46]?[ :="'([]{1,3})(?:[\w.-]{1,60}\/)?$/i;

/** In front of an address: that somebody has it. */
export const SAYS_TAKEN_BEFORE = new RegExp(
  oneOf(
    String.raw`\balready ${oneWordOf('running listening started bound using serving')}(?: (?:on|at|by|for|in|with))?` +
      `(?: ${oneWordOf('the this tcp udp local address same admin http https debug web server requested specified default')})*`,
    String.raw`\b(?:connection|port|address|socket|endpoint)s?(?: is| was)?(?: already)? ` +
      String.raw`(?:in use|taken|occupied|allocated|conflict|unavailable)\b(?: (?:on|at|for))?:?`,
    String.raw`\b(?:is|are) (?:already )?(?:using|occupying|holding|blocking)(?: (?:the|this|tcp|udp|local))*`,
    String.raw`\b${oneWordOf('another other different existing some something someone somebody')}\b[^.,;:?!]{0,50}` +
      String.raw`\b(?:running|listening|bound|using)(?: (?:on|to|at|the|same|address|this))*`,
    String.raw`\balready running[^.;:?!]{0,20}\blistening (?:on|at)`,
    String.raw`\bconflicts? (?:on|with|for)`,
    String.raw`\bunable to find an available port \(tried`,
    String.raw`\b(?:cannot find(?: an?)?|no) (?:empty|free|available) port (?:with)?in range`,
  ) + String.raw` ?[:([]?\s?["'\`]?$`,
  'i',
);

/** Around an address: that it was waited for, in vain. */
export const WAITS_BEFORE = /\b(?:time(?:d )?out|gave up|giving up)\b[^.;]{0,30}\bwaiting for ["'`]?$/i;
export const WAITS_BEHIND = /["'`]? to (?:be(?:come)?|get) (?:free|available|released|closed)\b/iy;

/** In front of an address: a question or a hint that follows an error, and means nothing after another one. */
export const HINT_BEFORE =
  /\b(?:is|are|do you(?: already)? have|maybe|perhaps|check (?:if|whether)|make sure(?: that)?(?: no)?)\b[^.?!;]{0,60}\b(?:running|using|listening|bound|holding|occupying)(?: (?:on|to))?(?: the)?\s?["'`]?$/i;

/** Behind an address: the same. */
export const HINT_BEHIND = /\s?(?:already )?(?:in use|taken|occupied|used)[^.?!;]{0,30}\s?\?/iy;

/** What is done by a program that goes on by itself. */
const DOES = oneOf(
  '(?:re)?trying',
  '(?:switch|bump|assign|start)(?:ing|ed)',
  '(?:auto-?)?increment(?:ing|ed)?',
  'fall(?:ing|s)? back',
  'will (?:use|try|attempt)',
  'cho(?:osing|se)',
  'mov(?:ing|ed)',
  'pick(?:ing|ed)',
  'attempting|using|fell back|defaulting|opting|running|listening|serving|bound|changed',
);

/** What it is done with. */
const ANOTHER_PORT = oneOf(
  String.raw`\banother\b(?! ${oneWordOf('process program instance application server window app')})`,
  String.raw`\b(?:next|different|random)\b`,
  String.raw`\b(?:available|free) port`,
  String.raw`\balternat\w{2,5}\b`,
  String.raw`\binstead\b`,
  String.raw`\bport \+?\d{1,5}(?:,? instead)?\b`,
);

/** That the program goes on with another port by itself, or has made the port free. */
export const GOES_ON = new RegExp(
  oneOf(
    String.raw`\b${DOES}\b[^?!;]{0,40}?(?:\b\d{2,5},? instead\b|${ANOTHER_PORT})`,
    String.raw`\b(?:re)?trying (?:on |with |port )*\d{2,5}\b`,
    String.raw`\b(?:on|to|with|at) (?:an? )?(?:port \d{1,5}|${oneWordOf('random another different free available new other')} port) instead\b`,
    String.raw`\bfallback\b[^?;]{0,20}\bport\b`,
    String.raw`\b(?:killed|killing|stopped|freed|terminated) (?:it|the|old|previous|process|existing)\b`,
  ),
  'i',
);

/** That it asks, or advises, instead. */
export const ASKS =
  /\b(?:would you like|do you want|please|try (?:using|another|a different|again|running|setting|--?\w)|you can|consider|specify|use (?:a different|another|--?\w)|choose|change the|shall (?:we|i)|should (?:we|i)|or (?:set|use|pass))\b|\?\s*(?:[›([>]|$)|\(y\/n\)|\[y\/n\]/i;

/** Any error that is one line's own. */
export const ANY_ERROR =
  /\b(?:fatal|fail(?:ed|ure)|cannot|could ?n[o']t|can't|unable|panic|denied|traceback|severe|critical|emerg|EE)\b|(?:error|exception)\b/i;
