import { findMentions } from '../../../../src/core/mentions/findMentions';
import { textOf } from './corpus';
import { testCases } from '../../readCases';

describe('reported files', () => {
  testCases('mentions', ({ in: text, path = '', lang = '' }) => {
    const lines = text.split('\n');
    return findMentions(textOf(lines), 0, lines.length - 1, { path, languageId: lang })
      .map(({ line, port, lastPort, transport }) => {
        const range = lastPort === undefined ? '' : `-${lastPort}`;
        return `${line + 1}:${port}${range}${transport === 'udp' ? '/udp' : ''}`;
      })
      .join(' ');
  });
});
