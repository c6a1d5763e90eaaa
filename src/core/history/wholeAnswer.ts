import type { HistoryAnswer, HistoryQuestion } from '../model/history';

/**
 * As many entries as are wanted, where there are so many: a call of a store ends before it looked at too many in vain. Between two
 * calls others have their turn.
 * @param pause resolves once they had
 * @param most calls, after which the answer is what it is, and says that there is more
 */
export async function wholeAnswer(
  question: HistoryQuestion,
  ask: (question: HistoryQuestion) => HistoryAnswer,
  pause: () => Promise<unknown>,
  most: number,
): Promise<HistoryAnswer> {
  let answer = ask(question);
  const entries = [...answer.entries];
  for (let calls = 1; calls < most && answer.next !== undefined && entries.length < question.most; calls++) {
    await pause();
    answer = ask({ ...question, before: answer.next, most: question.most - entries.length });
    for (const entry of answer.entries) entries.push(entry);
  }
  return { ...answer, entries };
}
