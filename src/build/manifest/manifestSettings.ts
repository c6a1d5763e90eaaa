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
  const { id, type, order, scope, text } = setting;
  const key = `setting.${shortId(id)}`;
  return {
    type,
    ...(setting.type === 'string' && {
      enum: Object.keys(setting.values),
      enumDescriptions: Object.entries(setting.values).map(([value, meaning]) =>
        texts.placeholder(`${key}.${value}`, meaning),
      ),
    }),
    default: setting.default,
    ...(setting.type === 'number' && { minimum: setting.minimum, maximum: setting.maximum }),
    order,
    scope,
    markdownDescription: texts.placeholder(key, text),
  };
}
