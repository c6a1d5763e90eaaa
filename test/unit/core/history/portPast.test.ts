/** What the past of a port adds to an answer about its present. */
import assert from 'node:assert/strict';
import { pastText, seenHeldText, takenText } from '../../../../src/core/history/portPast';
import type { HistoryListener } from '../../../../src/core/model/history';
import { ENGLISH } from '../../../../src/core/text/localizer';
import { at, between, exactly, listener, NODE, program, seen, VITE } from '../../historyEntries';

const words = {
  l10n: ENGLISH,
  clock: {
    now: at('14:10:00'),
    time: (time: number) => new Date(time).toISOString().slice(11, 19),
    day: () => '',
  },
};
const UNKNOWN = { evidence: 'unknown', programs: [] } as const;
const gone = (more: Partial<HistoryListener> = {}): HistoryListener =>
  listener({ closed: exactly('14:05:41'), ending: 'closed', ...more });

describe('the past of a port', () => {
  it('says who had it last, and until when', () => {
    const earlier = gone({ owners: seen(program('old', 1)), closed: exactly('13:00:00') });
    assert.equal(pastText([earlier, gone()], [], words), 'until 4 min ago node (4242)');
    assert.equal(pastText([listener()], [], words), 'until just now node (4242)');
    const ended = gone({ closed: { by: words.clock.now - 783 } });
    assert.equal(pastText([ended], [], words), 'until just now node (4242)');
    assert.equal(
      pastText([gone({ closed: between('14:00:00', '14:09:00'), ending: 'unwatched' })], [], words),
      'seen last 10 min ago: node (4242)',
    );
    assert.equal(pastText([], [], words), undefined);
  });

  it('leaves out who has it now, and what may be that', () => {
    const now = listener({ owners: seen(VITE) });
    assert.equal(pastText([gone(), now], [VITE], words), 'until 4 min ago node (4242)');
    assert.equal(pastText([now], [VITE], words), undefined);
    assert.equal(pastText([listener({ owners: UNKNOWN })], [VITE], words), undefined);
  });

  it('says when somebody took it, and from whom', () => {
    const taken = listener({ owners: seen(VITE), opened: between('14:05:41', '14:05:43') });
    assert.equal(
      takenText([gone(), taken], VITE, words),
      'It took it at 14:05:43 or earlier; node (4242) had it until 14:05:41.',
    );
    assert.equal(takenText([taken], VITE, words), 'It took it at 14:05:43 or earlier.');
    const handed = gone({ ending: 'handedOver', closed: exactly('14:05:43') });
    assert.equal(
      takenText([handed, { ...taken, opened: exactly('14:05:43'), isTakenOver: true }], VITE, words),
      'It got it from node (4242) at 14:05:43.',
    );
  });

  it('says nothing of when somebody took it who had it when recording began, or is another process of that pid', () => {
    assert.equal(takenText([listener({ opened: { by: at('14:00:00') } })], NODE, words), undefined);
    assert.equal(takenText([listener()], { ...NODE, startTime: 1 }, words), undefined);
    assert.equal(takenText([gone()], NODE, words), undefined);
  });

  it('has evidence of who holds a socket only while it is known to be that socket', () => {
    const end = { protocol: 'tcp', isIPv6: false, address: '0.0.0.0', port: 3000 };
    const said = 'seen held by node (4242) at 14:02:11';
    assert.equal(seenHeldText([listener()], end, words), said);
    assert.equal(seenHeldText([listener({ address: '127.0.0.1' })], end, words), undefined);
    assert.equal(seenHeldText([gone()], end, words), undefined, 'that one was closed');
    const lost = listener({ owners: UNKNOWN, opened: exactly('14:05:41'), isTakenOver: true });
    assert.equal(
      seenHeldText([lost, gone({ ending: 'handedOver' })], end, words),
      'seen held by node (4242) at 14:05:41',
    );
    assert.equal(seenHeldText([lost, gone()], end, words), undefined);
    const { isTakenOver: _, ...another } = lost;
    assert.equal(seenHeldText([another, gone({ ending: 'handedOver' })], end, words), undefined);
    const likely = { evidence: 'likely', programs: [NODE] } as const;
    assert.equal(seenHeldText([listener({ owners: likely })], end, words), undefined);
  });
});
