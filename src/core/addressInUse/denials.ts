/** What makes words no complaint, though a complaint has the same: conditions, code, tests, documentation. */
import { oneOf, oneWordOf } from './alternatives';

/** In front of the error: that it is of something else than a socket. */
export const OTHER_ADDRESS = new RegExp(
  `${oneOf(
    'e-?mail',
    oneWordOf('mac ip ipv[46] hardware ethernet i2c memory link-local device slave unit bus base node'),
    oneWordOf('contract wallet provided'),
  )}[ -]$`,
  'i',
);

/** In front of an address: that what is said of it is looked into, or only possible. */
export const IS_CONDITION =
  /(?:^|[.;!?] |: )\W{0,6}(?:if|when|whether|unless|in case|check(?:s|ed|ing)?|make sure|ensure|verify|see|find out)\b[^.;!?]*$/i;

const CONDITION =
  String.raw`\b(?:if|when|whether|unless|in case|until|while|once)\b` +
  String.raw`(?: ${oneOf(
    oneWordOf(
      'the a an that this your its specified given default chosen requested tcp udp local it there is port',
    ),
    oneWordOf('address server another already host socket or gets? got getting you see receive encounter'),
  )}\b)*[ "'\`(]{1,3}`;

const NEGATION = String.raw`\b(?:not|no longer|never|isn't|aren't|wasn't|n't)(?: ${oneWordOf('already currently be in an? the')})?[ "'\`(]{1,3}`;

/** What is expected, or dealt with. */
const EXPECTATION =
  String.raw`\b${oneOf(
    'should|thrown|to be|because of|about',
    '(?:throw|emit|reject|avoid|prevent|detect|raise|report)s?',
    '(?:handl|ignor)(?:es?|ing)',
    'expect(?:s|ed)?|catch(?:es)?|rescue',
    String.raw`simulat\w{1,4}|fix(?:e[ds])?`,
    'retr(?:y|ies) on|fails? (?:with|on|when)',
  )}\b` +
  String.raw`(?: ${oneWordOf('the an? with on for errors? of bugs? issues? problem when if port code possible and')})*` +
  String.raw`[ "'\`(:]{1,3}(?:Errno::|errno\.|Unix\.)?`;

/** In front of the error: that it is a condition, an expectation or a negation. */
export const DENIES_BEFORE = new RegExp(`${oneOf(CONDITION, NEGATION, EXPECTATION)}$`, 'i');

/** In front of the error's name: code that compares it, declares it, or catches it. */
export const CODE_BEFORE_NAME = new RegExp(
  oneOf(
    String.raw`[=!]==?\s{0,3}`,
    String.raw`\bcase\s{1,3}`,
    String.raw`(?:^|[\s#])(?:const|define|let|var|static|enum)\s[^=;]{0,60}`,
    String.raw`\b(?:rescue|except|catch|instanceof|includes|has|is|Is|As)\b\s{0,2}\(?`,
    String.raw`[Ee]rrno\.|syscall\.|unix\.|libc::|ErrorKind::|errc::`,
  ) + String.raw`["'\`]?(?:[\w.]{1,20}(?:\.|::))?(?:\w{0,20}_)?$`,
);

/** Behind the error's name: the same, and what explains it. */
export const CODE_BEHIND_NAME = new RegExp(
  oneOf(
    String.raw`["'\`]?\s{0,3}(?:=>|[=!]==?)`,
    String.raw`["'\`]?\s{0,3}= ?-?\d`,
    String.raw`["'\`]?\s{0,3}:\s{0,3}\w{0,20}\s{0,3}=`,
    String.raw`["'\`]{1,2}\)\s{0,2}[){]`,
    String.raw`["'\`]{0,2}\]\s{2,20}[A-Z]`,
    String.raw`["'\`]{0,2} (?:is|was) (?:an?|the|${oneWordOf('declared defined never not assigned deprecated imported redefined')})`,
    String.raw`["'\`]?\s{1,20}-?\d{1,5}\s{1,20}[A-Z]`,
    String.raw`["'\`]?(?:\s{2,30}[A-Z]|\t)`,
  ),
  'y',
);

/** In front of the error's text: a comment, or the name and number that a table explains by it. */
export const CODE_BEFORE_TEXT =
  /(?:\/\*\s?|(?:^|\s)\/\/\s?[^:]{0,40}|\bE[A-Z]{3,15}\s{1,12}-?\d{1,3}\s{1,12}(?:\/\*\s?)?)$/;

/** Behind the error's text: that it is spoken of. */
export const SPOKEN_OF_BEHIND = /["'`]? (?:is|was) (?:an?|the|usually|often|common)\b/y;

/** A line that declares the error's name, as documentation does before it explains it. */
export const DECLARES = /\b(?:const|define|enum|constant)\b.{0,80}EADDRINUSE/;

/** A line of a test's report: what is tested, not what happened. */
export const TEST_LINE = new RegExp(
  String.raw`^\s*(?:\[\w{2,8}\]\s)?${oneOf(
    String.raw`[✓✔√☑✅]\s`,
    String.raw`(?:not )?ok \d{1,6}\b`,
    String.raw`\((?:pass|fail|skip|todo)\)\s`,
    String.raw`(?:PASS|--- (?:PASS|FAIL|SKIP)):?\s`,
    '=== RUN',
    String.raw`#\s?Subtest`,
    String.raw`test \S{1,200} \.\.\. `,
    String.raw`(?:it|describe|test)\(`,
    '● .{1,200} › ',
    String.raw`[✕✗×✖] .{0,200}\b(?:should|throws|returns|fails|rejects|when)\b`,
  )}`,
);

/** A line of source code, a comment, a title or an entry of a history. */
export const WRITTEN_LINE = new RegExp(
  oneOf(
    String.raw`^\s*(?:\d{1,6}[\s:│|]{1,6})?[+-]?\s{0,40}${oneOf(
      String.raw`\/\/|\/\*|<!--`,
      String.raw`#{1,6} (?!\w{1,20}:)`,
      String.raw`console\.|fmt\.|errors?\.New`,
      String.raw`throw new\b|raise [A-Za-z]|return\b(?! code)|await\b`,
      String.raw`if ?\(|\} ?(?:else|catch)|expect\(|assert(?:\.\w{1,20})?!?\(`,
      String.raw`echo ["']|print(?:f|ln)?!?\(|(?:logger|log)\.\w{1,10}\(`,
    )}`,
    String.raw`^\s*(?:\* )?\[?[0-9a-f]{7,40}\b\]? (?:feat|fix|chore|docs|refactor|test|perf|build|ci|style)\b`,
    String.raw`\((?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)? ?#\d{1,6}\)`,
  ),
  'i',
);

/** Advice on an error that may happen. */
export const ADVICE =
  /\b(?:if you (?:see|get|receive|encounter|are getting)|you (?:may|might|can|could|will) (?:also )?(?:see|get|receive|encounter)|possible causes?|common (?:errors?|causes?|issues?|problems?)|troubleshooting)\b/i;

/** A line of a stack trace, or of the source code that a trace shows. */
export const FRAME = new RegExp(
  `^${oneOf(
    String.raw`\s{1,12}at \S`,
    String.raw`at [\w$.]{3,200}\(`,
    String.raw`\s{0,12}File "`,
    String.raw`\s{0,8}from \/?[\w./-]{1,200}:\d{1,6}:in`,
    String.raw`\s{4,12}\^`,
    String.raw`\t`,
    String.raw`\s{2,12}\d{1,3}: \S`,
    'Traceback',
    String.raw`goroutine \d`,
    String.raw`\s{1,8}\.{3} \d{1,3} (?:more|common)`,
  )}`,
);
