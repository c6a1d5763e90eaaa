import '../fakeVscode';
import assert from 'node:assert/strict';
import type { LikelyOwner } from '../../../../src/core/model/likelyOwner';
import { stopOffers, type StopFacts, type StopOffer } from '../../../../src/extension/units/stopOffer';

const FACTS: StopFacts = { typist: { uid: 1000 }, triggersOf: () => [] };
const owner = (unit: string, more: Partial<LikelyOwner> = {}): LikelyOwner => ({
  unit,
  unitOf: 'system',
  processes: [],
  count: 1,
  evidence: ['madeInGroup'],
  ...more,
});
const offerOf = (likely: LikelyOwner, facts: Partial<StopFacts> = {}): StopOffer => {
  const [offer, ...others] = stopOffers([likely], { ...FACTS, ...facts });
  assert.ok(offer !== undefined && others.length === 0);
  return offer;
};
const offer = (unit: string, more: Partial<LikelyOwner> = {}, facts: Partial<StopFacts> = {}): StopOffer =>
  offerOf(owner(unit, more), facts);

describe('what is offered against a likely owner', () => {
  it('is a line that stops its unit, and what starts that again', () => {
    assert.deepEqual(offer('postgresql@16-main.service'), {
      text: 'If it is postgresql@16-main.service, this stops it with all that it runs:',
      line: "sudo systemctl stop -- 'postgresql@16-main.service'",
    });
    assert.equal(
      offer('cups.service', {}, { triggersOf: () => ['cups.socket'] }).line,
      "sudo systemctl stop -- 'cups.socket' 'cups.service'",
    );
    assert.equal(
      offer('cups.socket', { service: 'cups.service', evidence: ['socketUnit'] }).line,
      "sudo systemctl stop -- 'cups.socket' 'cups.service'",
    );
    assert.equal(
      offer('web.service', { unitOf: 'user', uid: 1000 }).line,
      "systemctl --user stop -- 'web.service'",
    );
  });

  it('is nothing but a reason where that is not to be stopped for a port', () => {
    const keeper = [{ pid: 7, startTime: 1, program: 'docker-proxy' }];
    const own = { typist: { uid: 1000, membership: { unit: 'code-tunnel.service', isUserUnit: true } } };
    const refused: readonly (readonly [StopOffer, RegExp])[] = [
      [offer('ssh.service'), /that stops ssh\.service\. It lets users log in/],
      [offer('session-3.scope'), /desktop session|nothing starts again/],
      [offer('user@1000.service'), /session/],
      [offer('systemd-resolved.service'), /supervises what runs on this machine/],
      [offer('NetworkManager.service'), /network of this machine/],
      [offer('docker.service'), /stop the container that has the port/],
      [offer('ports.service', { processes: keeper }), /stop the container that has the port/],
      [offer('web.service', { unitOf: 'user', uid: 1001 }), /another user’s own/],
      [offer('web.service', { evidence: ['madeInGroup', 'groupEnded'] }), /would not free the port/],
      [offer('web.service', { unitOf: 'container' }), /tools of the container’s engine/],
      [offer('code-tunnel.service', { unitOf: 'user', uid: 1000 }, own), /This window’s own programs/],
      [offer('a\\x0aid\\x0a.service\n'), /Its name has characters/],
      [offer('web.service', {}, { triggersOf: () => ['sshd.socket'] }), /It lets users log in/],
    ];
    for (const [{ text, line }, reason] of refused) {
      assert.equal(line, undefined, text);
      assert.match(text, /^No command is offered that stops /);
      assert.match(text, reason);
    }
  });

  it('names a container by its id where no unit is told', () => {
    const container = { runtime: 'docker', id: '0123456789ab' } as const;
    const { text } = offerOf({ ...owner(''), unit: undefined, unitOf: 'container', container } as never);
    assert.match(text, /^No command is offered that stops container 0123456789ab\. /);
  });

  it('is told of each of several', () => {
    const offers = stopOffers([owner('ssh.service'), owner('web.service'), owner('b.service')], FACTS);
    assert.deepEqual(
      offers.map(({ line }) => line),
      [undefined, "sudo systemctl stop -- 'web.service'", "sudo systemctl stop -- 'b.service'"],
    );
  });
});
