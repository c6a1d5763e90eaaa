/** What the history has, in plain words. */
import assert from 'node:assert/strict';
import { type StoryClock, type StoryOptions, storyOf } from '../../../../src/core/history/story';
import type {
  HistoryAction,
  HistoryEntry,
  HistoryGap,
  HistoryProgram,
} from '../../../../src/core/model/history';
import { ENGLISH } from '../../../../src/core/text/localizer';
import {
  at,
  between,
  connection,
  exactly,
  listener,
  NODE,
  PLACE,
  program,
  seen,
  VITE,
} from '../../historyEntries';

const clock: StoryClock = {
  now: at('18:00:00'),
  time: (time) => new Date(time).toISOString().slice(11, 19),
  day: (time) => new Date(time).toISOString().slice(0, 10),
};

function lines(entries: readonly HistoryEntry[], options: Partial<StoryOptions> = {}): string[] {
  return storyOf(entries, { l10n: ENGLISH, clock, ...options }).map(({ when, line }) => `${when}  ${line}`);
}

function ended(more: Partial<HistoryAction> = {}): HistoryAction {
  return {
    id: 1000,
    place: PLACE,
    kind: 'action',
    at: exactly('14:05:40'),
    by: 'window',
    deed: { kind: 'signal', signal: 'SIGTERM', program: NODE },
    outcome: 'sent',
    ...more,
  };
}

function gap(more: Partial<HistoryGap>): HistoryGap {
  return {
    id: 2000,
    place: PLACE,
    kind: 'gap',
    why: 'lost',
    from: at('14:00:00'),
    to: at('14:00:05'),
    ...more,
  };
}

describe('the story of a port', () => {
  it('says who had it, who ended that, and who took it', () => {
    const inTerminal = program('node', 4242, { origin: { kind: 'terminal', name: 'dev' } });
    const story = [
      listener({
        owners: seen(inTerminal),
        closed: exactly('14:05:41'),
        ending: 'closed',
      }),
      ended(),
      listener({ owners: seen(VITE), opened: between('14:05:41', '14:05:43') }),
    ];
    assert.deepEqual(lines(story, { port: 3000, window: 7 }), [
      '≤ 14:05:43  taken by vite (4310)',
      '14:05:41  node (4242) stopped listening on 3000',
      '14:05:40  node (4242) was ended from this window (SIGTERM)',
      '14:02:11  node (4242) began to listen on 3000, started in terminal “dev”',
    ]);
    assert.equal(lines(story)[0], '≤ 14:05:43  3000 taken by vite (4310)');
  });

  it('says that somebody took it only where that is known, and soon', () => {
    const before = listener({ closed: exactly('14:05:41'), ending: 'closed' });
    const next = (more: Partial<Parameters<typeof listener>[0]>): string =>
      lines([before, listener({ owners: seen(VITE), opened: exactly('14:05:43'), ...more })])[0] ?? '';
    assert.equal(next({ opened: exactly('14:09:00') }), '14:09:00  vite (4310) began to listen on 3000');
    assert.equal(next({ owners: seen(NODE) }), '14:05:43  node (4242) began to listen on 3000');
    assert.equal(
      next({ owners: { evidence: 'unknown', programs: [] } }),
      '14:05:43  an unknown process began to listen on 3000',
    );
    assert.equal(
      next({ owners: { evidence: 'likely', programs: [program('sshd', 812, { unit: 'ssh.service' })] } }),
      '14:05:43  probably sshd (812) in ssh.service began to listen on 3000',
    );
    const unit = program('my\\x2dapp.service', 0, { unit: 'my\\x2dapp.service' });
    assert.equal(
      next({ owners: { evidence: 'likely', programs: [unit] } }),
      '14:05:43  probably my-app.service began to listen on 3000',
    );
    assert.equal(next({ protocol: 'udp' }), '14:05:43  vite (4310) began to listen on 3000/udp');
    assert.equal(
      next({ opened: { by: at('14:05:43') } }),
      '14:05:43  vite (4310) listened on 3000 already when recording began',
    );
    assert.equal(next({ place: { ...PLACE, boot: 'b' } }), '14:05:43  vite (4310) began to listen on 3000');
  });

  it('tells a socket that is handed over from one that more processes share', () => {
    const before = listener({ closed: between('14:04:00', '14:04:10'), ending: 'handedOver' });
    const after = (...programs: readonly HistoryProgram[]): string[] =>
      lines([
        before,
        listener({ owners: seen(...programs), opened: between('14:04:00', '14:04:10'), isTakenOver: true }),
      ]).slice(0, -1);
    assert.deepEqual(after(VITE), ['≤ 14:04:10  node (4242) handed 3000 over to vite (4310)']);
    assert.deepEqual(after(NODE, VITE), [
      '≤ 14:04:10  node (4242) shared 3000 with vite (4310) from then on',
    ]);
    assert.deepEqual(lines([listener({ owners: seen(VITE), isTakenOver: true })]), [
      '14:02:11  vite (4310) took 3000 over',
    ]);
    const nobody = listener({
      owners: { evidence: 'unknown', programs: [] },
      opened: between('14:04:00', '14:04:10'),
      isTakenOver: true,
    });
    assert.equal(
      lines([before, nobody])[0],
      '≤ 14:04:10  node (4242) is not seen to hold 3000 any more, which is still open',
    );
    const shared = listener({
      owners: seen(NODE, VITE),
      closed: between('14:04:00', '14:04:10'),
      ending: 'handedOver',
    });
    const left = listener({ opened: between('14:04:00', '14:04:10'), isTakenOver: true, owners: seen(VITE) });
    assert.equal(
      lines([shared, left])[0],
      '≤ 14:04:10  node (4242) let go of 3000, which vite (4310) still has',
    );
  });

  it('does not say that something ended which nobody watched any more', () => {
    const entry = listener({ closed: { after: at('14:04:00'), by: at('14:30:00') }, ending: 'unwatched' });
    assert.deepEqual(lines([entry])[0], '14:04:00  node (4242) was seen listening on 3000 for the last time');
  });

  it('says once what a server does on IPv4 and IPv6, and names addresses that are not all', () => {
    const both = [listener(), listener({ isIPv6: true, address: '::' })];
    assert.deepEqual(lines(both), ['14:02:11  node (4242) began to listen on 3000']);
    const here = listener({ isIPv6: true, address: '::1', port: 53, protocol: 'udp' });
    assert.deepEqual(lines([here]), ['14:02:11  node (4242) began to listen on [::1]:53/udp']);
    const socket = listener({ protocol: 'unix', address: '', port: 0, path: '/run/a "b"' });
    assert.deepEqual(lines([socket]), ["14:02:11  node (4242) began to listen on “/run/a 'b'”"]);
  });

  it('lets no name give a command, end a quotation or fill the page', () => {
    const hostile = program('no\u202e\nde\u0007(1) began', 1, {
      origin: { kind: 'task', name: 'x”, started in [y](command:z)' },
      container: '0123456789abcdef0123456789abcdef',
      containerName: 'db"\u200b',
    });
    const [line = ''] = lines([listener({ owners: seen(hostile) })]);
    assert.equal(
      line,
      "14:02:11  no<U+202E> de<U+0007>(1) began (1) in the container “db'<U+200B>” began to listen on 3000, " +
        "started in task “x', started in [y](command:z)”",
    );
    const long = lines([listener({ owners: seen(program('n'.repeat(5000), 1)) })])[0] ?? '';
    assert.ok(long.length < 150, long);
    assert.doesNotMatch(lines([listener({ owners: seen(program('\u200b', 1)) })])[0] ?? '', /\u200b/);
  });
});

describe('the story of connections', () => {
  it('tells both ends of one, its traffic and how long it was open', () => {
    assert.deepEqual(lines([connection({ sent: 2048, received: 80 })]), [
      '14:03:02  the connection from 10.0.0.9:51234 to node (4242) on 3000 ended: open for 2 s, 2.0 KiB answered, 80 B received',
      '14:03:00  a connection came from 10.0.0.9:51234 to node (4242) on 3000',
    ]);
    const out = connection({
      direction: 'outgoing',
      local: { address: '10.0.0.1', port: 40_000, owners: seen(NODE) },
      foreign: { address: '2001:db8::1', port: 443, owners: { evidence: 'unknown', programs: [] } },
      opened: between('14:03:00', '14:03:01'),
      closed: between('14:05:00', '14:05:01'),
      sent: 10,
      received: 20,
      isAtLeast: true,
      retransmitted: 3,
      roundTrip: 12_345,
    });
    assert.deepEqual(lines([out]), [
      '≤ 14:05:01  the connection of node (4242) to [2001:db8::1]:443 ended: open for about 2 min, at least 10 B sent, at least 20 B received, 3 segments sent again, round trip 12.3 ms',
      '≤ 14:03:01  node (4242) connected to [2001:db8::1]:443',
    ]);
  });

  it('tells one within this machine once, with both owners, and what is inferred', () => {
    const { opened: _, ...short } = connection({
      isWithin: true,
      local: { address: '127.0.0.1', port: 3000, owners: { evidence: 'listener', programs: [NODE] } },
      foreign: { address: '127.0.0.1', port: 51_234, owners: seen(program('curl', 77)) },
      sent: 1,
      received: 2,
      doubtfulBytes: 1,
    });
    assert.deepEqual(lines([short]), [
      '14:03:02  curl (77) connected to node (4242) on 3000: 1 B answered, 2 B received, or 1 B less (inferred from its listener)',
    ]);
    const unseen = connection({
      ...short,
      foreign: { ...short.foreign, owners: { evidence: 'unseen', programs: [] } },
    });
    const { opened: __, ...nobody } = unseen;
    assert.match(
      lines([nobody])[0] ?? '',
      /an unknown process connected to node \(4242\) on 3000: .* \(inferred from its listener; not seen while open\)$/,
    );
  });

  it('counts those that were alike', () => {
    const many = connection({
      count: 120,
      foreign: { address: '10.0.0.9', port: 0, owners: { evidence: 'unknown', programs: [] } },
      opened: exactly('14:00:00'),
      sent: 5_000_000,
    });
    assert.deepEqual(lines([many]), [
      '14:03:02  120 connections from 10.0.0.9 to node (4242) on 3000: since 14:00:00, 4.8 MiB answered',
    ]);
  });
});

describe('the story of all else', () => {
  it('says what was done, by whom, and to what', () => {
    const done = (action: Partial<HistoryAction>, window?: number): string =>
      lines([ended(action)], window === undefined ? {} : { window })[0] ?? '';
    assert.equal(done({}), '14:05:40  node (4242) was ended from a window of VS Code (SIGTERM)');
    assert.equal(done({ pid: 8 }, 7), '14:05:40  node (4242) was ended from another window (SIGTERM)');
    assert.equal(done({ by: 'agent' }, 7), '14:05:40  node (4242) was ended by an agent (SIGTERM)');
    assert.equal(
      done({ deed: { kind: 'signal', signal: 'SIGSTOP', program: NODE } }, 7),
      '14:05:40  node (4242) was sent SIGSTOP from this window',
    );
    assert.equal(
      done({ deed: { kind: 'stopContainer', container: 'x', name: 'db' }, outcome: 'stopped' }, 7),
      '14:05:40  the container “db” was stopped from this window',
    );
    const end = { address: '10.0.0.1', port: 3000 };
    assert.equal(
      done(
        { deed: { kind: 'closeConnection', protocol: 'tcp', local: end, foreign: end }, outcome: 'closed' },
        7,
      ),
      '14:05:40  the connection 10.0.0.1:3000 → 10.0.0.1:3000 was closed from this window',
    );
  });

  it('says where nobody knows what happened', () => {
    assert.deepEqual(lines([gap({ lost: 120 })]), [
      "14:00:05  Nobody knows what happened between 14:00:00 and 14:00:05: 120 messages of the kernel's were lost",
    ]);
    assert.match(lines([gap({ why: 'ended' })])[0] ?? '', /: nobody recorded$/);
    assert.match(lines([gap({ why: 'clock' })])[0] ?? '', /the clock was set from 14:00:00 to 14:00:05$/);
  });

  it('says what became of a connect that nobody took, and of interfaces', () => {
    const refusal: HistoryEntry = {
      id: 1,
      place: PLACE,
      kind: 'refusal',
      protocol: 'tcp',
      isIPv6: false,
      address: '127.0.0.1',
      port: 9,
      owners: seen(program('curl', 77)),
      at: exactly('14:00:00'),
      count: 2,
    };
    assert.deepEqual(lines([refusal]), [
      '14:00:00  curl (77) was refused on 127.0.0.1:9, which nobody had, 2 times',
    ]);
    const notice = (subject: 'interface' | 'address' | 'route', change: 'added' | 'down'): HistoryEntry => {
      const facts = { device: 'eth0', address: '10.0.0.0/24', gateway: '10.0.0.1', count: 1 };
      return { id: 1, place: PLACE, kind: 'notice', at: exactly('14:00:00'), subject, change, ...facts };
    };
    assert.deepEqual(lines([notice('interface', 'down')]), ['14:00:00  the interface eth0 went down']);
    assert.deepEqual(lines([notice('address', 'added')]), ['14:00:00  eth0 got the address 10.0.0.0/24']);
    assert.deepEqual(lines([notice('route', 'added')]), [
      '14:00:00  a route to 10.0.0.0/24 was added: 10.0.0.1 over eth0',
    ]);
  });

  it('says when the machine was restarted, dates of other days, and other network namespaces', () => {
    const before = listener({ place: { ...PLACE, boot: 'z' }, opened: exactly('23:00:00', '2026-11-26') });
    assert.deepEqual(lines([before, listener({ port: 22 })]), [
      '14:02:11  node (4242) began to listen on 22',
      '≤ 14:02:11  the machine was restarted',
      '2026-11-26 23:00:00  node (4242) began to listen on 3000',
    ]);
    const inside = listener({ place: { ...PLACE, namespace: 5 }, port: 80 });
    assert.deepEqual(lines([inside, listener({ opened: exactly('14:02:12') })]), [
      '14:02:12  node (4242) began to listen on 3000 [network namespace 4026531840]',
      '14:02:11  node (4242) began to listen on 80 [network namespace 5]',
    ]);
  });

  it('names each event for good, with what it is of, and leaves out what is before a moment', () => {
    const entry = listener({ closed: exactly('14:05:41'), ending: 'closed' });
    const story = storyOf([entry], { l10n: ENGLISH, clock, from: at('14:03:00') });
    assert.deepEqual(
      story.map(({ id, kind, port, programs, entry: of }) => ({
        id,
        kind,
        port,
        programs,
        isOf: of === entry,
      })),
      [{ id: `${entry.id} ended`, kind: 'ended', port: 3000, programs: [NODE], isOf: true }],
    );
  });
});
