import { bounded } from '../../core/model/bounds';

/** A heading of the settings editor. */
export interface SettingsGroup {
  readonly declares: 'settingsGroup';
  readonly name: string;
  readonly title: string;
  /** Its place among the groups, from 1. */
  readonly order: number;
}

/** What all settings have. */
export interface AnySetting<Type extends string, Value, Id extends string> {
  readonly declares: 'setting';
  readonly id: Id;
  readonly type: Type;
  readonly default: Value;
  readonly group: SettingsGroup;
  /** Its place in the group, from 1. */
  readonly order: number;
  /** `machine` keeps it from workspaces altogether: what ends processes or changes terminals. */
  readonly scope: 'window' | 'machine' | 'language-overridable';
  /** What it does, in Markdown. */
  readonly text: string;
}

/** A setting that is on or off. */
export type BooleanSetting<Id extends string = string> = AnySetting<'boolean', boolean, Id>;

/** A setting that is a number. VS Code shows the bounds and does not hold to them: whoever reads the setting does. */
export interface NumberSetting<Id extends string = string> extends AnySetting<'number', number, Id> {
  readonly minimum: number;
  readonly maximum: number;
}

/** A setting that has one of several values. */
export interface ChoiceSetting<Value extends string = string, Id extends string = string> extends AnySetting<
  'string',
  Value,
  Id
> {
  /** Each value, and what it means. */
  readonly values: Readonly<Record<Value, string>>;
}

/** A setting that has one of several values, or a list of strings. */
export interface ChoiceOrListSetting<
  Value extends string = string,
  Id extends string = string,
> extends AnySetting<'stringOrList', Value | readonly string[], Id> {
  /** Each value, and what it means. */
  readonly values: Readonly<Record<Value, string>>;
  /** Entries of the list that are read, and the characters that one may have. */
  readonly maxItems: number;
  readonly maxLength: number;
}

/** A setting. */
export type SettingDeclaration = BooleanSetting | NumberSetting | ChoiceSetting | ChoiceOrListSetting;

type Declared<Setting extends SettingDeclaration> = Omit<Setting, 'declares' | 'id' | 'type'>;

/** Declares a heading. */
export function settingsGroup(declared: Omit<SettingsGroup, 'declares'>): SettingsGroup {
  return { declares: 'settingsGroup', ...declared };
}

/** Declares a setting that is on or off. */
export function booleanSetting<const Id extends string>(
  id: Id,
  declared: Declared<BooleanSetting>,
): BooleanSetting<Id> {
  return { declares: 'setting', id, type: 'boolean', ...declared };
}

/** Declares a setting that is a number. */
export function numberSetting<const Id extends string>(
  id: Id,
  declared: Declared<NumberSetting>,
): NumberSetting<Id> {
  return { declares: 'setting', id, type: 'number', ...declared };
}

/** Declares a setting that has one of several values. */
export function choiceSetting<const Id extends string, Value extends string>(
  id: Id,
  declared: Omit<Declared<ChoiceSetting>, 'default' | 'values'> & {
    readonly values: Readonly<Record<Value, string>>;
    readonly default: NoInfer<Value>;
  },
): ChoiceSetting<Value, Id> {
  return { declares: 'setting', id, type: 'string', ...declared };
}

/** Declares a setting that has one of several values, or a list of strings. */
export function choiceOrListSetting<const Id extends string, Value extends string>(
  id: Id,
  declared: Omit<Declared<ChoiceOrListSetting>, 'default' | 'values'> & {
    readonly values: Readonly<Record<Value, string>>;
    readonly default: NoInfer<Value>;
  },
): ChoiceOrListSetting<Value, Id> {
  return { declares: 'setting', id, type: 'stringOrList', ...declared };
}

/** What stands for a setting, whatever somebody wrote into settings.json: its default, the bound that it is beyond, or what of a list may be in it. */
export function valueOf<Setting extends SettingDeclaration>(
  declared: Setting,
  written: unknown,
): Setting['default'] {
  const setting: SettingDeclaration = declared;
  switch (setting.type) {
    case 'boolean':
      return typeof written === 'boolean' ? written : setting.default;
    case 'number':
      return bounded(written, setting);
    case 'string':
      return Object.keys(setting.values).find((value) => value === written) ?? setting.default;
    case 'stringOrList':
      if (Array.isArray(written)) return stringsIn(written, setting);
      return Object.keys(setting.values).find((value) => value === written) ?? setting.default;
  }
}

/** Those entries of a list that are strings of a length that is allowed, as many as are. */
function stringsIn(
  written: readonly unknown[],
  { maxItems, maxLength }: Pick<ChoiceOrListSetting, 'maxItems' | 'maxLength'>,
): string[] {
  return written
    .slice(0, maxItems)
    .filter((entry) => typeof entry === 'string' && entry !== '' && entry.length <= maxLength)
    .map(String);
}
