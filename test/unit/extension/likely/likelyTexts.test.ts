import assert from 'node:assert/strict';
import '../fakeVscode';
import type { Evidence, LikelyOwner } from '../../../../src/core/model/likelyOwner';
import { likelyOwner } from '../../likelyOwners';
import {
  likelyBehind,
  likelyLabel,
  likelyName,
  likelyText,
  likelyUnit,
} from '../../../../src/extension/likely/likelyTexts';

const sshd = { pid: 812, startTime: 90, program: 'sshd' };
const users = { users: new Map([[1000, 'alice']]) };
describe('words for likely owners', () => {
  it('name the process and the unit behind it, marked', () => {
    const likely = likelyOwner();
    assert.equal(likelyName(likely, users), '~sshd');
    assert.deepEqual(likelyBehind(likely, users), ['ssh.service']);
    assert.equal(likelyLabel(likely, users), 'likely sshd, ssh.service');
  });

  it('name the unit where no process is known', () => {
    const likely = likelyOwner({ unit: 'postgresql@16-main.service', processes: [], count: 7 });
    assert.equal(likelyName(likely, users), '~postgresql@16-main.service');
    assert.deepEqual(likelyBehind(likely, users), []);
    assert.equal(likelyLabel(likely, users), 'likely postgresql@16-main.service');
  });

  it('tell whose unit it is', () => {
    assert.equal(
      likelyUnit(likelyOwner({ unit: 'web.service', unitOf: 'user', uid: 1000 }), users),
      'web.service of alice',
    );
    assert.equal(
      likelyUnit(likelyOwner({ unit: 'web.service', unitOf: 'user', uid: 7 }), undefined),
      'web.service of 7',
    );
    assert.equal(
      likelyUnit(likelyOwner({ unit: 'ssh.socket', service: 'ssh.service' }), users),
      'ssh.socket → ssh.service',
    );
    const container = { runtime: 'docker', id: '0123456789abcdef'.repeat(4) } as const;
    const { unit: _none, ...contained } = likelyOwner({ unitOf: 'container', container });
    assert.equal(likelyUnit(contained, users), 'docker container 0123456789ab');
    assert.equal(
      likelyUnit({ ...contained, unit: 'nginx.service' }, users),
      'nginx.service in docker container 0123456789ab',
    );
    assert.equal(
      likelyUnit({ ...contained, container: { ...container, runtime: 'unknown' } }, users),
      'container 0123456789ab',
    );
  });

  const sentences: readonly (readonly [Partial<LikelyOwner>, string])[] = [
    [{}, 'Likely sshd: made in the control group of ssh.service; its one process is sshd (812).'],
    [
      { count: 3 },
      'Likely sshd: made in the control group of ssh.service; of its 3 processes only sshd (812) can have it.',
    ],
    [
      { evidence: ['madeInGroup', 'groupEnded'], processes: [], count: 0 },
      'Likely ssh.service: made in the control group of ssh.service (ended).',
    ],
    [
      { evidence: ['groupEnded'], processes: [], count: 0 },
      'Likely ssh.service: made in the control group of ssh.service (ended).',
    ],
    [
      { unit: 'ssh.socket', service: 'ssh.service', processes: [], count: 0, evidence: ['socketUnit'] },
      'Likely ssh.socket → ssh.service: kept by systemd for ssh.socket → ssh.service.',
    ],
    [
      { processes: [], count: 4, evidence: ['madeInGroup', 'accepted'] },
      'Likely ssh.service: accepted for ssh.service.',
    ],
    [{ processes: [], count: 4, evidence: ['notAccepted'] }, 'Likely ssh.service: waits for ssh.service.'],
    [
      { processes: [], count: 4, evidence: ['listenersGroup'] },
      'Likely ssh.service: being opened, with a listener made in the control group of ssh.service.',
    ],
    [
      { processes: [], count: 3, evidence: ['madeInGroup', 'severalProcesses'] },
      'Likely ssh.service: made in the control group of ssh.service; which of its 3 processes has it is not known.',
    ],
    [
      { processes: [], count: 1, evidence: ['madeInGroup', 'severalProcesses'] },
      'Likely ssh.service: made in the control group of ssh.service; its one process may not be looked at.',
    ],
    [
      { processes: [], count: 3, evidence: ['madeInGroup', 'contradicted'] },
      'Likely ssh.service: made in the control group of ssh.service; what is known of its processes contradicts itself, so that none is named.',
    ],
    [
      { count: 5, evidence: ['madeInGroup', 'sameProgram'] },
      'Likely sshd: made in the control group of ssh.service; of its processes that can have it, sshd (812) began the others, which are the same program.',
    ],
    [
      { count: 5, evidence: ['madeInGroup', 'commandLine'] },
      'Likely sshd: made in the control group of ssh.service; of its processes that can have it, sshd (812) has the port in its command line.',
    ],
    [
      { count: 5, evidence: ['madeInGroup', 'innermost'] },
      'Likely sshd: made in the control group of ssh.service; of its processes that can have it, each began the next, and sshd (812) is the last.',
    ],
    [
      { unit: 'session-3.scope', evidence: ['madeInGroup', 'othersLookedInto'] },
      'Likely sshd: made in the control group of session-3.scope; its one process is sshd (812).',
    ],
    [
      { unit: 'session-3.scope', count: 5, evidence: ['madeInGroup', 'othersLookedInto'] },
      'Likely sshd: made in the control group of session-3.scope; all others in it could be looked into and lack it, which leaves sshd (812).',
    ],
    [
      { unit: 'web.service', processes: [], count: 2, evidence: ['inNamespace'] },
      'Likely web.service: in the network namespace of web.service.',
    ],
  ];
  for (const [facts, sentence] of sentences) {
    it(`give the evidence ${facts.evidence?.join(', ') ?? 'of one process'} in plain words`, () => {
      assert.equal(likelyText(likelyOwner(facts), users), sentence);
    });
  }

  it('have a word for every code, and never say that a socket is held', () => {
    const all = new Set<Evidence>(sentences.flatMap(([{ evidence = [] }]) => evidence));
    all.add('onlyProcess');
    assert.equal(all.size, 14);
    for (const code of all) {
      const text = likelyText(likelyOwner({ evidence: [code] }), users);
      assert.doesNotMatch(text, /held|holds|owner/);
    }
  });

  it('show hostile names on one line, unescaped and cleaned', () => {
    const hostile = likelyOwner({
      unit: String.raw`a\x0aid\x0a.service`,
      processes: [{ ...sshd, program: 'x\n\u202ey' }],
    });
    assert.equal(likelyName(hostile, users), '~x <U+202E>y');
    assert.equal(likelyUnit(hostile, users), 'a id .service');
    assert.doesNotMatch(likelyText(hostile, users), /[\n\u202e]/);
  });
});
