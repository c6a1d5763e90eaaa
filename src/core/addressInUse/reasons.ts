/** What the words around an address say of it, beside that it is in use (words.ts). */
import { oneOf, oneWordOf } from './alternatives';

/** What may stand at the end, between the words and the address: quotes, brackets, and the name that Java puts there. */
const OPENING = String.raw`[[({"'\`<]{0,3}(?:connector\[)?["'\`]?\/?(?:[\w.-]{1,40}\/)?$`;

const TRANSPORTS = '(?:tcp[46]?|udp[46]?|ipv[46]|tls|http|https)';

/** Words that belong to an address, and say nothing of it. */
const FILLING = oneOf(
  oneWordOf(
    'a an the to on for at with of is all any own local host address addr interface interfaces port and',
  ),
  oneWordOf(
    'socket sockets server servers service listen listener listeners listening bind binding endpoint',
  ),
  oneWordOf(
    'connector connections connection proxy daemon protocol protocolhandler point associated against',
  ),
  oneWordOf(
    'development dev debug production web websocket ws grpc rpc rest api main application app process',
  ),
  oneWordOf('instance network start up in'),
  TRANSPORTS,
);

/** In front of an address: that it could not be bound or listened on. */
export const SAYS_FAILED_BEFORE = new RegExp(
  oneOf(
    String.raw`\bfail(?:ed|ure|s)?\b`,
    String.raw`\b(?:could ?n[o']t|can ?not|can't|cant|unable|not able|error|problem)\b`,
  ) +
    String.raw`(?: while| when| in| during)?:?(?: to| attempting| trying)?(?: the| tcp| udp| server| socket| service)*[ (]` +
    oneOf(
      'bind(?:ing)?',
      'listen(?:ing)?',
      '(?:open|start|creat|initializ|us|allocat|acquir|reserv|claim|set up|expos|serv)(?:e|ing)?',
    ) +
    String.raw`\b(?:\(\d?\))?(?: [\w./[\]"'-]{1,30}){0,3}(?: ${FILLING})*[ :=]{0,3}${OPENING}`,
  'i',
);

/** In front of an address: that a program is about to take it. */
export const SAYS_BEGINS_BEFORE = new RegExp(
  String.raw`\b${oneOf(
    'start(?:ing|s)?',
    '(?:bind|open|launch|attempt|try|initiali[sz])ing',
    'creat(?:e|ing)',
    'try to (?:bind|listen)',
    '(?:bringing|setting) up',
  )}\b(?: [\w./-]{1,20}){0,3}(?: ${FILLING}|["'],?)*(?:[:=]| \.{2,3})? ?${OPENING}`,
  'i',
);

/** Behind such an address: that it did. */
export const SUCCEEDS = /[^.;]{0,20}\b(?:ok|success\w{0,5}|succeeded|done|completed?)\b/iy;

/** In front of an address on the line of the error: what is done to it. */
export const SAYS_BINDS_BEFORE = new RegExp(
  String.raw`\b${oneOf(
    'bind(?:ing|s)?|bound',
    'listen(?:ing|er|s)?',
    'make_sock|socket|acceptor|server|endpoint|addr(?:ess)?',
    'serv(?:e|ing)|expose|open|start(?:ing)?',
  )}\b(?:\(\d?\))?(?: (?:${FILLING}|fd \d{1,4}))*[ :=@,-]{0,3}${OPENING}`,
  'i',
);

/** In front of an address: that it is a proposal, or no port at all. */
export const SAYS_OTHER_BEFORE = new RegExp(
  oneOf(
    String.raw`\b${oneWordOf('visit see open browse try trying retrying attempting use using free available next another')}\b`,
    String.raw`\b${oneWordOf('different fallback default instead example pid process lsof fuser kill curl wget')}\b`,
    String.raw`\bswitch(?:ing|ed)?\b`,
    String.raw`\be\.g\.`,
    String.raw`--?[\w-]{1,30}`,
    '-{1,2}>|→|=>',
  ) +
    String.raw`(?: (?:${oneWordOf('to the a an on at of with free available different other another by instead tcp setting out')}|-\w{1,10}))*` +
    String.raw`[ :=]{0,2}["'\`([]{0,2}$`,
  'i',
);

/** Behind an address: the same. */
export const SAYS_OTHER_BEHIND = /["'`)\]]{0,2},? (?:instead\b|is (?:free|available|open)\b|-{1,2}>|→)/iy;

/** In front of an address: that it is the other end's. */
export const SAYS_REMOTE_BEFORE = new RegExp(
  String.raw`\b${oneOf(
    'connect(?:ing|ed|ions?|s)?',
    '(?:dial|redirect|forward|fetch|download)(?:ing|ed|s)?',
    'prox(?:y|ied|ying)',
    oneWordOf('upstream target remote peer client backend via from'),
    oneWordOf('GET POST PUT HEAD DELETE requests?'),
  )}\b(?: ${oneWordOf('to the a an on at of with server host address tcp[46]? udp[46]?')})*[ :=]{0,2}["'\`([]{0,2}$`,
  'i',
);

/** That the program connects rather than binds: the address in the message is the other end's. */
export const CONNECTS = /\bconnect(?:\(2?\)| EADDRINUSE|: [Aa]ddress)|\bdial (?:tcp|udp)[46]? /;

/** Another reason why an address could not be taken: texts and names of the C library's errors, and what Windows says. */
export const OTHER_REASON = new RegExp(
  oneOf(
    oneWordOf(
      'EACCES EPERM EADDRNOTAVAIL ENOENT ENODEV EAFNOSUPPORT EINVAL ETIMEDOUT ECONNREFUSED ENOTFOUND EMFILE',
    ),
    'permission denied|access denied|not permitted|forbidden by its access permissions|privileged|insufficient',
    'cannot assign requested|address not available|not supported|invalid argument|read-only',
    'no such (?:file|device|host)|not found|unknown host|name or service not known|already exists',
    'timed? ?out|refused|unreachable|too many open files|out of memory|no space|certificate',
  ),
  'i',
);

/** A path, or a name without one, in the place of an address: sockets of the family UNIX. */
export const UNIX =
  /\bunix\b|\.sock(?:et)?\b(?!\.)|\.s\.PGSQL\.|\b(?:bind|listen|bound|address|socket)\b(?: (?:to|on|at|for))?[ :="'(]{1,3}(?:@|\.{0,2}\/)[\w.-]/i;

/** Behind the error: the same. */
export const PATH_BEHIND = /(?:\s|[:="'(]|on|at|for){1,6}(?:unix:)?(?:\.{0,2}\/[\w.@-]+|@\w)/y;
