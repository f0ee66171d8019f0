/** A flag of the command line: reads its text, or says why it cannot. */
export interface Flag<T> {
  /** Stands for the value in the help: `N`, `on|off`. */
  placeholder: string
  says: string
  /** Another name than the option's own in kebab case. */
  name?: string
  /** May be given several times. */
  multiple?: boolean
  /** The value of a flag that stands alone; absent when it needs one. */
  alone?: string
  read(texts: string[]): T | BadValue
}

/** The reason why a value is refused, to be read behind the flag's name. */
export class BadValue {
  readonly reason: string
  constructor(reason: string) {
    this.reason = reason
  }
}

const last = (texts: string[]) => texts.at(-1) ?? ''

export function text(placeholder: string, says: string): Flag<string> {
  return {
    placeholder,
    says,
    read: (texts) => last(texts) || new BadValue('must not be empty'),
  }
}

export function texts(placeholder: string, says: string): Flag<string[]> {
  return {
    placeholder,
    says,
    multiple: true,
    read: (given) => (given.every(Boolean) ? given : new BadValue('must not be empty')),
  }
}

const isHttpUrl = (url: string) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)

/** An http or https address; a slash at the end is taken off. */
export function url(says: string): Flag<string> {
  return {
    placeholder: 'URL',
    says,
    read: (given) =>
      isHttpUrl(last(given)) ? last(given).replace(/\/$/, '') : new BadValue('must be an http or https URL'),
  }
}

export function urls(says: string): Flag<string[]> {
  return {
    placeholder: 'URL',
    says,
    multiple: true,
    read: (given) => (given.every(isHttpUrl) ? given : new BadValue('must be an http or https URL')),
  }
}

/** A number between two bounds, whole unless said otherwise. */
export function number(
  says: string,
  { least = 0, most = 1_000_000_000, whole = true }: { least?: number; most?: number; whole?: boolean } = {},
): Flag<number> {
  return {
    placeholder: 'N',
    says,
    read(given) {
      const value = last(given).trim() ? Number(last(given)) : Number.NaN
      if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value
      return new BadValue(`must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}`)
    },
  }
}

export function choice<const T extends string>(choices: readonly T[], says: string): Flag<T> {
  return {
    placeholder: choices.join('|'),
    says,
    read: (given) =>
      choices.find((known) => known === last(given)) ?? new BadValue(`must be one of ${choices.join(', ')}`),
  }
}

/** Some of the known words. */
export function choices(known: readonly string[], placeholder: string, says: string): Flag<string[]> {
  return {
    ...texts(placeholder, says),
    read(given) {
      return given.every((word) => known.includes(word)) ? given : new BadValue(`must be one of ${known.join(', ')}`)
    },
  }
}

/** A switch; the flag alone turns it on. */
export function onOff(says: string): Flag<'on' | 'off'> {
  return { ...choice(['on', 'off'], says), alone: 'on' }
}

export function named<T>(name: string, flag: Flag<T>): Flag<T> {
  return { ...flag, name }
}

/** The flag's name on the command line, without its dashes. */
export function flagName(key: string, flag: Flag<unknown>): string {
  return flag.name ?? key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
