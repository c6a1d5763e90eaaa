import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type ContributedMenus, RowMenus } from '../../../../src/extension/menus/rowMenus';

const MADE: ContributedMenus = {
  commands: [
    { command: 'a', title: 'A', icon: '$(trash)' },
    { command: 'b', title: { value: 'Be' } },
    { command: 'c', title: 'C', icon: './c.svg' },
    { command: 'd', title: 'D' },
  ],
  submenus: [{ id: 'more', label: 'More' }],
  menus: {
    'view/item/context': [
      { command: 'a', when: 'view == one && viewItem =~ /\\bowned\\b/', group: '9_end@1' },
      { command: 'a', when: 'view == one', group: 'inline@1' },
      { submenu: 'more', when: 'view == one', group: '1_look@2' },
      { command: 'b', when: 'viewItem =~ /\\bx\\b/ || viewItem =~ /\\bowned\\b/', group: '1_look@1' },
      { command: 'b', when: 'view == one', group: '1_look@1' },
    ],
    more: [
      { command: 'd', group: '1@2' },
      { command: 'c', when: '!hidden', group: '1@1' },
    ],
  },
};

describe('the menu of a row', () => {
  const menus = new RowMenus(MADE);

  it('has what package.json has, in its order, once, and what lies in menus within it', () => {
    assert.deepEqual(menus.of({ view: 'one', viewItem: 'row owned' }), [
      { command: 'b', title: 'Be', path: [], group: '1_look' },
      { command: 'c', title: 'C', path: ['More'], group: '1_look' },
      { command: 'd', title: 'D', path: ['More'], group: '1_look' },
      { command: 'a', title: 'A', icon: 'trash', path: [], group: '9_end' },
    ]);
  });

  it('leaves out what its conditions leave out', () => {
    assert.ok(!menus.has({ view: 'one', viewItem: 'row' }, 'a'));
    assert.deepEqual(menus.of({ view: 'two', viewItem: 'row' }), []);
  });

  it('tells of a view whether its rows can have a command, whatever they are', () => {
    for (const [view, id, can] of [
      ['one', 'a', true],
      ['two', 'a', false],
      ['one', 'd', true],
      ['two', 'd', false],
      // Of a condition on the row alone any view can have it.
      ['two', 'b', true],
    ] as const)
      assert.equal(menus.canHave(view, id), can, `${view} ${id}`);
  });

  it('is understood as the real package.json has it: nothing of it stays unread', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: ContributedMenus;
    };
    const items = contributes.menus['view/item/context'] ?? [];
    const term = /^(?:view|viewItem|webviewSection|trafficKind) (?:==|=~) \S.*$/;
    for (const { when = '' } of [...items, ...(contributes.menus['netstat.copyAs'] ?? [])]) {
      for (const each of when.split(/ (?:&&|\|\|) /)) assert.ok(each === '' || term.test(each), each);
    }
  });
});
