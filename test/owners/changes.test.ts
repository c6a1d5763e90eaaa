/** What an ordinary user is told while processes, groups and sockets come and go, pass after pass of one engine. */
import assert from 'node:assert/strict';
import { NOBODY } from '../host/users';
import { skipWithReason } from '../skip';
import { ONLY, PROVEN, service, SEVERAL, session } from './case';
import { bundleProbe, Probe } from './probe';
import { isCalled, told } from './rows';
import { Scene, whyNoScene } from './scene';

describe('owners that an ordinary user is told of, from pass to pass', () => {
  let scene: Scene;
  let probe: Probe;
  let place = 0;

  before(async function () {
    skipWithReason(this, whyNoScene());
    await bundleProbe();
    scene = new Scene();
  });
  beforeEach(() => {
    place++;
    probe = new Probe({ uid: NOBODY });
  });
  afterEach(() => probe?.end());
  after(() => scene?.remove());

  /** What a pass tells of a socket. */
  async function look(socket: string, how: 'usual' | 'fresh' = 'usual'): Promise<string> {
    const row = (await probe.pass(how)).find((each) => isCalled(each, socket, place));
    assert.ok(row, `${socket} is in no row`);
    return told(row);
  }

  it('name no helper when a server is loaded anew and hands its sockets to its successor', async () => {
    const server = await scene.start(
      `${service('again')} name=again { name=helper } tcp=$0 await { name=successor } exit`,
      place,
    );
    assert.equal(await look('listens 0'), `again.service: ${SEVERAL}`);
    await scene.goOn(server, 'ends');
    for (const how of ['usual', 'fresh', 'fresh'] as const)
      assert.equal(await look('listens 0', how), `again.service: ${SEVERAL}`);
  });

  it('name who is left when a server goes into the background, under another pid', async () => {
    const server = await scene.start(`${service('back')} name=back tcp=$0 await { name=left } exit`, place);
    assert.equal(await look('listens 0'), `back.service ~back: ${ONLY}`);
    await scene.goOn(server, 'ends');
    assert.equal(await look('listens 0'), `back.service ~left: ${ONLY}`);
  });

  it('name the server still when it starts something later', async () => {
    const server = await scene.start(
      `${service('later')} name=later tcp=$0 await { name=started shut }`,
      place,
    );
    assert.equal(await look('listens 0'), `later.service ~later: ${ONLY}`);
    await scene.goOn(server);
    assert.equal(await look('listens 0', 'fresh'), `later.service ~later: ${ONLY}`);
  });

  it('keep the unit when its group ends, and tell its successor from it', async () => {
    const path = '/system.slice/restarted.service';
    const server = await scene.start(
      `${service('restarted')} name=first tcp=$0 await ${service('elsewhere')}`,
      place,
    );
    assert.equal(await look('listens 0'), `restarted.service ~first: ${ONLY}`);
    await scene.goOn(server);
    scene.end(path);
    assert.equal(await look('listens 0', 'fresh'), 'restarted.service: madeInGroup groupEnded');
    await scene.start(`group=@${path} name=second tcp=$1`, place);
    assert.equal(await look('listens 1'), `restarted.service ~second: ${ONLY}`);
    assert.equal(await look('listens 0'), 'restarted.service: madeInGroup groupEnded');
  });

  it('know a unit at once that was started after the first pass', async () => {
    await probe.pass();
    await scene.start(`${service('new')} name=new tcp=$0`, place);
    assert.equal(await look('listens 0'), `new.service ~new: ${ONLY}`);
  });

  it('never name sshd for what one’s own program opens in place of something that it closes', async () => {
    const own = await scene.start(
      `${session(1)} name=sshd { uid=${NOBODY} exec name=other } uid=${NOBODY} exec name=own udp=$1 await shut tcp=$0`,
      place,
    );
    await scene.start(`${session(1)} name=sshd uid=1000`, place);
    await probe.pass();
    await scene.goOn(own);
    const seen = [await look('listens 0'), await look('listens 0'), await look('listens 0', 'fresh')];
    assert.equal(seen.at(-1), PROVEN);
    for (const text of seen) assert.doesNotMatch(text, /~/);
  });

  it('name nobody when one leaves its unit and may have taken the socket along', async () => {
    const server = await scene.start(
      `${service('mover')} name=mover { name=helper } tcp=$0 await ${service('beyond')}`,
      place,
    );
    assert.equal(await look('listens 0'), `mover.service: ${SEVERAL}`);
    await scene.goOn(server);
    assert.equal(await look('listens 0', 'fresh'), 'mover.service: madeInGroup contradicted');
  });

  it('name a server still whose child went into a session', async () => {
    const server = await scene.start(
      `${service('logins')} name=logins tcp=$0 { name=login shut } await exit`,
      place,
    );
    assert.equal(await look('listens 0'), `logins.service: ${SEVERAL}`);
    const child = scene.processesOf('/system.slice/logins.service').find((pid) => pid !== server.pid);
    scene.move(child, '/user.slice/user-1000.slice/session-30.scope');
    assert.equal(await look('listens 0', 'fresh'), `logins.service ~logins: ${ONLY}`);
  });

  it('have the process only until it leaves its unit, where nobody is left', async () => {
    const server = await scene.start(
      `${service('leaving')} name=leaving tcp=$0 await ${service('away')}`,
      place,
    );
    assert.equal(await look('listens 0'), `leaving.service ~leaving: ${ONLY}`);
    await scene.goOn(server);
    assert.equal(await look('listens 0', 'fresh'), 'leaving.service: madeInGroup');
  });
});
