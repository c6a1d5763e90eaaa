/**
 * What programs say where an address is in use. Every expression takes time in proportion to the text: repetitions are
 * bounded, and those of words are such that there is one way to read them.
 */

/**
 * The error itself, in every spelling: the text of the C library, its name, Windows' text, Docker's. The translations
 * are glibc's (po/*.po of its sources).
 */
export const ERROR =
  /\badd?r(?:ess)?(?: (?:is|was))? (?:already |currently )?(?:in use|used|being used|taken|bound|occupied)\b|(?<![A-Za-z])(?:WSA)?E?ADDRINUSE\b|\bAddr(?:ess)?(?:Already)?InUse(?:Error|Exception)?\b|only one usage of each socket address|port is already allocated|\bPortInUseException\b|\berrno\W{1,3}-?98\b|\bbind\w{0,4}(?:\(\))?(?: failed| error)\W{1,4}98\b|\bos error (?:98|10048)\b|\b(?:errno|error|err|code|wsaerror)\b[^\w\n]{1,4}(?:code )?10048\b|(?:Die )?Adresse wird bereits verwendet|Adresse déjà utilisée|dirección ya se está usando|[Ii]ndirizzo già in uso|[Ee]ndereço já em uso|アドレスは既に使用中|地址已在使用|地址已被使用|[位地]址已在使用中|[Аа]дрес уже используется|이미 사용 중|[Aa]dres jest już w użyciu|[Aa]dressen används redan|[Aa]dres is al in gebruik|jede Socketadresse|chaque adresse de socket|de cada dirección de socket|套接字地址|ソケット アドレスに対して|использование адреса сокета|de cada endereço de soquete|ogni indirizzo di socket|każdego adresu gniazda|소켓 주소|her yuva adresi/gi;

/** The same said of a port that stands elsewhere. */
export const PORT_ERROR =
  /\bports? (?:is |was |are |seems? to be |appears? to be |(?:may|might|could) (?:already )?be |(?:has )?already been )?(?:already |currently |also )?(?:being )?(?:in use|used(?! (?:by|for|as|to|in) (?:the|a|an|your) )|taken|occupied|allocated|unavailable|not available|bound)\b|\b(?:socket|binding|connection|listener|endpoint|server) (?:is |was )?already (?:in use|bound|running)\b/gi;

/** What may stand in front of ERROR and makes it one of something else than a socket. */
export const OTHER_ADDRESS =
  /(?:e-?mail|provided|mac|ip|ipv[46]|hardware|ethernet|i2c|memory|link-local|device|slave|unit|bus|base|node|contract|wallet)[ -]$/i;

const ALREADY = String.raw`(?:already |currently |still |also |now |probably |being )*`;

/** Said of a port or an address that another has. */
const TAKEN = String.raw`(?:in[- ]use(?! by \d{1,6} \w)|used(?! (?:by default|by the|only|internally|for|as|to|in|when|if)\b)|taken|occupied)\b`;

/** Said of a port alone. */
const TAKEN_PORT = String.raw`(?:busy|allocated|held by|running this app in another|could not be (?:used|opened|bound|allocated|acquired)|(?<=already )(?:running|listening|listened|assigned|registered|bound|reserved|claimed))\b`;

/** Between an address and what is said of it: where (`on localhost`), what for, and the verb. */
const VERB = String.raw`["'\`)\]>]{0,2}(?:\s\((?:tcp|udp|[\w.:-]{1,40})\))?(?:\son (?:the )?(?:host |interface |address )?[\w.:*"'-]{1,45}|\sof \S{1,45}|\sfor [\w.:-]{1,45}(?: server)?)?(?:\s(?:is|was|are|were)|\s(?:seems?|appears?)(?: like it(?:'s| is)| to be)?|,? (?:and )?it (?:is|was)|\s(?:may|might|could|must)(?: already)? be|,? (?:is |has )?(?:already )?been|\sfailed[,:]?|\s?[:,-])?\s`;

const NO_ANSWER = String.raw`(?!\s?[:=]\s?(?:no|none|false|0)\b)`;

/** Behind an address: that it is taken. */
export const SAYS_TAKEN_BEHIND = new RegExp(`${VERB}${ALREADY}${TAKEN}${NO_ANSWER}`, 'iy');

/** Behind a port: the same, in words that are said of other things' addresses too. */
export const SAYS_PORT_TAKEN_BEHIND = new RegExp(
  `${VERB}${ALREADY}(?:${TAKEN}|${TAKEN_PORT})${NO_ANSWER}`,
  'iy',
);

/** Behind a port: that it cannot be had, which is said of other machines' ports too. */
export const SAYS_UNAVAILABLE_BEHIND = new RegExp(
  String.raw`${VERB}${ALREADY}(?:unavailable|not available|not free|not open)\b(?! yet\b| (?:on|at) (?:the )?(?:remote|\d))`,
  'iy',
);

/** What makes it a port of one's own: what failed by it, or what is done instead. */
export const SAYS_OWN =
  /\b(?:could ?n[o']t (?:be )?(?:start|launch|run|bind|listen)|(?:cannot|unable to|failed to) (?:start|launch|run|bind|listen)|instead|would you like|exiting|close the process|(?:another|other) (?:process|program|application|port)|(?:different|next) port|already (?:in use|running)|bound to|starting on|trying|found (?:\w+ )?port)\b/i;

/** In front of an address: that a statement on it begins there, so that the address is what is taken. */
export const BEGINS_STATEMENT =
  /(?:^|[^\w\s)"'][\s"'([]*|\b(?:address|addr|port|on|to|for|bind|listen|listening|socket|endpoint|bound|tcp|udp)[46]?[ :="'([]{1,3})(?:[\w.-]{1,60}\/)?$/i;

/** In front of an address: that somebody has it. */
export const SAYS_TAKEN_BEFORE =
  /(?:\balready (?:running|listening|started|bound|using|serving)(?: (?:on|at|by|for|in|with))?(?: (?:the|this|tcp|udp|local|address|same|admin|http|https|debug|web|server|requested|specified|default))*|\b(?:connection|port|address|socket|endpoint)s?(?: is| was)?(?: already)? (?:in use|taken|occupied|allocated|conflict|unavailable)\b(?: (?:on|at|for))?:?|\b(?:is|are) (?:already )?(?:using|occupying|holding|blocking)(?: (?:the|this|tcp|udp|local))*|\b(?:another|other|different|existing|some|something|someone|somebody)\b[^.,;:?!]{0,50}\b(?:running|listening|bound|using)(?: (?:on|to|at|the|same|address|this))*|\bunable to find an available port \(tried|\bconflicts? (?:on|with|for)|\b(?:cannot find(?: an?)?|no) (?:empty|free|available) port (?:with)?in range) ?[:([]?\s?["'`]?$/i;

/** In front of an address: that what is said of it is looked into, or only possible. */
export const IS_CONDITION =
  /(?:^|[.;!?] |: )\W{0,6}(?:if|when|whether|unless|in case|check(?:s|ed|ing)?|make sure|ensure|verify|see|find out)\b[^.;!?]*$/i;

/** Around an address: that it was waited for, in vain. */
export const WAITS_BEFORE = /\b(?:time(?:d )?out|gave up|giving up)\b[^.;]{0,30}\bwaiting for ["'`]?$/i;
export const WAITS_BEHIND = /["'`]? to (?:be(?:come)?|get) (?:free|available|released|closed)\b/iy;

/** In front of an address: that it could not be bound or listened on. */
export const SAYS_FAILED_BEFORE =
  /\b(?:fail(?:ed|ure|s)?|unable|could ?n[o']t|cannot|can ?not|can't|cant|error|problem|not able)\b(?: while| when| in| during)?:?(?: to| attempting| trying)?(?: the| tcp| udp| server| socket| service)*[ (](?:bind(?:ing)?|listen(?:ing)?|(?:open|start|creat|initializ|us|allocat|acquir|reserv|claim|set up|expos|serv)(?:e|ing)?)\b(?:\(\d?\))?(?: [\w./[\]"'-]{1,30}){0,3}(?: (?:a|an|the|to|on|for|at|with|against|connector|point|endpoint|associated|server|service|host|socket|sockets|listener|listening|proxy|local|tcp[46]?|udp[46]?|ipv[46]|http|https|address|addr|interface|protocol|protocolhandler|network|web|api|port|is|and|start|listen|all))*[ :=]{0,3}[[("'`]{0,3}(?:connector\[)?["'`]?\/?(?:[\w.-]{1,40}\/)?$/i;

/** In front of an address: that a program is about to take it. */
export const SAYS_BEGINS_BEFORE =
  /\b(?:starting|start|binding|opening|launching|attempting|trying|try to bind|try to listen|bringing up|setting up|initiali[sz]ing|creating|create|starts)\b(?: [\w./-]{1,20}){0,3}(?: (?:up|a|an|the|to|on|for|at|with|in|is|development|dev|debug|production|ipv[46]|tcp|udp|http|https|web|websocket|ws|grpc|rpc|rest|api|main|local|server|servers|service|listen|listener|listeners|listening|socket|sockets|bind|binding|connections|connection|proxy|daemon|endpoint|protocolhandler|application|app|process|instance|address|addr|interface|port|own)|["'],?)*(?:[:=]| \.{2,3})? ?[[("'`]{0,2}(?:[\w.-]{1,40}\/)?$/i;

/** Behind such an address: that it did. */
export const SUCCEEDS = /[^.;]{0,20}\b(?:ok|success\w{0,5}|succeeded|done|completed?)\b/iy;

/** In front of an address on the line of the error: what is done to it. */
export const SAYS_BINDS_BEFORE =
  /\b(?:bind(?:ing|s)?|bound|listen(?:ing|er|s)?|make_sock|socket|server|endpoint|address|addr(?:ess)?|acceptor|serv(?:e|ing)|expose|open|start(?:ing)?)\b(?:\(\d?\)|\(\))?(?: (?:a|an|the|to|on|for|at|is|of|with|tcp[46]?|udp[46]?|ipv[46]|http|https|host|local|all|any|interface|interfaces|address|addr|socket|port|fd \d{1,4}))*[ :=@,-]{0,3}[[({"'`<]{0,3}(?:[\w.-]{1,40}\/)?$/i;

/** In front of an address: that it is a proposal, or no port at all. */
export const SAYS_OTHER_BEFORE =
  /(?:\b(?:visit|see|open|browse|instead|try|trying|retrying|attempting|use|using|free|available|next|another|different|fallback|default|e\.g\.|example|switch(?:ing|ed)?|pid|process|lsof|fuser|kill|curl|wget)\b|--?[\w-]{1,30}|-{1,2}>|→|=>)(?: (?:to|the|a|an|on|at|of|with|free|available|different|other|another|by|instead|tcp|-\w{1,10}|setting|out))*[ :=]{0,2}["'`([]{0,2}$/i;

/** In front of an address: that it is the other end's. */
export const SAYS_REMOTE_BEFORE =
  /\b(?:connect(?:ing|ed|ions?|s)?|dial(?:ing|ed)?|upstream|prox(?:y|ied|ying)|target|remote|peer|client|backend|via|from|redirect(?:ing|ed|s)?|forward(?:ing|ed|s)?|GET|POST|PUT|HEAD|DELETE|fetch(?:ing|ed)?|requests?|download(?:ing|ed)?)\b(?: (?:to|the|a|an|on|at|of|with|server|host|address|tcp[46]?|udp[46]?))*[ :=]{0,2}["'`([]{0,2}$/i;

/** That the program connects rather than binds: the address in the message is the other end's. */
export const CONNECTS = /\bconnect(?:\(2?\)| EADDRINUSE|: [Aa]ddress)|\bdial (?:tcp|udp)[46]? /;

/** Behind an address: the same. */
export const SAYS_OTHER_BEHIND = /["'`)\]]{0,2},? (?:instead\b|is (?:free|available|open)\b|-{1,2}>|→)/iy;

/** A question or a hint that follows an error, and means nothing after another one. */
export const HINT_BEFORE =
  /\b(?:is|are|do you(?: already)? have|maybe|perhaps|check (?:if|whether)|make sure(?: that)?(?: no)?)\b[^.?!;]{0,60}\b(?:running|using|listening|bound|holding|occupying)(?: (?:on|to))?(?: the)?\s?["'`]?$/i;
export const HINT_BEHIND = /\s?(?:already )?(?:in use|taken|occupied|used)[^.?!;]{0,30}\s?\?/iy;
/** Another reason why an address could not be taken. */
export const OTHER_REASON =
  /permission denied|EACCES|access denied|not permitted|EPERM|cannot assign requested|EADDRNOTAVAIL|address not available|no such (?:file|device|host)|ENOENT|ENODEV|not supported|EAFNOSUPPORT|invalid argument|EINVAL|timed? ?out|ETIMEDOUT|refused|ECONNREFUSED|unreachable|not found|ENOTFOUND|too many open files|EMFILE|out of memory|no space|read-only|certificate|unknown host|name or service not known|certificate|already exists|forbidden by its access permissions|insufficient|privileged/i;

/** Any error that is one line's own. */
export const ANY_ERROR =
  /\b(?:fatal|fail(?:ed|ure)|cannot|could ?n[o']t|can't|unable|panic|denied|traceback|severe|critical|emerg|EE)\b|(?:error|exception)\b/i;

/** That the program goes on with another port by itself. */
export const GOES_ON =
  /\b(?:(?:re)?trying|attempting|using|switch(?:ing|ed)|fall(?:ing|s)? back|fell back|pick(?:ing|ed)|cho(?:osing|se)|mov(?:ing|ed)|will (?:use|try|attempt)|incrementing|bump(?:ing|ed)|defaulting|opting|assign(?:ing|ed)|start(?:ing|ed)|running|listening|serving|bound|changed|auto-?increment(?:ing|ed)?)\b[^?!;]{0,40}?(?:\banother\b(?! (?:process|program|instance|application|server|window|app))|\bnext\b|\bdifferent\b|\bavailable port|\bfree port|\brandom\b|\balternat\w{2,5}\b|\b(?:port )?\d{2,5},? instead|\binstead of\b|\binstead\b|\bport \+?\d{1,5}\b)|\b(?:re)?trying (?:on |with |port )*\d{2,5}\b|\b(?:on|to|with|at) (?:an? )?(?:port \d{1,5}|(?:random|another|different|free|available|new|other) port) instead\b|\bfallback\b[^?;]{0,20}\bport\b|\b(?:killed|killing|stopped|freed|terminated) (?:it|the|old|previous|process|existing)\b/i;

/** That it asks, or advises, instead. */
export const ASKS =
  /\b(?:would you like|do you want|please|try (?:using|another|a different|again|running|setting|--?\w)|you can|consider|specify|use (?:a different|another|--?\w)|choose|change the|shall (?:we|i)|should (?:we|i)|or (?:set|use|pass))\b|\?\s*(?:[›([>]|$)|\(y\/n\)|\[y\/n\]/i;

/** In front of the error: that it is a condition, an expectation or a negation. */
export const DENIES_BEFORE =
  /(?:\b(?:if|when|whether|unless|in case|until|while|once)\b(?: (?:the|a|an|that|this|your|its|specified|given|default|chosen|requested|tcp|udp|local|it|there|is|port|address|server|another|already|its|host|socket|or|gets?|got|getting|you|see|receive|encounter)\b)*[ "'`(]{1,3}|\b(?:not|no longer|never|isn't|aren't|wasn't|n't)(?: (?:already|currently|be|in|an?|the))?[ "'`(]{1,3}|\b(?:should|throws?|thrown|emits?|expect(?:s|ed)?|handles?|handling|rejects?|ignores?|ignoring|rescue|catch(?:es)?|avoids?|prevents?|simulat\w{1,4}|fix(?:e[ds])?|detects?|raises?|retr(?:y|ies) on|to be|because of|reports?|about|fails? (?:with|on|when))\b(?: (?:the|a|an|with|on|for|error|errors|of|bug|bugs|issue|issues|problem|when|if|port|an?|code|possible|and))*[ "'`(:]{1,3}(?:Errno::|errno\.|Unix\.)?)$/i;

/** Code and tables of constants rather than an error that happened. */
export const CODE_BEFORE =
  /(?:[=!]==?\s{0,3}|\bcase\s{1,3}|(?:^|[\s#])(?:const|define|let|var|static|enum)\s[^=;]{0,60}|\bE[A-Z]{3,15}\s{1,12}-?\d{1,3}\s{1,12}|\b(?:rescue|except|catch|instanceof|includes|has|is|Is|As)\b\s{0,2}\(?|[Ee]rrno\.|syscall\.|unix\.|libc::|ErrorKind::|errc::|\/\*\s?|\/\/\s?[^:]{0,40})["'`]?(?:[\w.]{1,20}(?:\.|::))?(?:[\w]{0,20}_)?$/;
export const CODE_BEHIND =
  /["'`]?(?:\s{0,2}=>|\s{0,3}[=!]==?|\s{0,3}= ?-?\d|\s{0,3}:\s{0,3}\w{0,20}\s{0,3}=|["'`]\)\s{0,2}[){]|["'`]?\]\s{2,20}[A-Z]|["'`]? (?:is|was) (?:an?|the|declared|defined|never|not|assigned|deprecated|imported|redefined)|\s{1,20}-?\d{1,5}\s{1,20}[A-Z]|\s{2,30}[A-Z]|\t)/y;

/** A line of a test's report: what is tested, not what happened. */
export const TEST_LINE =
  /^\s*(?:\[\w{2,8}\]\s)?(?:[✓✔√☑✅]\s|(?:not )?ok \d{1,6}\b|\((?:pass|fail|skip|todo)\)\s|(?:PASS|--- (?:PASS|FAIL|SKIP)):?\s|=== RUN|#\s?Subtest|test \S{1,200} \.\.\. |(?:it|describe|test)\(|● .{1,200} › |[✕✗×✖] .{0,200}\b(?:should|throws|returns|fails|rejects|when)\b)/;

/** A line of source code, a comment, a title or an entry of a history. */
export const WRITTEN_LINE =
  /^\s*(?:\d{1,6}[\s:│|]{1,6})?[+-]?\s{0,40}(?:\/\/|\/\*|<!--|#{1,6} (?!\w{1,20}:)|console\.|throw new\b|raise [A-Za-z]|return\b(?! code)|await\b|if ?\(|\} ?(?:else|catch)|expect\(|assert(?:\.\w{1,20})?!?\(|echo ["']|print(?:f|ln)?!?\(|(?:logger|log)\.\w{1,10}\(|fmt\.|errors?\.New)|^\s*(?:\* )?\[?[0-9a-f]{7,40}\b\]? (?:feat|fix|chore|docs|refactor|test|perf|build|ci|style)\b|\((?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)? ?#\d{1,6}\)/i;

/** Advice on an error that may happen. */
export const ADVICE =
  /\b(?:if you (?:see|get|receive|encounter|are getting)|you (?:may|might|can|could|will) (?:also )?(?:see|get|receive|encounter)|possible causes?|common (?:errors?|causes?|issues?|problems?)|troubleshooting)\b/i;

/** A line of a stack trace, or of the source code that a trace shows. */
export const FRAME =
  /^\s{1,12}at \S|^at [\w$.]{3,200}\(|^\s{0,12}File "|^\s{0,8}from \/?[\w./-]{1,200}:\d{1,6}:in|^\s{4,12}\^|^\t|^\s{2,12}\d{1,3}: \S|^Traceback|^goroutine \d|^\s{1,8}\.{3} \d{1,3} (?:more|common)/;

/** A path, or a name without one, in the place of an address: sockets of the family UNIX. */
export const UNIX =
  /\bunix\b|\.sock(?:et)?\b(?!\.)|\.s\.PGSQL\.|\b(?:bind|listen|bound|address|socket)\b(?: (?:to|on|at|for))?[ :="'(]{1,3}(?:@|\.{0,2}\/)[\w.-]/i;
export const PATH_BEHIND = /(?:\s|[:="'(]|on|at|for){1,6}(?:unix:)?(?:\.{0,2}\/[\w.@-]+|@\w)/y;
