import type { SettingDeclaration } from '../../extension/catalog/setting';
import { shortId } from '../../extension/catalog/catalogText';
import type { Catalog } from './catalog';
import { inOrderOf } from './order';
import type { Texts } from './manifestTexts';

/** The groups of settings, as package.json has them. */
export function configurationOf({ settingsGroup, setting }: Catalog, texts: Texts): object[] {
  return settingsGroup.toSorted(inOrderOf(({ order }) => order)).map((group) => ({
    title: texts.placeholder(`configuration.${group.name}`, group.title),
    order: group.order,
    properties: Object.fromEntries(
      setting
        .filter((each) => each.group === group)
        .sort(inOrderOf(({ order }) => order))
        .map((each) => [each.id, propertyOf(each, texts)]),
    ),
  }));
}

function propertyOf(setting: SettingDeclaration, texts: Texts): object {
  const { id, order, scope, text } = setting;
  const key = `setting.${shortId(id)}`;
  return {
    ...schemaOf(setting, key, texts),
    default: setting.default,
    order,
    scope,
    markdownDescription: texts.placeholder(key, text),
  };
}

/** What values it may have, see code.visualstudio.com/api/references/contribution-points#contributes.configuration. */
function schemaOf(setting: SettingDeclaration, key: string, texts: Texts): object {
  const choice = (values: Readonly<Record<string, string>>): object => ({
    type: 'string',
    enum: Object.keys(values),
    enumDescriptions: Object.entries(values).map(([value, meaning]) =>
      texts.placeholder(`${key}.${value}`, meaning),
    ),
  });
  switch (setting.type) {
    case 'boolean':
      return { type: setting.type };
    case 'number':
      return { type: setting.type, minimum: setting.minimum, maximum: setting.maximum };
    case 'string':
      return choice(setting.values);
    case 'stringOrList': {
      const { values, maxItems, maxLength } = setting;
      const items = { type: 'string', minLength: 1, maxLength };
      return { anyOf: [choice(values), { type: 'array', items, maxItems }] };
    }
  }
}
