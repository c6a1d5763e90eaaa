import type { Identity } from '../model/identity';
import type { Answer } from './answer';
import { answerTo } from './answers';
import { saidText } from './answerText';
import { greeting, isTlsRecord } from './greetings';
import { http, isMeantForTls, isWholeHttp } from './http';

/** What was recognised, and whether there is nothing more to ask. */
export interface Recognised {
  readonly identity: Identity;
  readonly isSure: boolean;
}

/** Who says that; nothing where it said nothing, or what only tells that it is to be asked in TLS. */
export function recognise(answer: Answer): Recognised | undefined {
  if (answer.bytes.length === 0 || isTlsRecord(answer)) return undefined;
  const web = http(answer);
  if (web !== undefined) return { identity: web, isSure: !isMeantForTls(web, answer) };
  const found = answerTo(answer) ?? greeting(answer);
  if (found !== undefined) return { identity: found, isSure: true };
  const said = saidText(answer.text);
  // Who speaks first speaks neither TLS nor HTTP; who answers to something else may.
  return said === undefined ? undefined : { identity: { said }, isSure: answer.asked === undefined };
}

/** Whether what was said so far is enough: what comes later tells nothing more. */
export function isEnough(answer: Answer): boolean {
  if (answer.text.startsWith('HTTP/')) return isWholeHttp(answer);
  return recognise(answer)?.isSure === true;
}
