import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isUnitName, unescapedUnit, unitText } from '../../../../src/core/units/unitName';
import { assertProperty } from '../../property';

describe('the name of a unit', () => {
  it('is one that systemd takes', () => {
    for (const name of [
      'ssh.service',
      'postgresql@16-main.service',
      'session-3.scope',
      'a\\x0aid\\x0a.service',
      'dbus-:1.2-org.x@0.service',
      `${'x'.repeat(255)}.socket`,
    ]) {
      assert.ok(isUnitName(name), name);
    }
    for (const name of [
      '',
      '.service',
      '-rf.service',
      'a b.service',
      "a'.service",
      'a$(id).service',
      'a\n.service',
      'ssh.service\n',
      'ssh',
      'ssh.slice',
      'sshöd.service',
      `${'x'.repeat(256)}.socket`,
    ]) {
      assert.ok(!isUnitName(name), name);
    }
  });

  it('is shown without the escapes of systemd, a dash as a dash', () => {
    assert.equal(unescapedUnit('my\\x2dapp-x.service'), 'my-app-x.service');
    assert.equal(unescapedUnit('caf\\xc3\\xa9.service'), 'café.service');
    assert.equal(unescapedUnit('bad\\xff\\xZ1\\x.service'), 'bad\xff\\xZ1\\x.service');
  });

  it('never breaks a line or hides anything where it is shown', () => {
    assert.equal(unitText('a\\x0aid\\x0a.service'), 'a id .service');
    assert.equal(unitText('a\\x1b[2J.service'), 'a<U+001B>[2J.service');
    assert.equal(unitText('a\\xe2\\x80\\xae.service'), 'a<U+202E>.service');
    const escaped = fc.nat(255).map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`);
    const piece = fc.oneof(fc.string({ unit: 'binary' }), escaped);
    assertProperty(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = unitText(`${pieces.join('')}.service`);
      assert.doesNotMatch(text, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      assert.ok(Array.from(text).length <= 60);
    });
  });
});
